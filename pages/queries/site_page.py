"""A site with all that is known of its connections."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Window
from django.db.models.functions import RowNumber

from accounts.models import User
from accounts.roles import READS_AUDIT, SEES_PLANT
from inventory.models import Circuit, RouteNode, School, Site
from inventory.queries.resilience import SiteResilience, site_resilience
from monitoring.models import Maintenance, Outage, ProbeRequest, Target
from monitoring.queries.live import CircuitState, circuit_states
from monitoring.queries.sla import MonthFigure, current_month, month_figures
from pages.queries.bandwidth import Bandwidth, bandwidths
from pages.queries.measurements import Measured, last_day, last_month
from pages.queries.planned import coming_works
from pages.queries.site_changes import changes_of_site
from records.queries import Change

#: Outages shown on the page; the list of outages has the rest.
N_OUTAGES = 10
#: How far ahead planned works are shown.
WORKS_AHEAD = timedelta(days=60)
#: An answer older than this says nothing of now.
REQUESTS_SHOWN_FOR = timedelta(minutes=10)
#: Seconds for each of three searches for a second way; all took 34 ms in the median of the demo's
#: 96 sites, 215 ms at most. A page that waits for a proof is no page.
SEARCH_S = 1.0


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of workers about a connection just now, newest first."""

    requests: tuple[ProbeRequest, ...]
    #: Whether an answer is still to come.
    is_pending: bool


@dataclass(frozen=True, slots=True)
class Connection:
    """A connection of the site, with what was measured of it and promised for it."""

    circuit: Circuit
    state: CircuitState
    month: MonthFigure
    last_day: Measured
    last_month: Measured
    outages: tuple[Outage, ...]
    bandwidth: Bandwidth
    targets: tuple[Target, ...]
    asked: Asked

    @property
    def key(self) -> str:
        """What tells its parts of the page from those of another connection."""
        return str(self.circuit.pk)

    @property
    def overdrawn_s(self) -> int:
        """Seconds of downtime beyond what the promise allows."""
        return max(-self.month.assessment.budget_left_s, 0)

    @property
    def is_pingable(self) -> bool:
        """Whether there is an address to ask."""
        return bool(self.targets)

    @property
    def has_throughput_server(self) -> bool:
        """Whether something at the far end answers a throughput test."""
        return any(target.iperf_port is not None for target in self.targets)


@dataclass(frozen=True, slots=True)
class SitePage:
    """
    What the page shows; `changes` is None for who may not read the audit.

    `nodes` are where the plant comes in, for who sees it; `resilience` is None for others.
    """

    site: Site
    nodes: tuple[RouteNode, ...]
    resilience: SiteResilience | None
    schools: tuple[School, ...]
    connections: tuple[Connection, ...]
    works: tuple[Maintenance, ...]
    changes: tuple[Change, ...] | None


def site_page(site: Site, asker: User, *, at: datetime) -> SitePage:
    """
    Return the page of a site that the asker may see.

    A fixed number of queries, and two for each connection of the site.
    """
    coming = coming_works(asker, at=at, until=at + WORKS_AHEAD)
    return SitePage(
        site=site,
        nodes=tuple(RouteNode.objects.visible_to(asker).filter(site=site).order_by("code")),
        resilience=site_resilience(site.pk, limit_s=SEARCH_S)
        if asker.has_role(SEES_PLANT)
        else None,
        schools=tuple(site.schools.order_by("status", "name")),
        connections=_connections(site, asker, at=at),
        works=tuple(coming.filter(circuits__site=site)),
        changes=changes_of_site(site) if asker.has_role(READS_AUDIT) else None,
    )


def _connections(site: Site, asker: User, *, at: datetime) -> tuple[Connection, ...]:
    visible = Circuit.objects.visible_to(asker).filter(site=site)
    circuits = {
        circuit.pk: circuit
        for circuit in visible.select_related("site", "school", "provider", "type").order_by("cid")
    }
    ids = list(circuits)
    states = circuit_states(visible, at=at)
    figures = month_figures(ids, month=current_month(at), as_of=at)
    days, months = last_day(ids, at=at), last_month(ids, at=at)
    rates = {circuit.pk: circuit.contracted_down_mbps for circuit in circuits.values()}
    tests = bandwidths(rates, at=at)
    outages, targets, asked = _outages(ids), _targets(ids), asked_of(ids, at=at)
    return tuple(
        Connection(
            circuit=circuit,
            state=states[pk],
            month=figures[pk],
            last_day=days[pk],
            last_month=months[pk],
            outages=tuple(one for one in outages if one.circuit_id == pk),
            bandwidth=tests[pk],
            targets=tuple(one for one in targets if one.circuit_id == pk),
            asked=asked[pk],
        )
        for pk, circuit in circuits.items()
    )


def _outages(circuit_ids: list[int]) -> list[Outage]:
    newest_first = Window(RowNumber(), partition_by="circuit_id", order_by="-started_at")
    ranked = Outage.objects.filter(circuit__in=circuit_ids).annotate(rank=newest_first)
    last = ranked.filter(rank__lte=N_OUTAGES).select_related("acknowledged_by")
    return list(last.order_by("-started_at", "-pk"))


def _targets(circuit_ids: list[int]) -> list[Target]:
    targets = Target.objects.filter(circuit__in=circuit_ids, is_enabled=True)
    return list(targets.order_by("check_kind", "address"))


def asked_of(circuit_ids: Sequence[int], *, at: datetime) -> dict[int, Asked]:
    """Return what was asked about connections that the asker may see; 1 query."""
    requests = (
        ProbeRequest.objects.filter(
            target__circuit__in=circuit_ids, requested_at__gt=at - REQUESTS_SHOWN_FOR
        )
        .select_related("target")
        .order_by("-requested_at", "-pk")
    )
    by_circuit: dict[int, list[ProbeRequest]] = {circuit_id: [] for circuit_id in circuit_ids}
    for request in requests:
        by_circuit[request.target.circuit_id].append(request)
    return {
        circuit_id: Asked(tuple(asked), any(_is_pending(one, at=at) for one in asked))
        for circuit_id, asked in by_circuit.items()
    }


def _is_pending(request: ProbeRequest, *, at: datetime) -> bool:
    if request.status == ProbeRequest.Status.WAITING:
        return request.expires_at > at
    return request.status == ProbeRequest.Status.RUNNING
