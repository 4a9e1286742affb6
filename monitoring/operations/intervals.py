"""
Keeping the state intervals of a vantage: changes, and how far the open ones are asserted.

        UP  [-------------------)  observed_until
                                   UNKNOWN [------)
                                                  UP [----- ...      a change after a silence
    A change within `observed_until` ends the interval there; a later one ends it where its
    evidence ends, and what lies between is unknown. So no silence is ever filled by a state,
    whether it came from a dead worker, a lost database or a full queue.

What a change does to an interval is computed from values (`followed`); the functions below it read
and write, each within the caller's transaction.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import F, Max

from monitoring.models import State, StateInterval
from monitoring.probes.rounds import Outcome, Round, RoundFlag

# Evidence that the state of an interval still holds: a reply for one that works, silence for one
# that is down. `seen_at` beyond `observed_until` means that there was a silence in between.
_EVIDENCE = """
FROM unnest(%(targets)s::bigint[], %(seen)s::timestamptz[], %(answered)s::boolean[])
     AS e (target_id, seen_at, is_answered)
WHERE i.target_id = e.target_id AND i.vantage_id = %(vantage)s AND i.ended_at IS NULL
  AND CASE WHEN e.is_answered THEN i.state IN ('up', 'degraded') ELSE i.state = 'down' END
"""
_SILENCES = f"""
SELECT i.target_id, i.state, e.seen_at, i.reason
{_EVIDENCE.replace("FROM unnest", "FROM monitoring_stateinterval i, unnest", 1)}
  AND i.observed_until < e.seen_at
