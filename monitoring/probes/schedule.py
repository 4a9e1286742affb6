"""
When to send: the monotonic grid, the order, the pace. Values in, values out.

A cycle's echoes are spread over its interval; a cycle that was missed is a gap, never a burst.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from monitoring.probes.rounds import RoundFlag, Target


@dataclass(frozen=True, slots=True)
class Settings:
    """How often and how a prober asks; the same for all its targets."""

    interval: timedelta = timedelta(seconds=10)
    n_echoes: int = 3
    gap: timedelta = timedelta(milliseconds=300)  # between the echoes of a round
    timeout: timedelta = timedelta(seconds=1)  # of each echo
    rate: int = 20_000  # echoes a second at most: no loss even with 208 KiB of buffer
    fast_delays: tuple[timedelta, ...] = (timedelta(seconds=2), timedelta(seconds=5))


@dataclass(frozen=True, slots=True)
class Plan:
    """Which targets to ask, and when each one's first echo leaves."""

    targets: tuple[Target, ...]
    offsets_s: tuple[float, ...]  # ascending, after `starts_at`, one per target
    scheduled_at: datetime  # the instant that `starts_at` stands for
    starts_at: float  # seconds of the monotonic clock
    n_echoes: int
    gap_s: float
    timeout_s: float
    max_slip_s: float  # how late an echo may leave; later ones are given up, not sent in a burst
    flags: RoundFlag = RoundFlag.NONE


@dataclass(frozen=True, slots=True)
class Gap:
    """Cycles that did not happen: ``[start, end)`` was seen by nobody."""

    start: datetime
    end: datetime
    n_cycles: int
