"""
What intervals assert at an instant, and what several probes of a circuit assert together.

Values only. A probe is a target seen from a vantage. The rule of merging is that of
`monitoring.sla.merge`: up if any probe says so, else impaired, else down, else unknown.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from monitoring.models import State

_BEST_FIRST = (State.UP, State.DEGRADED, State.DOWN, State.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Assertion:
    """A state, and since when; `since` is None for what was never measured."""

    state: State = State.UNKNOWN
    since: datetime | None = None


NOT_SEEN = Assertion()


def asserted(
    state: str | None,
    *,
    started_at: datetime,
    ended_at: datetime | None,
    observed_until: datetime,
    at: datetime,
) -> Assertion:
    """
    Return what the interval around an instant says of it; no interval (state None) says nothing.

    An open interval asserts nothing after `observed_until`: it is unknown since then.
    """
    if state is None:
        return NOT_SEEN
    if ended_at is None and at >= observed_until and state != State.UNKNOWN:
        return Assertion(State.UNKNOWN, observed_until)
    return Assertion(State(state), started_at)


def merged(probes: Collection[Assertion]) -> Assertion:
    """
    Return what the probes of a circuit say together; nothing if there are none.

    Working since the earliest of those that say so. Otherwise the circuit may have been better
    until the last of all probes changed, so it is since the latest.
    """
    state = min((probe.state for probe in probes), key=_BEST_FIRST.index, default=State.UNKNOWN)
    if state is State.UP:
        return Assertion(state, min(p.since for p in probes if p.state is state and p.since))
    return Assertion(state, max((p.since for p in probes if p.since), default=None))
