"""
What was measured of a circuit earlier: round trips and loss in steps, and states as stretches.

The caller has made sure that the asker may see the circuit. Where nothing was measured there is
None, never zero.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q

from monitoring.models import State, StateInterval
from monitoring.probes.rounds import RoundFlag
from monitoring.sla.intervals import Span, SpanSet, instant_of
from monitoring.sla.merge import State as SeenState
from monitoring.sla.merge import Timeline, merge

# A round trip taken while a throughput test filled the line says nothing of the line.
_STEPS_SQL = """
SELECT date_bin(%(step)s, scheduled_at, %(start)s) AS step_at, count(*),
       sum(sent), sum(received), min(e.low), sum(e.total)::float8 / nullif(sum(e.n), 0), max(e.high)
FROM monitoring_target t
JOIN monitoring_vantage v ON v.is_enabled
JOIN monitoring_proberound r ON r.target_id = t.id AND r.vantage_id = v.id
CROSS JOIN LATERAL (
    SELECT count(*) AS n, min(rtt) AS low, sum(rtt) AS total, max(rtt) AS high
    FROM unnest(rtts_us) rtt
    WHERE r.flags & %(overlap)s = 0
) e
WHERE t.circuit_id = %(circuit)s AND t.is_enabled AND r.flags & %(isolated)s = 0
  AND r.scheduled_at >= %(start)s AND r.scheduled_at < %(end)s
GROUP BY step_at
"""
_HOURS_SQL = """
SELECT hour_at, sum(n_rounds), sum(n_sent), sum(n_received), min(rtt_min_us),
       sum(rtt_avg_us::float8 * n_received)
           / nullif(sum(n_received) FILTER (WHERE rtt_avg_us IS NOT NULL), 0),
       max(rtt_max_us), max(rtt_p95_us), sum(n_expected)
FROM monitoring_probehourly h
JOIN monitoring_target t ON t.id = h.target_id
WHERE t.circuit_id = %(circuit)s AND hour_at >= %(start)s AND hour_at < %(end)s
GROUP BY hour_at
"""
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Step:
    """The rounds of a circuit in `[at, at + step)`; several probes are counted together."""

    at: datetime
    n_rounds: int = 0
    n_sent: int = 0
    n_received: int = 0
    rtt_min_ms: float | None = None
    rtt_avg_ms: float | None = None
    rtt_max_ms: float | None = None
    #: Hours only: the worst probe's, nearest rank over all echoes.
    rtt_p95_ms: float | None = None
    #: Hours only: rounds that the grid foresaw.
    n_expected: int | None = None

    @property
    def loss(self) -> float | None:
        """Share of the echoes without a reply, 0..1; None if none was sent."""
        return 1 - self.n_received / self.n_sent if self.n_sent else None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch `[start, end)` of one state of a circuit."""

    state: State
    start: datetime
    end: datetime


def step_series(circuit_id: int, *, start: datetime, end: datetime, step: timedelta) -> list[Step]:
    """Return every step from start to end, also those without a round; 1 query."""
    values: dict[str, Any] = {
        "step": step,
        "start": start,
        "end": end,
        "circuit": circuit_id,
        "isolated": RoundFlag.ISOLATED.value,
        "overlap": RoundFlag.BW_TEST_OVERLAP.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(_STEPS_SQL, values)
        found = {row[0]: _step(*row) for row in cursor}
    return _complete(found, start=start, end=end, step=step)


def hour_series(circuit_id: int, *, start: datetime, end: datetime) -> list[Step]:
    """Return every full hour from start (on the hour) to end, from the roll-up; 1 query."""
    with connection.cursor() as cursor:
        cursor.execute(_HOURS_SQL, {"circuit": circuit_id, "start": start, "end": end})
        found = {row[0]: _step(*row) for row in cursor}
    return _complete(found, start=start, end=end, step=HOUR)


def state_strips(
    circuit_ids: Collection[int], *, start: datetime, end: datetime, at: datetime
) -> dict[int, list[Stretch]]:
    """
    Return each circuit's stretches from start to end (at most to `at`), touching, by circuit id.

    What nobody saw is a stretch of unknown. 1 query, however many circuits.
    """
    until = min(end, at)
    whole = Span.between(start, until) if start < until else None
    if whole is None:
        return {circuit_id: [] for circuit_id in circuit_ids}
    rows = (
        StateInterval.objects.filter(target__circuit__in=circuit_ids, started_at__lt=end)
        .filter(Q(ended_at__gt=start) | Q(ended_at=None, observed_until__gt=start))
        .exclude(state=State.UNKNOWN)
        .values_list(
            "target__circuit",
            "target",
            "vantage",
            "state",
            "started_at",
            "ended_at",
            "observed_until",
        )
    )
    probes: dict[int, dict[tuple[int, int], list[tuple[Span | None, SeenState]]]] = {
        circuit_id: defaultdict(list) for circuit_id in circuit_ids
    }
    for circuit_id, target_id, vantage_id, state, began_at, ended_at, observed_until in rows:
        span = Span.between(began_at, max(ended_at or observed_until, began_at))
        probes[circuit_id][target_id, vantage_id].append((span, SeenState(state)))
    return {
        circuit_id: _strip(
            merge([Timeline.of(stretches) for stretches in of_circuit.values()]).timeline, whole
        )
        for circuit_id, of_circuit in probes.items()
    }


def _strip(seen: Timeline, whole: Span) -> list[Stretch]:
    within = SpanSet.of([whole])
    known = seen.up | seen.degraded | seen.down
    by_state = (
        (State.UP, seen.up & within),
        (State.DEGRADED, seen.degraded & within),
        (State.DOWN, seen.down & within),
        (State.UNKNOWN, within - known),
    )
    pieces = sorted((span, state) for state, spans in by_state for span in spans)
    return [Stretch(state, instant_of(span.start), instant_of(span.end)) for span, state in pieces]


def _step(
    at: datetime,
    n_rounds: int,
    n_sent: int,
    n_received: int,
    *rtts_us: float | None,
) -> Step:
    """Read a row: round trips as min, avg, max, and for hours p95 and the rounds foreseen."""
    low, avg, high, p95, n_expected = (*rtts_us, None, None)[:5]
    return Step(
        at=at,
        n_rounds=n_rounds,
        n_sent=n_sent,
        n_received=n_received,
        rtt_min_ms=_ms(low),
        rtt_avg_ms=_ms(avg),
        rtt_max_ms=_ms(high),
        rtt_p95_ms=_ms(p95),
        n_expected=None if n_expected is None else int(n_expected),
    )


def _ms(rtt_us: float | None) -> float | None:
    return None if rtt_us is None else rtt_us / 1000


def _complete(
    found: dict[datetime, Step], *, start: datetime, end: datetime, step: timedelta
) -> list[Step]:
    return [found.get(at, Step(at)) for at in _instants(start, end, step)]


def _instants(start: datetime, end: datetime, step: timedelta) -> Iterable[datetime]:
    at = start
    while at < end:
        yield at
        at += step
