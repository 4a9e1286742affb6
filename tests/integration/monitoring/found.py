"""What a prober would have found: results of cycles in few words, for tests that store them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from monitoring.models import Target
from monitoring.operations.cycles import StoredCycle, Watch, store_cycle
from monitoring.probes.checks import PingerReport
from monitoring.probes.results import CycleKind, CycleResult, Health
from monitoring.probes.rounds import Round, RoundFlag
from monitoring.probes.verdict import Reason, State, Transition
from tests.conftest import City
from tests.factories import NOON

SECOND = timedelta(seconds=1)
FRESHNESS = 30 * SECOND


def sec(n: float) -> datetime:
    """Return noon and so many seconds."""
    return NOON + n * SECOND


def found_round(
    target: Target, at: datetime, *, received: int = 3, flags: RoundFlag = RoundFlag.NONE
) -> Round:
    """Return a round of three echoes, the first sent at once and answered 1 ms later."""
    return Round(
        target=target.pk,
        scheduled_at=at,
        lag_ms=0.0,
        sent=3,
        received=received,
        late=0,
        dup=0,
        foreign=0,
        send_errors=0,
        icmp_error=None,
        rtts_us=(800.4,) * received,
        ttl=64 if received else None,
        flags=flags,
        first_sent_at=at,
        first_lost_sent_at=None if received == 3 else at,
        first_reply_at=at if received else None,
    )


def turn(
    target: Target,
    to_state: State,
    at: datetime,
    *,
    from_state: State = State.UP,
    reason: Reason = Reason.REPLIES,
) -> Transition:
    """Return a change of state; `found` dates when it was known."""
    return Transition(target.pk, from_state, to_state, at, at, reason)


def found(
    at: datetime,
    rounds: Iterable[Round] = (),
    transitions: Iterable[Transition] = (),
    *,
    kind: CycleKind = CycleKind.REGULAR,
    suspects: Collection[int] = frozenset(),
    isolated: bool = False,
) -> CycleResult:
    """Return a cycle that was scheduled at an instant and done two seconds later."""
    done = at + 2 * SECOND
    return CycleResult(
        kind=kind,
        scheduled_at=at,
        finished_at=done,
        rounds=tuple(rounds),
        canary_rounds=(),
        transitions=tuple(replace(one, known_at=done) for one in transitions),
        gaps=(),
        suspects=frozenset(suspects),
        isolated=isolated,
        isolated_families=frozenset({4} if isolated else ()),
        health=Health(lag_ms=0.0, clock_step_s=0.0, network=PingerReport((), 0, 0)),
    )


def watch_of(city: City) -> Watch:
    """Return the watch of the city's worker."""
    return Watch(city.vantage.pk, head_site_id=city.head.pk, freshness=FRESHNESS)


def works(watch: Watch, targets: Sequence[Target], at: datetime) -> StoredCycle:
    """Store a cycle in which all answer for the first time."""
    rounds = [found_round(one, at) for one in targets]
    turns = [turn(one, State.UP, at, from_state=State.UNKNOWN) for one in targets]
    return store_cycle(found(at, rounds, turns), watch=watch)


def answers(watch: Watch, targets: Sequence[Target], at: datetime) -> StoredCycle:
    """Store a cycle in which all answer, as before."""
    return store_cycle(found(at, [found_round(one, at) for one in targets]), watch=watch)


def falls(watch: Watch, targets: Sequence[Target], at: datetime, *, since: datetime) -> StoredCycle:
    """Store the cycle that confirms that all are down, and since when."""
    rounds = [found_round(one, at, received=0) for one in targets]
    turns = [turn(one, State.DOWN, since, reason=Reason.NO_REPLY) for one in targets]
    return store_cycle(found(at, rounds, turns), watch=watch)


def rises(watch: Watch, targets: Sequence[Target], at: datetime, *, since: datetime) -> StoredCycle:
    """Store the cycle that confirms that all work again, and since when."""
    rounds = [found_round(one, at) for one in targets]
    turns = [turn(one, State.UP, since, from_state=State.DOWN) for one in targets]
    return store_cycle(found(at, rounds, turns), watch=watch)
