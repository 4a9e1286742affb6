"""What waits to be stored: in order, bounded, honest about what it lost."""

from datetime import UTC, datetime, timedelta

import pytest

from monitoring.operations.cycles import SignOfLife, Watch
from monitoring.probes.checks import PingerReport
from monitoring.probes.results import CycleKind, CycleResult, Health
from monitoring.probes.rounds import Round, RoundFlag
from monitoring.probes.verdict import Reason, State, Transition
from monitoring.worker.mailbag import CycleLetter, Mailbag, ReleaseLetter

NOON = datetime(2026, 6, 10, 12, tzinfo=UTC)
WATCH = Watch(1, head_site_id=None, freshness=timedelta(seconds=30))


def sec(n: int) -> datetime:
    return NOON + timedelta(seconds=n)


def one_round(target: int, at: datetime) -> Round:
    return Round(
        target=target,
        scheduled_at=at,
        lag_ms=0.0,
        sent=3,
        received=3,
        late=0,
        dup=0,
        foreign=0,
        send_errors=0,
        icmp_error=None,
        rtts_us=(),
        ttl=None,
        flags=RoundFlag.NONE,
        first_sent_at=at,
        first_lost_sent_at=None,
        first_reply_at=at,
    )


def letter(
    at: int, *, targets: tuple[int, ...] = (1, 2), turns: tuple[Transition, ...] = ()
) -> CycleLetter:
    result = CycleResult(
        kind=CycleKind.REGULAR,
        scheduled_at=sec(at),
        finished_at=sec(at + 2),
        rounds=tuple(one_round(target, sec(at)) for target in targets),
        canary_rounds=(),
        transitions=turns,
        gaps=(),
        suspects=frozenset(),
        isolated=False,
        isolated_families=frozenset(),
        health=Health(0.0, 0.0, PingerReport((), 0, 0)),
    )
    return CycleLetter(result, WATCH)


def turn(target: int, state: State, at: int) -> Transition:
    return Transition(target, State.UNKNOWN, state, sec(at), sec(at + 2), Reason.REPLIES)


def emptied(bag: Mailbag) -> list[CycleLetter]:
    letters = []
    while (first := bag.first()) is not None:
        assert isinstance(first, CycleLetter)
        letters.append(first)
        bag.done(letter=first, life=None)
    return letters


def test_letters_leave_in_the_order_they_came() -> None:
    bag = Mailbag(capacity_rounds=100)

    for at in (0, 10, 20):
        bag.put(letter(at))

    assert bag.n_pending_rounds == 6
    assert [one.result.scheduled_at for one in emptied(bag)] == [sec(0), sec(10), sec(20)]
    assert bag.n_pending_rounds == 0


def test_a_full_bag_keeps_the_oldest_and_counts_the_rest() -> None:
    bag = Mailbag(capacity_rounds=4)

    taken = [bag.put(letter(at)) for at in (0, 10, 20, 30)]

    assert taken == [True, True, False, False]
    assert bag.n_lost_rounds == 4
    assert [one.result.scheduled_at for one in emptied(bag)] == [sec(0), sec(10)]


def test_gaps_take_room_too() -> None:
    bag = Mailbag(capacity_rounds=3)

    taken = [bag.put(letter(at, targets=())) for at in range(5)]

    assert taken == [True, True, True, False, False]
    assert bag.n_lost_rounds == 0


def test_after_a_loss_the_states_are_told_anew() -> None:
    """
    Target 1 goes down in a letter that is lost: the next letter that is kept says so, from its own
    beginning on, and only once.
    """
    bag = Mailbag(capacity_rounds=4)
    bag.begin({1: State.UP, 2: State.UP})
    bag.put(letter(0))
    bag.put(letter(10))
    bag.put(letter(20, turns=(turn(1, State.DOWN, 18),)))
    emptied(bag)

    bag.put(letter(30, turns=(turn(2, State.DOWN, 28),)))
    bag.put(letter(40))

    first, second = emptied(bag)
    told = [(one.target, one.to_state, one.at) for one in first.result.transitions]
    assert told == [(1, State.DOWN, sec(30)), (2, State.UP, sec(30)), (2, State.DOWN, sec(28))]
    assert second.result.transitions == ()


def test_only_targets_that_lost_something_are_told_anew() -> None:
    bag = Mailbag(capacity_rounds=2)
    bag.put(letter(0))
    bag.put(letter(10, targets=(1,)))
    emptied(bag)

    bag.put(letter(20))

    (kept,) = emptied(bag)
    assert [one.target for one in kept.result.transitions] == [1]


def test_a_letter_that_the_database_refuses_is_a_loss() -> None:
    bag = Mailbag(capacity_rounds=10)
    bag.put(letter(0))

    bag.lose_first()
    bag.lose_first()
    bag.put(letter(10))

    assert bag.n_lost_rounds == 2
    assert len(emptied(bag)[0].result.transitions) == 2


def test_released_targets_have_no_state_any_more() -> None:
    bag = Mailbag(capacity_rounds=10)
    bag.begin({1: State.UP, 2: State.DOWN})

    bag.put(ReleaseLetter(frozenset({2}), 1, at=sec(0)))

    assert bag.states == {1: State.UP}


def test_the_newest_sign_of_life_wins_and_tells_what_waits() -> None:
    bag = Mailbag(capacity_rounds=4)
    for at in (0, 10, 20):
        bag.put(letter(at))
    bag.tell(SignOfLife(sec(1), started_at=sec(0), n_targets=2))
    bag.tell(SignOfLife(sec(2), started_at=sec(0), n_targets=2))

    life = bag.life()
    assert life is not None
    bag.tell(SignOfLife(sec(3), started_at=sec(0), n_targets=2))
    bag.done(letter=bag.first(), life=life)

    newer = bag.life()
    assert (life.heartbeat_at, life.n_pending_rounds, life.n_lost_rounds) == (sec(2), 2, 2)
    # What was told while the other was being stored is still to be stored.
    assert newer is not None
    assert newer.heartbeat_at == sec(3)
    bag.done(letter=None, life=newer)
    assert bag.life() is None


@pytest.mark.parametrize("does", ["put", "tell", "close"])
def test_waiting_ends_with_anything_to_do(does: str) -> None:
    bag = Mailbag(capacity_rounds=4)
    if does == "put":
        bag.put(letter(0))
    elif does == "tell":
        bag.tell(SignOfLife(sec(1), started_at=sec(0), n_targets=2))
    else:
        bag.close()

    bag.wait(30.0)  # returns at once, or the test takes too long to be one of these
