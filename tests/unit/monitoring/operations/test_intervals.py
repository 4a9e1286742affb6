"""What a change does to an open interval, against a slow model of single seconds."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from monitoring.models import State
from monitoring.operations.intervals import Change, Stretch, followed

NOON = datetime(2026, 6, 10, 12, tzinfo=UTC)
HORIZON = 80


def sec(n: int) -> datetime:
    return NOON + timedelta(seconds=n)


def open_stretch(state: State, started: int, *, observed: int) -> Stretch:
    return Stretch(state, sec(started), None, sec(observed), sec(started), "replies")


def change(state: State, at: int, *, known: int) -> Change:
    return Change(1, state, sec(at), sec(known), "no_reply")


def cells(stretches: Sequence[Stretch]) -> list[State | None]:
    """Return the state that is asserted in each second; None where nothing is."""
    seconds: list[State | None] = [None] * HORIZON
    for one in stretches:
        end = one.ended_at or one.observed_until
        for second in range(HORIZON):
            if one.started_at <= sec(second) < end and one.state is not State.UNKNOWN:
                seconds[second] = one.state
    return seconds


def modelled(first: Stretch, changes: Sequence[Change]) -> list[State | None]:
    """Return the same by writing each claim over the seconds, one after the other."""
    seconds = cells([first])
    state, start, observed = first.state, first.started_at, first.observed_until
    for one in changes:
        at = max(one.at, start)
        goes_on = one.state is state and (state is State.UNKNOWN or at <= observed)
        if goes_on:
            continue
        until = max(at, one.known_at)
        for second in range(HORIZON):
            if sec(second) >= at:
                claimed = one.state is not State.UNKNOWN and sec(second) < until
                seconds[second] = one.state if claimed else None
        if one.state is State.UNKNOWN and state is not State.UNKNOWN:
            at = min(at, max(observed, start))
        state, start, observed = one.state, at, until
    return seconds


states = st.sampled_from(list(State))
instants = st.integers(0, 60)


@st.composite
def stories(draw: st.DrawFn) -> tuple[Stretch, list[Change]]:
    started = draw(instants)
    first = open_stretch(draw(states), started, observed=started + draw(st.integers(0, 15)))
    changes = [
        change(draw(states), at, known=at + draw(st.integers(0, 9)))
        for at in sorted(draw(st.lists(instants, max_size=6)))
    ]
    return first, changes


@given(stories())
def test_no_second_is_asserted_that_the_model_does_not_assert(
    story: tuple[Stretch, list[Change]],
) -> None:
    first, changes = story

    stretches = [first]
    for one in changes:
        stretches[-1:] = followed(stretches[-1], one)

    assert cells(stretches) == modelled(first, changes)
    # The form that the exclusion constraint and the pages rely on.
    assert stretches[0].started_at == first.started_at
    assert stretches[-1].ended_at is None
    assert all(before.ended_at == after.started_at for before, after in pairwise(stretches))
    assert all(one.ended_at is None or one.started_at < one.ended_at for one in stretches)


def test_a_back_dated_change_shortens_what_was_asserted() -> None:
    up = open_stretch(State.UP, 0, observed=40)

    ended, down = followed(up, change(State.DOWN, 12, known=20))

    assert (ended.ended_at, down.started_at) == (sec(12), sec(12))
    assert down.observed_until == sec(20)


def test_a_change_after_a_silence_leaves_unknown_between() -> None:
    up = open_stretch(State.UP, 0, observed=30)

    stretches = followed(up, change(State.DOWN, 50, known=55))

    assert [(one.state, one.started_at) for one in stretches] == [
        (State.UP, sec(0)),
        (State.UNKNOWN, sec(30)),
        (State.DOWN, sec(50)),
    ]


def test_unknown_begins_where_the_evidence_ended() -> None:
    up = open_stretch(State.UP, 0, observed=30)

    stretches = followed(up, change(State.UNKNOWN, 50, known=55))

    assert [(one.state, one.started_at) for one in stretches] == [
        (State.UP, sec(0)),
        (State.UNKNOWN, sec(30)),
    ]


def test_a_change_before_the_interval_takes_its_place() -> None:
    unknown = open_stretch(State.UNKNOWN, 10, observed=10)

    assert [one.state for one in followed(unknown, change(State.UP, 5, known=12))] == [State.UP]


def test_the_same_state_within_its_evidence_changes_nothing() -> None:
    up = open_stretch(State.UP, 0, observed=30)

    assert followed(up, change(State.UP, 30, known=31)) == (up,)
