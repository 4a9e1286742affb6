"""Storing what one cycle of a prober found: rounds, states, outages, causes, sign of life."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from monitoring.models import Incident, Outage, State, Target, VantageHealth
from monitoring.operations import causes, downtime, intervals, probe_requests
from monitoring.operations.rounds import store_rounds
from monitoring.probes.checks import PingerReport
from monitoring.probes.results import CycleResult


@dataclass(frozen=True, slots=True)
class Watch:
    """Whose cycles are stored, and how long a round's evidence holds."""

    vantage_id: int
    #: The PoP where the vantage stands; without it no common cause can be named.
    head_site_id: int | None
    freshness: timedelta


@dataclass(frozen=True, slots=True)
class SignOfLife:
    """How a worker does, as it says itself."""

    heartbeat_at: datetime
    started_at: datetime
    n_targets: int
    is_isolated: bool = False
    lag_ms: float = 0.0
    n_pending_rounds: int = 0
    n_lost_rounds: int = 0
    network: PingerReport | None = None
    #: System clock minus the probers' own time, which never jumps.
    clock_step_s: float = 0.0


@dataclass(frozen=True, slots=True)
class StoredCycle:
    """What became of a cycle."""

    n_new_rounds: int
    is_replay: bool = False
    opened: tuple[Outage, ...] = ()
    closed: tuple[Outage, ...] = ()
    incidents: tuple[Incident, ...] = ()


@transaction.atomic
def store_cycle(
    result: CycleResult, *, watch: Watch, life: SignOfLife | None = None
) -> StoredCycle:
    """
    Store a cycle whole or not at all; the same cycle again changes nothing.

    Rounds and changes of targets that are gone are left out. About ten queries, a few more when
    something fails.
    """
    if life is not None:
        store_sign_of_life(life, vantage_id=watch.vantage_id)
    known = _known_targets(result)
    n_new = store_rounds(result.rounds, vantage_id=watch.vantage_id, target_ids=known)
    if not n_new and any(one.target in known for one in result.rounds):
        return StoredCycle(0, is_replay=True)
    intervals.apply_changes(
        (
            intervals.Change(
                target_id=one.target,
                state=State(one.to_state.value),
                at=one.at,
                known_at=one.known_at,
                reason=one.reason.value,
            )
            for one in result.transitions
            if one.target in known
        ),
        vantage_id=watch.vantage_id,
    )
    intervals.extend(
        (one for one in result.rounds if one.target in known),
        vantage_id=watch.vantage_id,
        freshness=watch.freshness,
        known_at=result.finished_at,
    )
    changed = downtime.reconcile(vantage_id=watch.vantage_id, at=result.finished_at)
    downtime.close_incidents(changed.closed)
    incidents = []
    if watch.head_site_id is not None:
        incidents = causes.explain(changed.opened, suspects=result.suspects, at=result.finished_at)
    return StoredCycle(
        n_new, opened=changed.opened, closed=changed.closed, incidents=tuple(incidents)
    )


def store_sign_of_life(life: SignOfLife, *, vantage_id: int) -> None:
    """Rewrite what the worker says of itself; 1 query."""
    VantageHealth.objects.bulk_create(
        [
            VantageHealth(
                vantage_id=vantage_id,
                heartbeat_at=life.heartbeat_at,
                started_at=life.started_at,
                is_isolated=life.is_isolated,
                lag_ms=life.lag_ms,
                n_targets=life.n_targets,
                n_pending_rounds=life.n_pending_rounds,
                n_lost_rounds=life.n_lost_rounds,
                sockets=_sockets(life),
            )
        ],
        update_conflicts=True,
        unique_fields=["vantage"],
        update_fields=[
            "heartbeat_at",
            "started_at",
            "is_isolated",
            "lag_ms",
            "n_targets",
            "n_pending_rounds",
            "n_lost_rounds",
            "sockets",
        ],
    )


def _sockets(life: SignOfLife) -> dict[str, Any]:
    network = asdict(life.network) if life.network else {}
    return network | {"clock_step_s": round(life.clock_step_s, 3)}


def _known_targets(result: CycleResult) -> set[int]:
    """Return those targets of a result that still exist."""
    named = {one.target for one in result.rounds} | {one.target for one in result.transitions}
    return set(Target.objects.filter(pk__in=named).values_list("pk", flat=True))


@transaction.atomic
def begin_watch(*, vantage_id: int, at: datetime) -> None:
    """
    Put in order what a former worker left: intervals, requests in hand, targets watched no more.

    To be called by the one worker of the vantage before it stores anything.
    """
    unwatched = Target.objects.filter(is_enabled=False, intervals__vantage=vantage_id)
    intervals.release(
        list(unwatched.values_list("pk", flat=True).distinct()), vantage_id=vantage_id, at=at
    )
    intervals.resume(vantage_id=vantage_id, at=at)
    downtime.close_unwatched(at=at)
    probe_requests.abandon(vantage_id=vantage_id, at=at)


@transaction.atomic
def release_targets(target_ids: Collection[int], *, vantage_id: int, at: datetime) -> None:
    """End what is asserted of targets that the vantage watches no more, and their outages."""
    intervals.release(target_ids, vantage_id=vantage_id, at=at)
    downtime.close_unwatched(at=at)
