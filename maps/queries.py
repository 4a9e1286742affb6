"""
What the map says of a site or segment: the same facts in its row, its card and its live state.

Reads only; every function starts at the access door and asks a fixed number of queries.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Prefetch, Q, QuerySet

from accounts.models import Asker
from inventory.models import Circuit, FibreRouteSegment, RouteSegment, School, Site
from inventory.models.places import PlantStatus
from monitoring.models import Incident
from monitoring.presentation import VERDICTS
from monitoring.queries.live import SiteState, site_states
from monitoring.queries.sla import MonthFigure, current_month, month_figures, overall
from monitoring.sla.aggregate import Overall

_VERDICTS_WORST_FIRST = tuple(VERDICTS)


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """A site as the map's table and card show it; `state` is None without a connection."""

    site: Site
    state: SiteState | None
    month: Overall | None
    verdict: str | None

    @property
    def shown(self) -> str:
        """The key of `monitoring.presentation.STATES`, "" without a connection."""
        return self.state.shown if self.state else ""

    @property
    def school_names(self) -> list[str]:
        """The schools at the site that the site's own name does not tell."""
        names = (school.short_name or school.name for school in self.site.schools.all())
        return [name for name in names if name != self.site.name]

    @property
    def searched(self) -> str:
        """Everything that the search looks at, in small letters."""
        site = self.site
        region = site.region.name if site.region else ""
        schools = [f"{school.name} {school.number}" for school in site.schools.all()]
        words = [site.name, site.street, site.postcode, region, *self.school_names, *schools]
        return " ".join(words).casefold()


@dataclass(frozen=True, slots=True)
class LiveIncident:
    """A wider outage that goes on, at the segment that explains it."""

    segment_id: int
    started_at: datetime
    n_circuits: int


def site_facts(asker: Asker, *, at: datetime) -> list[SiteFacts]:
    """Return all sites that the asker may see and that are not gone, by name; 16 queries."""
    return _facts(_shown_sites(asker).order_by("name", "pk"), at=at)


def facts_of_site(asker: Asker, site_id: int, *, at: datetime) -> SiteFacts | None:
    """Return one site as the map shows it; None if the asker may not see it. 16 queries."""
    return next(iter(_facts(_shown_sites(asker).filter(pk=site_id), at=at)), None)


def live_states(asker: Asker, *, at: datetime) -> dict[int, SiteState]:
    """Return the state of every site with a connection that the asker may see; 7 queries."""
    states = site_states(_shown_sites(asker), at=at)
    return {site_id: state for site_id, state in states.items() if state is not None}


def live_incidents(asker: Asker) -> list[LiveIncident]:
    """Return the wider outages that go on at a segment that the asker may see; 1 query."""
    rows = (
        Incident.objects.filter(ended_at=None, segment__in=RouteSegment.objects.visible_to(asker))
        .annotate(n_circuits=Count("outages", filter=Q(outages__ended_at=None)))
        .order_by("pk")
        .values_list("segment_id", "started_at", "n_circuits")
    )
    return [LiveIncident(segment or 0, started_at, n) for segment, started_at, n in rows]


def segment_with_routes(asker: Asker, segment_id: int) -> RouteSegment | None:
    """Return a segment with the routes over it; None if the asker may not see it. 2 queries."""
    walks = FibreRouteSegment.objects.select_related("route").order_by("route__code")
    return (
        RouteSegment.objects.visible_to(asker)
        .select_related("a_node", "z_node")
        .prefetch_related(Prefetch("route_places", queryset=walks))
        .filter(pk=segment_id)
        .first()
    )


def _shown_sites(asker: Asker) -> QuerySet[Site]:
    return Site.objects.visible_to(asker).exclude(status=PlantStatus.RETIRED)


def _facts(sites: QuerySet[Site], *, at: datetime) -> list[SiteFacts]:
    schools = School.objects.order_by("name", "pk")
    rows = list(sites.select_related("region").prefetch_related(Prefetch("schools", schools)))
    states = site_states(sites, at=at)
    figures = _figures([site.pk for site in rows], at=at)
    return [
        SiteFacts(
            site=site,
            state=states[site.pk],
            month=overall(figures[site.pk]) if figures[site.pk] else None,
            verdict=_worst_verdict(figures[site.pk]),
        )
        for site in rows
    ]


def _figures(site_ids: Collection[int], *, at: datetime) -> Mapping[int, list[MonthFigure]]:
    """Return this month's figures of each site's connections."""
    circuits = Circuit.objects.filter(site__in=site_ids)
    site_of = dict(circuits.order_by("pk").values_list("pk", "site_id"))
    by_site: dict[int, list[MonthFigure]] = defaultdict(list)
    figures = month_figures(list(site_of), month=current_month(at), as_of=at)
    for circuit_id, figure in figures.items():
        by_site[site_of[circuit_id] or 0].append(figure)
    return by_site


def _worst_verdict(figures: Collection[MonthFigure]) -> str | None:
    verdicts = [figure.assessment.verdict.value for figure in figures]
    return min(verdicts, key=_VERDICTS_WORST_FIRST.index, default=None)
