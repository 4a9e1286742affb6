"""
Opening and closing outages: a circuit is down when all that its probes assert together is "down".

By level, not by edge: each cycle compares what is asserted with the outages that are open, so a
missed change is made up for by the next cycle. Unknown neither opens nor closes an outage.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, Max, OuterRef, Q

from inventory.models import Circuit, CircuitService
from monitoring.models import Incident, Outage, State, StateInterval, Target
from monitoring.queries.assertions import Assertion, asserted, merged

_WORKING = frozenset({State.UP, State.DEGRADED})


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The outages that a cycle opened and closed."""

    opened: tuple[Outage, ...] = ()
    closed: tuple[Outage, ...] = ()


def reconcile(*, vantage_id: int, at: datetime) -> Reconciled:
    """
    Open and close the outages of circuits that are down for this vantage, or have an open one.

    `at` is the barrier of the cycle whose verdicts were just stored. 2 queries, and a few more
    while any circuit is down.
    """
    down_here = StateInterval.objects.filter(
        vantage_id=vantage_id, ended_at=None, state=State.DOWN
    ).values("target__circuit")
    candidates = set(Outage.objects.filter(ended_at=None).values_list("circuit_id", flat=True))
    candidates.update(down_here.values_list("target__circuit", flat=True))
    if not candidates:
        return Reconciled()
    # Two vantages may change one circuit at once; the second reads what the first has stored.
    locked = Circuit.objects.select_for_update(no_key=True).filter(pk__in=candidates)
    list(locked.order_by("pk").values_list("pk"))
    together = _together(candidates, at=at)
    open_ones = {one.circuit_id: one for one in Outage.objects.filter(ended_at=None)}
    closed = [
        one
        for circuit_id, one in open_ones.items()
        if together[circuit_id].state in _WORKING and _close(one, at=together[circuit_id].since)
    ]
    fallen = {
        circuit_id: says.since
        for circuit_id, says in together.items()
        if says.state is State.DOWN and says.since and circuit_id not in open_ones
    }
    opened = Outage.objects.bulk_create(
        Outage(circuit_id=circuit_id, started_at=fallen[circuit_id], known_at=at)
        for circuit_id in sorted(_in_service(fallen, at=at))
    )
    return Reconciled(tuple(opened), tuple(closed))


def close_unwatched(*, at: datetime) -> int:
    """Close the outages of circuits that nobody watches any more; return how many."""
    watched = Target.objects.filter(circuit=OuterRef("circuit"), is_enabled=True)
    orphans = Outage.objects.filter(~Exists(watched), ended_at=None)
    last_seen = dict(
        StateInterval.objects.filter(target__circuit__in=orphans.values("circuit"))
        .filter(state=State.DOWN)
        .values_list("target__circuit")
        .annotate(last=Max("ended_at"))
    )
    closed = [one for one in orphans if _close(one, at=last_seen.get(one.circuit_id) or at)]
    close_incidents(closed)
    return len(closed)


def close_incidents(closed: Collection[Outage]) -> None:
    """End the incidents of which these were the last outages."""
    over = Incident.objects.filter(
        ~Exists(Outage.objects.filter(incident=OuterRef("pk"), ended_at=None)),
        pk__in={one.incident_id for one in closed if one.incident_id},
        ended_at=None,
    )
    for incident_id, last in over.annotate(last=Max("outages__ended_at")).values_list("pk", "last"):
        Incident.objects.filter(pk=incident_id, ended_at=None).update(ended_at=last)


def _together(circuit_ids: Collection[int], *, at: datetime) -> dict[int, Assertion]:
    """Return what the open intervals of each circuit assert together."""
    probes: dict[int, list[Assertion]] = defaultdict(list)
    for circuit_id, state, started_at, until in StateInterval.objects.filter(
        ended_at=None,
        target__circuit__in=circuit_ids,
        target__is_enabled=True,
        vantage__is_enabled=True,
    ).values_list("target__circuit", "state", "started_at", "observed_until"):
        says = asserted(state, started_at=started_at, ended_at=None, observed_until=until, at=at)
        probes[circuit_id].append(says)
    return {circuit_id: merged(probes[circuit_id]) for circuit_id in circuit_ids}


def _close(outage: Outage, *, at: datetime | None) -> bool:
    """Close an outage by a guarded update; false if it was closed already."""
    ended_at = max(at or outage.started_at, outage.started_at)
    if not Outage.objects.filter(pk=outage.pk, ended_at=None).update(ended_at=ended_at):
        return False
    outage.ended_at = ended_at
    return True


def _in_service(circuit_ids: Collection[int], *, at: datetime) -> set[int]:
    """Return the circuits that are under contract; the others cannot break a promise."""
    return set(
        CircuitService.objects.filter(
            Q(ended_at=None) | Q(ended_at__gt=at), circuit__in=circuit_ids, started_at__lte=at
        ).values_list("circuit_id", flat=True)
    )
