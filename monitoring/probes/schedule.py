"""
When to ask: the monotonic grid, the order, what fits. Values in, values out.

A cycle's echoes are spread over its interval; a cycle that was missed is a gap, never a burst.
All instants are on the prober's own timeline, which a step of the system's clock does not move.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from zlib import crc32

from monitoring.probes.plan import Plan
from monitoring.probes.rounds import RoundFlag, Target

FAST_SPREAD_S = 0.2  # few targets' fast rounds still do not leave at once

GROUP = 16  # echoes that may leave at one wake-up


@dataclass(frozen=True, slots=True)
class Settings:
    """How often and how a prober asks; the same for all its targets."""

    interval: timedelta = timedelta(seconds=10)
    n_echoes: int = 3
    gap: timedelta = timedelta(milliseconds=300)  # between the echoes of a round
    timeout: timedelta = timedelta(seconds=1)  # of each echo
    rate: int = 20_000  # echoes a second at most: no loss even with 208 KiB of buffer
    fast_delays: tuple[timedelta, ...] = (timedelta(seconds=2), timedelta(seconds=5))

    def __post_init__(self) -> None:
        nothing = timedelta()
        if min(self.n_echoes, self.rate) < 1 or self.gap < nothing or self.timeout <= nothing:
            raise ValueError("a round needs echoes, a rate, a gap and a timeout")
        if self.last_start_s <= 0:
            raise ValueError(f"a round does not fit into an interval of {self.interval}")

    @property
    def interval_s(self) -> float:
        """The interval in seconds."""
        return self.interval.total_seconds()

    @property
    def round_s(self) -> float:
        """From a round's first echo until its last deadline."""
        return (self.gap * (self.n_echoes - 1) + self.timeout).total_seconds()

    @property
    def margin_s(self) -> float:
        """What a cycle leaves free at its end, for lag and for judging."""
        return 0.02 * self.interval_s

    @property
    def last_start_s(self) -> float:
        """How far into a cycle a round may begin to end within it."""
        return self.interval_s - self.round_s - self.margin_s

    def sending_s(self, n_targets: int) -> float:
        """Return how long the pace needs for a round to each of that many targets."""
        return n_targets * self.n_echoes / self.rate


class TooManyTargetsError(ValueError):
    """The pace does not allow that many targets in one interval."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Cycles that did not happen: ``[start, end)`` was seen by nobody."""

    start: datetime
    end: datetime
    n_cycles: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Turns monotonic seconds into instants, from one reading of both clocks at the start."""

    wall: datetime
    monotonic: float

    def at(self, monotonic: float) -> datetime:
        """Return the instant of a monotonic second."""
        return self.wall + timedelta(seconds=monotonic - self.monotonic)


@dataclass(frozen=True, slots=True)
class Grid:
    """Cycles of equal length on the monotonic clock, numbered from 0."""

    origin: float
    interval_s: float

    def due(self, cycle: int) -> float:
        """Return the monotonic second at which a cycle begins."""
        return self.origin + cycle * self.interval_s

    def first_startable(self, cycle: int, now: float) -> int:
        """Return this cycle, or the first after it of which less than half has passed."""
        passed = (now - self.due(cycle)) / self.interval_s
        return cycle if passed < 0.5 else cycle + int(passed + 0.5)


def in_stable_order(targets: Iterable[Target]) -> tuple[Target, ...]:
    """Return targets in an order that scatters neighbours and survives restarts."""
    return tuple(sorted(targets, key=lambda target: (crc32(target.address.encode()), target.key)))


def check_capacity(*, n_targets: int, settings: Settings) -> None:
    """
    Refuse more targets than an interval holds at the pace.

    Raises:
        TooManyTargetsError: says how many fit.
    """
    if settings.sending_s(n_targets) > settings.last_start_s:
        n_fitting = int(settings.last_start_s * settings.rate / settings.n_echoes)
        raise TooManyTargetsError(
            f"{n_targets} targets do not fit into {settings.interval_s:g} s at {settings.rate} "
            f"echoes a second; {n_fitting} do. Lengthen the interval or share them out."
        )


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The fast rounds after a barrier, and what they leave of the next cycle."""

    starts_at: tuple[float, ...]  # monotonic seconds
    over_at: float  # when the last is over: their targets' next regular round starts after it


