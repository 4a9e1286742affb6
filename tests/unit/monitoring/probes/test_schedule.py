"""The grid, the spreading, the pace: never a burst, never two rounds of a target at once."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.probes.plan import Pace, Plan
from monitoring.probes.rounds import RoundFlag, Target
from monitoring.probes.schedule import (
    Grid,
    Settings,
    Timeline,
    TooManyTargetsError,
    check_capacity,
    in_stable_order,
    plan_confirmation,
    plan_cycle,
    plan_fast,
)
from tests.unit.monitoring.probes.values import NOON, after

SETTINGS = Settings()
CANARY = Target(-1, "127.0.0.1")


def targets(n: int) -> tuple[Target, ...]:
    return tuple(Target(key, f"127.86.{key // 250}.{key % 250 + 1}") for key in range(1, n + 1))


def cycle(
    n: int, *, deferred: frozenset[int] = frozenset(), lag_s: float = 0.0, **named: Any
) -> Plan:
    return plan_cycle(
        targets=targets(n),
        canaries=named.get("canaries", ()),
        deferred=deferred,
        deferred_s=named.get("deferred_s", 0.0),
        lag_s=lag_s,
        scheduled_at=NOON,
        starts_at=100.0,
        settings=named.get("settings", SETTINGS),
    )


def test_the_grid_does_not_drift() -> None:
    grid = Grid(origin=0.1, interval_s=10.0)

    assert [grid.due(number) for number in (0, 1, 1_000_000)] == [0.1, 10.1, 10_000_000.1]


@pytest.mark.parametrize(
    ("late_s", "startable"),
    [(0.0, 5), (4.9, 5), (5.0, 6), (9.9, 6), (14.9, 6), (15.0, 7), (3600.0, 365)],
)
def test_a_cycle_of_which_half_has_passed_is_missed(late_s: float, startable: int) -> None:
    grid = Grid(origin=0.0, interval_s=10.0)

    assert grid.first_startable(5, 50.0 + late_s) == startable


def test_the_timeline_goes_on_from_one_reading() -> None:
    line = Timeline(wall=NOON, monotonic=500.0)

    assert line.at(512.5) == after(12.5)


def test_the_order_scatters_neighbours_and_does_not_depend_on_the_callers() -> None:
    there, back = targets(50), tuple(reversed(targets(50)))

    assert in_stable_order(there) == in_stable_order(back)
    assert in_stable_order(there) != there


def test_a_new_target_does_not_reorder_the_others() -> None:
    before = in_stable_order(targets(50))
    with_one_more = in_stable_order((*targets(50), Target(999, "127.86.9.9")))

    assert tuple(target for target in with_one_more if target.key != 999) == before


def test_few_targets_spread_over_the_whole_interval_in_small_groups() -> None:
    """86 targets: 8.2 s of the 10, in steps of the echoes' distance, 4 at once at most."""
    offsets = cycle(86).offsets_s

    assert offsets[0] == 0.0
    assert 7.8 <= offsets[-1] <= SETTINGS.last_start_s
    assert all(abs(offset / 0.3 - round(offset / 0.3)) < 1e-6 for offset in offsets)
    assert max(offsets.count(offset) for offset in offsets) <= 4


def test_one_target_leaves_at_once() -> None:
    assert cycle(1).offsets_s == (0.0,)
    assert cycle(0).offsets_s == ()


@settings(max_examples=40)
@given(n=st.integers(1, 900), lag_s=st.floats(0, 4.9), n_deferred=st.integers(0, 900))
def test_a_cycle_asks_each_once_in_order_and_ends_within_the_interval(
    n: int, lag_s: float, n_deferred: int
) -> None:
    deferred = frozenset(range(1, min(n, n_deferred) + 1))

    plan = cycle(n, deferred=deferred, deferred_s=6.6, lag_s=lag_s, canaries=(CANARY,))

    assert sorted(target.key for target in plan.targets[1:-1]) == list(range(1, n + 1))
    assert plan.targets[0] == plan.targets[-1] == CANARY
    assert list(plan.offsets_s) == sorted(plan.offsets_s)
    assert plan.offsets_s[0] >= lag_s
    assert plan.offsets_s[-1] + SETTINGS.round_s < SETTINGS.interval_s
    for target, offset_s in zip(plan.targets[1:-1], plan.offsets_s[1:-1], strict=True):
        assert target.key not in deferred or offset_s >= 6.6


