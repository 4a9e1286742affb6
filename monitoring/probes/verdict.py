"""The state machine: what a target's rounds mean. Values in, values out."""

import enum
from dataclasses import dataclass
from datetime import datetime, timedelta


class State(enum.Enum):
    """What we assert of a target; suspicion is the worker's own and never shown."""

    UNKNOWN = "unknown"
    UP = "up"
    DEGRADED = "degraded"
    DOWN = "down"


class Reason(enum.Enum):
    """Why a target changed its state."""

    REPLIES = "replies"  # it answers (from unknown: once; from down: two rounds running)
    NO_REPLY = "no_reply"  # a failed round and two further ones
    LOSS = "loss"  # more echoes lost than the policy allows
    RTT = "rtt"  # slower than the policy allows
    WITHIN_POLICY = "within_policy"  # loss and round trip are fine again
    GAP = "gap"  # cycles were missed
    ISOLATED = "isolated"  # the worker's own canaries were silent
    NOT_SENT = "not_sent"  # we could not send
    STALE = "stale"  # no round for longer than the policy's freshness


@dataclass(frozen=True, slots=True)
class Policy:
    """What is asked of a line before it is called up, degraded or down."""

    n_fail_rounds: int = 3  # consecutive failed rounds until DOWN (1 suspect + 2 further)
    n_good_rounds: int = 2  # consecutive answered rounds until no longer DOWN
    loss_window_echoes: int = 60
    loss_enter: float = 0.10  # share lost in the window that makes a line degraded
    loss_leave: float = 0.02  # share at which it is fine again
    rtt_limit_us: float | None = 100_000.0
    n_rtt_rounds: int = 6  # consecutive rounds wholly beyond (or again within) the limit
    freshness: timedelta = timedelta(seconds=30)  # how long a round's evidence holds


@dataclass(frozen=True, slots=True)
class Transition:
    """
    A change of state, dated back to when it happened.

    `at` is when the new state began, `known_at` the end of the cycle that proved it. For one
    target, `at` never goes back behind the `at` of its transition before.
    """

    target: int
    from_state: State
    to_state: State
    at: datetime
    known_at: datetime
    reason: Reason
