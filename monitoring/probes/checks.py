"""
The seams: what the prober's loop asks of a check, of the network and of the clock.

Tests hand in ones that lie. Real ones: `engine.IcmpEngine` and `clock.SystemClock`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from monitoring.probes.plan import Plan
from monitoring.probes.rounds import Round


@dataclass(frozen=True, slots=True)
class SocketInfo:
    """How one address family reaches the network, for the health page."""

    family: int  # 4 or 6
    mode: str  # "raw", "dgram" or "unavailable"
    rcvbuf_bytes: int  # the size in effect; 0 if unavailable
    reason: str = ""  # why unavailable, or why not raw, in words for an operator


@dataclass(frozen=True, slots=True)
class PingerReport:
    """What the network side says of itself since it was opened."""

    sockets: tuple[SocketInfo, ...]
    n_dropped: int  # packets the kernel threw away because our buffer was full
    n_strays: int  # packets that carried our id but are no echo of ours


class Check(Protocol):
    """One way to ask a target whether it works."""

    async def run(self, plan: Plan) -> Sequence[Round]:
        """
        Carry out the plan and return one round per target, in the plan's order.

        Returns when each echo is answered or past its deadline. Never raises for what a
        target or the network does: that is what the rounds are for. Several runs may be
        under way at once.
        """
        ...


class Pinger(Check, Protocol):
    """The check by ICMP echo, which also tells of its sockets."""

    def report(self) -> PingerReport:
        """Return sockets, drops and strays."""
        ...


class Clock(Protocol):
    """The time as the loop sees it."""

    def monotonic(self) -> float:
        """Return seconds that never jump, counting also while the machine sleeps."""
        ...

    def now(self) -> datetime:
        """Return the system's idea of the present, aware, UTC; it may jump."""
        ...

    async def sleep_until(self, monotonic: float) -> None:
        """Return no earlier than that monotonic second."""
        ...
