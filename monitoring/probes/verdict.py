"""
The state machine: what a target's rounds mean. Values in, values out.

    UNKNOWN --a reply--> UP <--loss, RTT--> DEGRADED
    UP, DEGRADED, UNKNOWN --a failed round, two further ones--> DOWN
    DOWN --two answered rounds running--> UP
    any --gap, isolation, nothing could be sent--> UNKNOWN

A target with failed rounds that are too few yet is *suspect*: the worker asks it again soon and
shows nothing. States are dated back: DOWN to the sending of the first lost echo after the last
reply, its end to the first reply, UNKNOWN to where evidence ended.
"""

import enum
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitoring.probes.rounds import Outcome, Round, RoundFlag
from monitoring.probes.schedule import Gap


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


@dataclass(frozen=True, slots=True)
class Standing:
    """
    What is known of a target after its last round.

    Built with key and state alone it takes over a state asserted by an earlier worker.
    """

    target: int
    state: State = State.UNKNOWN
    since: datetime | None = None
    observed_at: datetime | None = None  # when the last round that says anything was sent
    n_failed: int = 0  # consecutive failed rounds, until DOWN
    n_answered: int = 0  # consecutive answered rounds, while DOWN
    unsettled_at: datetime | None = None  # first lost echo, or first reply while DOWN
    losses: int = 0  # the window's echoes as bits, a lost one is 1
    is_lossy: bool = False
    n_beyond: int = 0  # consecutive rounds on the other side of the RTT limit
    is_slow: bool = False

    @property
    def is_suspect(self) -> bool:
        """Whether rounds have failed, too few yet to call it down."""
        return self.n_failed > 0

    @property
    def is_recovering(self) -> bool:
        """Whether it is down and has answered, not yet often enough to call it up."""
        return self.state is State.DOWN and self.n_answered > 0


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that one barrier judges at once; `standings` has every target, also those not asked."""

    standings: Mapping[int, Standing]
    rounds: Sequence[Round]
    scheduled_at: datetime
    known_at: datetime
    policy: Policy
    gaps: Sequence[Gap] = ()
    isolated: Collection[int] = frozenset()  # targets our own network hides


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What a snapshot changes."""

    transitions: tuple[Transition, ...]
    standings: dict[int, Standing]

    @property
    def suspects(self) -> frozenset[int]:
        """Targets that failed and are not yet called down."""
        return frozenset(key for key, one in self.standings.items() if one.is_suspect)

    @property
    def unsettled(self) -> frozenset[int]:
        """Targets that another round soon would decide."""
        return frozenset(
            key for key, one in self.standings.items() if one.is_suspect or one.is_recovering
        )


def classify(snapshot: Snapshot) -> Verdicts:
    """Judge a snapshot: its gaps first, then isolation, then each target's round."""
    standings = dict(snapshot.standings)
    transitions: list[Transition] = []

    def settle(before: Standing, after: Standing, reason: Reason) -> None:
        standings[before.target] = after
        if after.state is not before.state and after.since is not None:
            transitions.append(
                Transition(
                    target=before.target,
                    from_state=before.state,
                    to_state=after.state,
                    at=after.since,
                    known_at=snapshot.known_at,
                    reason=reason,
                )
            )

    for before, after, reason in _blinded(snapshot):
        settle(before, after, reason)
    for one in snapshot.rounds:
        known = standings.get(one.target)
        if known is not None and one.target not in snapshot.isolated:
            settle(known, *_judge(known, one, snapshot.policy))
    return Verdicts(tuple(transitions), standings)


def _blinded(snapshot: Snapshot) -> Iterator[tuple[Standing, Standing, Reason]]:
    """Yield what becomes unknown because nobody looked, or not well enough."""
    asked = {one.target for one in snapshot.rounds}
    for key, standing in snapshot.standings.items():
        if snapshot.gaps:
            yield standing, _unknown(standing, snapshot.gaps[0].start), Reason.GAP
        elif key in snapshot.isolated:
            yield standing, _unknown(standing, snapshot.scheduled_at), Reason.ISOLATED
        elif standing.observed_at is not None and key not in asked:
            ends_at = standing.observed_at + snapshot.policy.freshness
            if ends_at < snapshot.known_at:
                yield standing, _unknown(standing, ends_at), Reason.STALE