"""
_EXTEND = f"""
UPDATE monitoring_stateinterval i
SET observed_until = greatest(i.observed_until, e.seen_at + %(freshness)s)
{_EVIDENCE}
"""  # noqa: S608 - constants

SILENT = "silent"
RESTART = "restart"


@dataclass(frozen=True, slots=True)
class Stretch:
    """The values of an interval."""

    state: State
    started_at: datetime
    ended_at: datetime | None
    observed_until: datetime
    known_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Change:
    """From `at` on a target is in a state, known since `known_at`."""

    target_id: int
    state: State
    at: datetime
    known_at: datetime
    reason: str


def followed(last: Stretch, change: Change) -> tuple[Stretch, ...]:
    """
    Return what becomes of an open interval: it and its successors, the last of them open.

    A change from before the interval's start takes the interval's whole place.
    """
    at = max(change.at, last.started_at)
    is_unknown = last.state is State.UNKNOWN
    asserted_until = at if is_unknown else min(at, max(last.observed_until, last.started_at))
    if change.state is last.state and (is_unknown or at <= last.observed_until):
        return (last,)
    then = [(last.state, last.started_at, asserted_until, last.known_at, last.reason)]
    if change.state is not State.UNKNOWN:
        then.append((State.UNKNOWN, asserted_until, at, change.known_at, SILENT))
        asserted_until = at
    closed = [
        Stretch(state, start, end, observed_until=end, known_at=known_at, reason=reason)
        for state, start, end, known_at, reason in then
        if start < end
    ]
    return (
        *closed,
        Stretch(
            change.state,
            asserted_until,
            None,
            observed_until=max(at, change.known_at),
            known_at=change.known_at,
            reason=change.reason,
        ),
    )


def apply_changes(changes: Iterable[Change], *, vantage_id: int) -> None:
    """Apply the changes of each target in their order; 2 to 4 queries."""
    by_target: dict[int, list[Change]] = defaultdict(list)
    for change in changes:
        by_target[change.target_id].append(change)
    if not by_target:
        return
    rows = {
        row.target_id: row
        for row in StateInterval.objects.select_for_update().filter(
            vantage_id=vantage_id, target__in=by_target, ended_at=None
        )
    }
    floors = _last_ends(by_target.keys() - rows.keys(), vantage_id=vantage_id)
    changed, new = [], []
    for target_id, its in by_target.items():
        row = rows.get(target_id)
        stretches = _folded(row, its, floor=floors.get(target_id))
        for place, stretch in enumerate(stretches):
            if row is not None and place == 0:
                _fill(row, stretch)
                changed.append(row)
            else:
                fresh = StateInterval(target_id=target_id, vantage_id=vantage_id)
                new.append(_fill(fresh, stretch))
    # First what ends, then what begins: the exclusion constraint is checked row by row.
    StateInterval.objects.bulk_update(changed, [field.name for field in fields(Stretch)])
    StateInterval.objects.bulk_create(new)


def extend(
    rounds: Iterable[Round], *, vantage_id: int, freshness: timedelta, known_at: datetime
) -> None:
    """
    Assert the open intervals as far as the rounds bear them out; 2 queries.

    A round bears out a state that it shows itself: a reply one that works, a failed round one
    that is down. What was blind or isolated bears out nothing.
    """
    evidence = [
        (one.target, seen_at(one), one.outcome is Outcome.ANSWERED)
        for one in rounds
        if one.outcome is not Outcome.BLIND and RoundFlag.ISOLATED not in one.flags
    ]
    if not evidence:
        return
    targets, seen, answered = zip(*evidence, strict=True)
    values: dict[str, Any] = {
        "targets": list(targets),
        "seen": list(seen),
        "answered": list(answered),
        "vantage": vantage_id,
        "freshness": freshness,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SILENCES, values)
        silences = [
            Change(target, State(state), at, known_at, reason)
            for target, state, at, reason in cursor
        ]
        apply_changes(silences, vantage_id=vantage_id)
        cursor.execute(_EXTEND, values)


def seen_at(one: Round) -> datetime:
    """Return the instant at which a round saw its target."""
    return one.first_reply_at or one.first_sent_at or one.scheduled_at


def resume(*, vantage_id: int, at: datetime) -> int:
    """
    End the intervals that a dead worker left open where their evidence ends; unknown follows.

    What is still fresh goes on: a restart within the freshness leaves no hole. Returns how many
    were ended.
    """
    stale = StateInterval.objects.filter(
        vantage_id=vantage_id, ended_at=None, observed_until__lte=at
    ).exclude(state=State.UNKNOWN)
    changes = [
        Change(target_id, State.UNKNOWN, until, at, RESTART)
        for target_id, until in stale.values_list("target_id", "observed_until")
    ]
    apply_changes(changes, vantage_id=vantage_id)
    return len(changes)


def release(target_ids: Collection[int], *, vantage_id: int, at: datetime) -> None:
    """End the open intervals of targets that are watched no more; nothing follows."""
    released = StateInterval.objects.filter(
        vantage_id=vantage_id, target__in=target_ids, ended_at=None
    )
    released.filter(started_at__gte=at).delete()
    released.filter(state=State.UNKNOWN).update(ended_at=at, observed_until=at)
    released.filter(observed_until__lte=F("started_at")).delete()
    released.filter(observed_until__lt=at).update(ended_at=F("observed_until"))
    released.update(ended_at=at, observed_until=at)


def _folded(
    row: StateInterval | None, changes: Sequence[Change], *, floor: datetime | None
) -> list[Stretch]:
    """Return the intervals that a target's open one, or none, becomes by its changes."""
    if row is not None:
        done = [Stretch(**{field.name: getattr(row, field.name) for field in fields(Stretch)})]
        done = [replace(done[0], state=State(row.state))]
    else:
        first, *changes = changes
        start = max(first.at, floor) if floor else first.at
        until = max(start, first.known_at)
        done = [Stretch(first.state, start, None, until, first.known_at, first.reason)]
    for change in changes:
        done[-1:] = followed(done[-1], change)
    return done


def _fill(row: StateInterval, stretch: Stretch) -> StateInterval:
    for field in fields(Stretch):
        setattr(row, field.name, getattr(stretch, field.name))
    return row


def _last_ends(target_ids: Collection[int], *, vantage_id: int) -> Mapping[int, datetime]:
    """Return where the last interval of each target ended: a new one begins no earlier."""
    if not target_ids:
        return {}
    return dict(
        StateInterval.objects.filter(vantage_id=vantage_id, target__in=target_ids)
        .values_list("target_id")
        .annotate(last=Max("ended_at"))
    )