def plan_confirmation(
    *, barrier: float, next_due: float, n_targets: int, settings: Settings
) -> Confirmation:
    """
    Return the fast rounds that end before the next cycle must ask the same targets again.

    So no two rounds of a target overlap, and evidence is judged in the order in which it arose.
    """
    sending_s = settings.sending_s(n_targets)
    latest = next_due + settings.last_start_s - sending_s
    starts_at: list[float] = []
    over_at = barrier
    for delay in settings.fast_delays:
        start = max(barrier + delay.total_seconds(), over_at)
        if abs(start - next_due) < 1e-5:  # two rounds of a target never share an instant
            start += 1e-3
        end = start + max(sending_s, FAST_SPREAD_S) + settings.round_s + settings.margin_s
        if end > latest:
            break
        starts_at.append(start)
        over_at = end
    return Confirmation(tuple(starts_at), over_at)


def plan_fast(
    *,
    targets: Sequence[Target],
    canaries: Sequence[Target],
    scheduled_at: datetime,
    starts_at: float,
    settings: Settings,
) -> Plan:
    """Return one fast round: canaries, targets close together, canaries."""
    end_s = max(settings.sending_s(len(targets)), FAST_SPREAD_S)
    offsets = _spread(len(targets), 0.0, end_s, settings)
    return _framed(
        targets=targets,
        offsets_s=offsets,
        canaries=canaries,
        window_s=(0.0, end_s),
        scheduled_at=scheduled_at,
        starts_at=starts_at,
        settings=settings,
        flags=RoundFlag.FAST,
    )


def plan_cycle(
    *,
    targets: Sequence[Target],
    canaries: Sequence[Target],
    deferred: Collection[int],
    deferred_s: float,
    lag_s: float,
    scheduled_at: datetime,
    starts_at: float,
    settings: Settings,
) -> Plan:
    """
    Return a regular cycle, its targets spread evenly over what is left of the interval.

    Those deferred (by key), whose fast rounds go on until `deferred_s`, share the rest after it.
    """
    start_s = max(0.0, lag_s)
    end_s = max(settings.last_start_s, start_s + settings.sending_s(len(targets)))
    early = [target for target in targets if target.key not in deferred]
    late = [target for target in targets if target.key in deferred]
    late_s = min(max(start_s, deferred_s), max(start_s, end_s - settings.sending_s(len(late))))
    offsets = [
        *_spread(len(early), start_s, end_s, settings),
        *_spread(len(late), late_s, end_s, settings),
    ]
    order = sorted(range(len(offsets)), key=offsets.__getitem__)
    both = [*early, *late]
    return _framed(
        targets=[both[index] for index in order],
        offsets_s=[offsets[index] for index in order],
        canaries=canaries,
        window_s=(start_s, end_s),
        scheduled_at=scheduled_at,
        starts_at=starts_at,
        settings=settings,
        flags=RoundFlag.NONE,
    )


def _spread(n: int, start_s: float, end_s: float, settings: Settings) -> list[float]:
    """
    Return n offsets spread evenly over a window, in small groups.

    A wake-up costs more than an echo. Groups leave in step with the echoes' distance, so that
    the second and third echoes of earlier groups leave with them: 86 targets in 10 s then need
    28 wake-ups instead of 258.
    """
    if not n:
        return []
    share_s = (end_s - start_s) / n
    n_between = share_s * GROUP / settings.n_echoes
    tick_s = settings.gap.total_seconds() or n_between
    tick_s /= max(1, ceil(tick_s / n_between))
    return [start_s + (index * share_s) // tick_s * tick_s for index in range(n)]


def _framed(
    *,
    targets: Sequence[Target],
    offsets_s: Sequence[float],
    canaries: Sequence[Target],
    window_s: tuple[float, float],
    scheduled_at: datetime,
    starts_at: float,
    settings: Settings,
    flags: RoundFlag,
) -> Plan:
    """Return a plan that asks the canaries before and after the targets."""
    start_s, end_s = window_s
    n = len(canaries)
    return Plan(
        targets=(*canaries, *targets, *canaries),
        offsets_s=(*[start_s] * n, *offsets_s, *[max(start_s, end_s)] * n),
        scheduled_at=scheduled_at,
        starts_at=starts_at,
        n_echoes=settings.n_echoes,
        gap_s=settings.gap.total_seconds(),
        timeout_s=settings.timeout.total_seconds(),
        max_slip_s=settings.interval_s / 2,
        flags=flags,
    )
