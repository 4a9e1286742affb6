"""What a check is asked to do, and how fast it may: the little that the hot path needs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from monitoring.probes.rounds import RoundFlag, Target


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

    def only(self, indexes: Sequence[int]) -> "Plan":
        """Return the plan for some of the targets."""
        return replace(
            self,
            targets=tuple(self.targets[index] for index in indexes),
            offsets_s=tuple(self.offsets_s[index] for index in indexes),
        )


class Pace:
    """
    Says how many echoes may leave now, so that no buffer on the way overflows.

    A token bucket: what a pause saved up is capped at 10 ms' worth.
    """

    def __init__(self, *, rate: int) -> None:
        self._rate = rate
        self._cap = max(1.0, rate / 50)
        self._tokens = self._cap
        self._filled_at = float("-inf")

    def allowance(self, now: float) -> int:
        """Return how many echoes may be sent at this monotonic second."""
        self._tokens = min(self._cap, self._tokens + (now - self._filled_at) * self._rate)
        self._filled_at = now
        return int(self._tokens)

    def spend(self, n_sent: int) -> None:
        """Account for echoes sent."""
        self._tokens -= n_sent