def test_an_interval_too_short_for_its_lag_still_gives_an_ordered_plan() -> None:
    short = Settings(interval=timedelta(seconds=3))

    plan = cycle(20, lag_s=1.4, settings=short, canaries=(CANARY,))

    assert list(plan.offsets_s) == sorted(plan.offsets_s)


def test_more_targets_than_the_pace_allows_are_refused_in_plain_words() -> None:
    check_capacity(n_targets=54_000, settings=SETTINGS)

    with pytest.raises(TooManyTargetsError, match="60000 targets do not fit into 10 s"):
        check_capacity(n_targets=60_000, settings=SETTINGS)


@pytest.mark.parametrize(
    "wrong",
    [
        {"interval": timedelta(seconds=1.5)},
        {"n_echoes": 0},
        {"rate": 0},
        {"timeout": timedelta()},
        {"gap": timedelta(seconds=-1)},
    ],
)
def test_settings_that_make_no_round_cannot_be_built(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"round"):
        Settings(**wrong)


def test_fast_rounds_come_two_and_five_seconds_after_the_barrier() -> None:
    fast = plan_confirmation(barrier=9.8, next_due=10.0, n_targets=3, settings=SETTINGS)

    assert fast.starts_at == (11.8, 14.8)
    assert 16.4 < fast.over_at < 17.0


@settings(max_examples=50)
@given(
    n_targets=st.integers(1, 20_000),
    barrier=st.floats(5, 14),
    interval_s=st.sampled_from([2.0, 5.0, 10.0, 60.0]),
)
def test_fast_rounds_end_before_the_next_cycle_asks_the_same_targets(
    n_targets: int, barrier: float, interval_s: float
) -> None:
    settings = Settings(interval=timedelta(seconds=interval_s))
    next_due = 10.0

    fast = plan_confirmation(
        barrier=barrier, next_due=next_due, n_targets=n_targets, settings=settings
    )

    assert all(start >= barrier + 2 for start in fast.starts_at)
    for earlier, later in zip(fast.starts_at, fast.starts_at[1:], strict=False):
        assert later >= earlier + settings.round_s
    if fast.starts_at:
        assert fast.over_at >= fast.starts_at[-1] + settings.round_s
        assert fast.over_at + settings.sending_s(n_targets) <= next_due + settings.last_start_s


def test_a_fast_round_never_bears_the_instant_of_the_next_cycle() -> None:
    fast = plan_confirmation(barrier=8.0, next_due=10.0, n_targets=1, settings=SETTINGS)

    assert fast.starts_at[0] != 10.0


def test_a_fast_plan_is_marked_and_framed_by_canaries() -> None:
    plan = plan_fast(
        targets=targets(3),
        canaries=(CANARY,),
        scheduled_at=NOON,
        starts_at=1.0,
        settings=SETTINGS,
    )

    assert plan.flags is RoundFlag.FAST
    assert [target.key for target in plan.targets] == [-1, 1, 2, 3, -1]
    assert plan.offsets_s[-1] <= 0.2


def test_part_of_a_plan_keeps_its_times() -> None:
    plan = cycle(10)

    part = plan.only([2, 5])

    assert part.targets == (plan.targets[2], plan.targets[5])
    assert part.offsets_s == (plan.offsets_s[2], plan.offsets_s[5])
    assert part.starts_at == plan.starts_at


@settings(max_examples=50)
@given(
    rate=st.integers(100, 100_000),
    wakes=st.lists(st.floats(0, 0.5), min_size=1, max_size=30),
    wish=st.integers(0, 5000),
)
def test_the_pace_holds_over_any_stretch(rate: int, wakes: list[float], wish: int) -> None:
    pace = Pace(rate=rate)
    now, sent = 1000.0, []

    for pause in wakes:
        now += pause
        n = min(wish, pace.allowance(now))
        pace.spend(n)
        sent.append((now, n))

    for first, (start, _) in enumerate(sent):
        for last in range(first, len(sent)):
            allowed = rate / 50 + rate * (sent[last][0] - start) + 1
            assert sum(n for _, n in sent[first : last + 1]) <= allowed