def _judge(before: Standing, one: Round, policy: Policy) -> tuple[Standing, Reason]:
    """Return a target's standing after one round, and the reason if its state changed."""
    if one.outcome is Outcome.BLIND:
        return _unknown(before, one.scheduled_at), Reason.NOT_SENT
    if one.outcome is Outcome.FAILED:
        return _failed(before, one, policy), Reason.NO_REPLY
    if before.state is State.UNKNOWN:
        return _answering(before, one, one.first_reply_at), Reason.REPLIES
    if before.state is State.DOWN:
        return _recovering(before, one, policy), Reason.REPLIES
    return _measured(before, one, policy)


def _unknown(before: Standing, at: datetime) -> Standing:
    """Return a standing that asserts nothing, from where evidence ended."""
    if before.state is State.UNKNOWN:
        return Standing(before.target, since=before.since)
    ended_at = at if before.unsettled_at is None else min(at, before.unsettled_at)
    return Standing(before.target, since=_not_before(before, ended_at))


def _failed(before: Standing, one: Round, policy: Policy) -> Standing:
    """Return the standing after a round without any reply."""
    if before.state is State.DOWN:
        return replace(before, observed_at=one.first_sent_at, n_answered=0, unsettled_at=None)
    lost_at = before.unsettled_at or one.first_lost_sent_at
    if before.n_failed + 1 >= policy.n_fail_rounds and lost_at is not None:
        return Standing(
            before.target,
            state=State.DOWN,
            since=_not_before(before, lost_at),
            observed_at=one.first_sent_at,
        )
    return replace(
        _with_losses(before, one, policy),
        observed_at=one.first_sent_at,
        n_failed=before.n_failed + 1,
        unsettled_at=lost_at,
    )


def _answering(before: Standing, one: Round, at: datetime | None) -> Standing:
    """Return the standing of a target that has just become UP."""
    return Standing(
        before.target,
        state=State.UP,
        since=_not_before(before, at or one.scheduled_at),
        observed_at=one.first_sent_at,
        unsettled_at=one.first_lost_sent_at,
    )


def _recovering(before: Standing, one: Round, policy: Policy) -> Standing:
    """Return the standing of a DOWN target that answered."""
    replied_at = before.unsettled_at or one.first_reply_at
    if before.n_answered + 1 >= policy.n_good_rounds:
        return _answering(before, one, replied_at)
    return replace(
        before,
        observed_at=one.first_sent_at,
        n_answered=before.n_answered + 1,
        unsettled_at=replied_at,
    )


def _measured(before: Standing, one: Round, policy: Policy) -> tuple[Standing, Reason]:
    """Return the standing of an UP or DEGRADED target that answered."""
    after = replace(
        before,
        observed_at=one.first_sent_at,
        n_failed=0,
        unsettled_at=one.first_lost_sent_at,
    )
    if RoundFlag.BW_TEST_OVERLAP not in one.flags:  # the test itself delays and drops
        after = _with_rtt(_with_losses(after, one, policy), one, policy)
    state = State.DEGRADED if after.is_lossy or after.is_slow else State.UP
    reason = Reason.WITHIN_POLICY
    if state is State.DEGRADED:
        reason = Reason.LOSS if after.is_lossy else Reason.RTT
    if state is not before.state:
        since = _not_before(before, one.first_sent_at or one.scheduled_at)
        after = replace(after, state=state, since=since)
    return after, reason


def _with_losses(before: Standing, one: Round, policy: Policy) -> Standing:
    """Return the standing with a round's echoes in its window, and whether that is lossy."""
    n_lost = one.sent - one.received
    window = (1 << policy.loss_window_echoes) - 1
    losses = (before.losses << one.sent | (1 << n_lost) - 1) & window
    share = losses.bit_count() / policy.loss_window_echoes
    threshold = policy.loss_leave if before.is_lossy else policy.loss_enter
    is_lossy = share > threshold if before.is_lossy else share >= threshold
    if losses == before.losses and is_lossy is before.is_lossy:
        return before
    return replace(before, losses=losses, is_lossy=is_lossy)


def _with_rtt(before: Standing, one: Round, policy: Policy) -> Standing:
    """
    Return the standing with a round's fastest echo held against the limit.

    The fastest: one slow echo is jitter; a slow line has no fast one.
    """
    if policy.rtt_limit_us is None or one.min_us is None:
        return before
    if (one.min_us > policy.rtt_limit_us) is before.is_slow:
        return replace(before, n_beyond=0) if before.n_beyond else before
    if before.n_beyond + 1 < policy.n_rtt_rounds:
        return replace(before, n_beyond=before.n_beyond + 1)
    return replace(before, n_beyond=0, is_slow=not before.is_slow)


def _not_before(before: Standing, at: datetime) -> datetime:
    """Return an instant no earlier than the present state's beginning."""
    return at if before.since is None else max(at, before.since)
