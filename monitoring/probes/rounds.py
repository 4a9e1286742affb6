"""
What one round of echoes to one target found: plain values, no network, no clock.

A round is a few echoes to one address. What it cannot know stays `None`; what we failed to
send is our own inability and never counts against the target.
"""

import enum
import math
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise


class RoundFlag(enum.Flag):
    """What a reader of a round must know before trusting its numbers."""

    NONE = 0
    STEPPED_CLOCK = enum.auto()  # the clock jumped while echoes were out: RTTs are void
    DIRTY_SEND = enum.auto()  # a send was held up: that echo's RTT is void
    BW_TEST_OVERLAP = enum.auto()  # a throughput test filled the line
    MAINTENANCE = enum.auto()
    ISOLATED = enum.auto()  # the worker's own canaries were silent
    FAST = enum.auto()  # a confirming round outside the grid


class Outcome(enum.Enum):
    """What a round says about its target."""

    ANSWERED = "answered"
    FAILED = "failed"  # everything was sent, nothing came back in time
    BLIND = "blind"  # we could not send everything, and nothing came back: says nothing


@dataclass(frozen=True, slots=True)
class Target:
    """An address to be checked; `key` is the caller's name for it."""

    key: int
    address: str  # numeric IPv4 or IPv6, with %interface where link-local
    check: str = "icmp"

    @property
    def family(self) -> int:
        """4 or 6."""
        return 6 if ":" in self.address else 4


@dataclass(frozen=True, slots=True)
class IcmpError:
    """An ICMP error about one of our echoes, and the router that sent it."""

    type: int
    code: int
    sender: str


@dataclass(frozen=True, slots=True)
class Round:
    """
    The echoes of one round to one target.

    `sent + send_errors` is the number of echoes the round was to have. `rtts_us` is in sending
    order and may be shorter than `received`: a reply counts even where its time is void.
    `scheduled_at` is the instant of the whole cycle, equal for all its targets; `lag_ms` is how
    much later than planned this target's first echo left.
    """

    target: int
    scheduled_at: datetime
    lag_ms: float
    sent: int
    received: int  # echoes answered before their own deadline, each counted once
    late: int  # replies after their deadline, counted in the round during which they came
    dup: int
    foreign: int  # our echo answered by another address
    send_errors: int
    icmp_error: IcmpError | None
    rtts_us: tuple[float, ...]
    ttl: int | None
    flags: RoundFlag
    first_sent_at: datetime | None
    first_lost_sent_at: datetime | None  # first lost echo after the round's last reply
    first_reply_at: datetime | None

    def __post_init__(self) -> None:
        if self.scheduled_at.tzinfo is None:
            raise ValueError("a round needs a timezone-aware instant")
        if not len(self.rtts_us) <= self.received <= self.sent:
            raise ValueError("a round cannot have more replies than echoes")

    @property
    def outcome(self) -> Outcome:
        """What the round says about its target."""
        if self.received:
            return Outcome.ANSWERED
        return Outcome.FAILED if self.sent and not self.send_errors else Outcome.BLIND

    @property
    def loss(self) -> float | None:
        """Share of the sent echoes without a reply in time, 0..1; None if none was sent."""
        return (self.sent - self.received) / self.sent if self.sent else None

    @property
    def min_us(self) -> float | None:
        """Shortest round trip; None without a valid one."""
        return min(self.rtts_us, default=None)

    @property
    def avg_us(self) -> float | None:
        """Mean round trip; None without a valid one."""
        return math.fsum(self.rtts_us) / len(self.rtts_us) if self.rtts_us else None

    @property
    def max_us(self) -> float | None:
        """Longest round trip; None without a valid one."""
        return max(self.rtts_us, default=None)

    @property
    def mdev_us(self) -> float | None:
        """Standard deviation as ping(8) prints it; None without a valid round trip."""
        if (mean := self.avg_us) is None:
            return None
        return math.sqrt(math.fsum((rtt - mean) ** 2 for rtt in self.rtts_us) / len(self.rtts_us))

    @property
    def jitter_us(self) -> float | None:
        """Mean difference of consecutive round trips; None with fewer than two."""
        steps = [abs(after - before) for before, after in pairwise(self.rtts_us)]
        return math.fsum(steps) / len(steps) if steps else None
