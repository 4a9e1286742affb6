"""The loop: a grid that never bursts, suspicion that hurries, blindness that is no outage."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import pairwise

import pytest

from monitoring.probes.results import CycleKind, CycleResult
from monitoring.probes.rounds import RoundFlag, Target
from monitoring.probes.verdict import Reason, State, Transition
from tests.unit.monitoring.probes.lies import Fate, World
from tests.unit.monitoring.probes.values import NOON, after

REGULAR, FAST, GAP = CycleKind.REGULAR, CycleKind.FAST, CycleKind.GAP
CANARY = Target(-1, "127.0.0.1")
CANARY6 = Target(-2, "::1")


def told(results: Iterable[CycleResult], target: int = 1) -> list[Transition]:
    return [one for result in results for one in result.transitions if one.target == target]


def states(results: Iterable[CycleResult], target: int = 1) -> list[State]:
    return [one.to_state for one in told(results, target)]


def kinds(results: Iterable[CycleResult]) -> list[CycleKind]:
    return [result.kind for result in results]


def dead_from(start_s: float, end_s: float = float("inf"), *, key: int = 1) -> Fate:
    """Let one target answer no echo sent in that stretch."""
    return lambda target, second: target.key != key or not start_s <= second < end_s


def test_cycles_keep_to_the_grid() -> None:
    results = World().watch(5)

    assert [result.scheduled_at for result in results] == [after(10 * n) for n in range(5)]
    assert all(result.finished_at < after(10 * (n + 1)) for n, result in enumerate(results))
    assert kinds(results) == [REGULAR] * 5
    assert states(results) == [State.UP]


def test_results_come_even_if_nobody_takes_them_in_time() -> None:
    """A database that stands still for a minute costs no round."""
    world = World()
    world.dawdle_s = 60.0

    results = world.watch(7)

    assert [result.scheduled_at for result in results] == [after(10 * n) for n in range(7)]
    assert all(not result.gaps for result in results)


def test_a_cut_is_down_within_half_a_minute_dated_to_the_first_lost_echo() -> None:
    world = World(dead_from(11.0))

    results = world.watch(6)

    down = told(results)[-1]
    first_lost = min(
        one.first_lost_sent_at
        for result in results
        for one in result.rounds
        if one.target == 1 and one.first_lost_sent_at is not None
    )
    assert down.to_state is State.DOWN
    assert down.at == first_lost
    assert after(11) <= down.at < after(21)
    assert down.known_at - after(11) < timedelta(seconds=30)
    assert kinds(results)[:5].count(FAST) == 2


def test_suspicion_is_told_and_asked_again_two_and_five_seconds_later() -> None:
    results = World(dead_from(11.0)).watch(5)
    suspicious = next(result for result in results if result.suspects)
    fast = [result for result in results if result.kind is FAST]

    assert suspicious.suspects == {1}
    waits = [(one.scheduled_at - suspicious.finished_at).total_seconds() for one in fast]
    assert [round(wait, 3) for wait in waits] == [2.0, 5.0]
    assert all([one.target for one in result.rounds] == [1] for result in fast)
    assert all(one.flags is RoundFlag.FAST for result in fast for one in result.rounds)


def test_a_single_lost_round_is_forgotten_after_one_fast_round() -> None:
    results = World(dead_from(10.0, 16.0)).watch(6)

    assert kinds(results) == [REGULAR, REGULAR, FAST, REGULAR, REGULAR, REGULAR]
    assert states(results) == [State.UP]


def test_a_mended_line_is_confirmed_quickly_too() -> None:
    results = World(dead_from(11.0, 41.0)).watch(12)

    up = told(results)[-1]
    assert states(results) == [State.UP, State.DOWN, State.UP]
    assert after(41) <= up.at < after(51)
    assert up.known_at - after(41) < timedelta(seconds=25)


def test_companions_are_asked_again_with_the_suspects() -> None:
    world = World(dead_from(11.0), companions=lambda _: [2, 77])

    results = world.watch(4)

    fast = [result for result in results if result.kind is FAST]
    assert sorted(one.target for one in fast[0].rounds) == [1, 2]
    assert [one.target for one in fast[1].rounds] == [1]


def test_no_two_rounds_of_a_target_overlap_or_share_an_instant() -> None:
    world = World(lambda target, second: (int(second) // 7 + target.key) % 3 > 0)

    results = world.watch(60)

    for key in (1, 2):
        rounds = sorted(
            (one for result in results for one in result.rounds if one.target == key),
            key=lambda one: one.first_sent_at or NOON,
        )
        assert len({one.scheduled_at for one in rounds}) == len(rounds)
        for earlier, later in pairwise(rounds):
            assert earlier.first_sent_at is not None
            assert later.first_sent_at is not None
            assert later.first_sent_at - earlier.first_sent_at >= timedelta(seconds=1.6)


def test_an_hours_sleep_is_one_gap_unknown_to_the_second_and_no_outage() -> None:
    """The process was stopped in the middle of its third cycle."""
    world = World(canaries=[CANARY])

    def sleep(result: CycleResult) -> None:
        if result.scheduled_at == after(10):
            world.network.before_end = lambda: setattr(world.clock, "slept_s", 3600.0)

    world.after = sleep
    results = world.watch(6)

    gaps = [result for result in results if result.kind is GAP]
    assert [(gap.start, gap.end, gap.n_cycles) for gap in gaps[0].gaps] == [
        (after(30), after(3630), 360)
    ]
    assert len(gaps) == 1
    assert states(results) == [State.UP, State.UNKNOWN, State.UP]
    unknown, up = told(results)[1:]
    assert (unknown.at, unknown.reason) == (after(30), Reason.GAP)
    assert after(3630) <= up.at < after(3640)


def test_a_sleep_with_suspects_waiting_confirms_nothing() -> None:
    """Suspicion before a gap and silence after it are two things."""
    world = World(dead_from(11.0, 30.0))

    def sleep(result: CycleResult) -> None:
        if result.suspects and not world.clock.slept_s:
            world.clock.slept_s = 3600.0

    world.after = sleep
    results = world.watch(8)

    assert State.DOWN not in states(results)
    assert told(results)[1].at < after(21)  # unknown from the first lost echo on


def test_after_a_short_lag_the_rest_of_the_cycle_is_used() -> None:
    world = World()

    def lag(result: CycleResult) -> None:
        if result.scheduled_at == after(10):
            world.clock.slept_s = 4.0

    world.after = lag
    results = world.watch(4)

    assert kinds(results) == [REGULAR] * 4
    assert world.network.plans[2].offsets_s[0] >= 2.0
    assert results[3].scheduled_at == after(30)


@pytest.mark.parametrize("step_h", [1, -1, 24, -24])
def test_a_step_of_the_clock_moves_no_instant_and_shows(step_h: int) -> None:
    world = World(dead_from(11.0, 51.0))

    def step(result: CycleResult) -> None:
        if result.kind is FAST:
            world.clock.wall_step = timedelta(hours=step_h)

    world.after = step
    results = world.watch(12)

    assert states(results) == [State.UP, State.DOWN, State.UP]
    down, up = told(results)[1:]
    assert timedelta(seconds=30) < up.at - down.at < timedelta(seconds=50)
    assert results[-1].health.clock_step_s == step_h * 3600
    assert results[0].health.clock_step_s == 0


def test_isolation_makes_everything_unknown_and_nothing_down() -> None:
    world = World(lambda _, second: not 25 <= second < 65, canaries=[CANARY])

    results = world.watch(14)

    blind = [result for result in results if result.isolated]
    assert blind
    assert all(one.flags & RoundFlag.ISOLATED for result in blind for one in result.rounds)
    for key in (1, 2):
        assert State.DOWN not in states(results, key)
        assert states(results, key) == [State.UP, State.UNKNOWN, State.UP]


def test_a_target_that_is_down_while_we_see_goes_unknown_when_we_do_not() -> None:
    def fate(target: Target, second: float) -> bool:
        return not second >= 51 and (target.key != 1 or second < 11)

    results = World(fate, canaries=[CANARY]).watch(12)

    assert states(results)[:3] == [State.UP, State.DOWN, State.UNKNOWN]


def test_one_silent_canary_of_two_isolates_nobody() -> None:
    world = World(dead_from(0, key=-1), canaries=[CANARY, Target(-2, "127.0.0.2")])

    results = world.watch(3)

    assert not any(result.isolated for result in results)
    assert states(results) == [State.UP]


def test_a_family_is_judged_by_its_own_canaries() -> None:
    """IPv6 is cut off from us, IPv4 is not."""
    world = World(
        lambda target, _: target.family == 4,
        targets=[Target(1, "127.86.0.1"), Target(6, "fd86::1")],
        canaries=[CANARY, CANARY6],
    )

    results = world.watch(4)

    assert states(results, 1) == [State.UP]
    assert states(results, 6) == []
    assert all(result.isolated_families == {6} for result in results)
    assert not any(result.isolated for result in results)


def test_a_family_without_a_canary_is_judged_by_the_others() -> None:
    world = World(
        lambda _, second: second < 15,
        targets=[Target(1, "127.86.0.1"), Target(6, "fd86::1")],
        canaries=[CANARY],
    )

    results = world.watch(6)

    assert states(results, 6) == [State.UP, State.UNKNOWN]
    assert results[-1].isolated


def test_a_family_that_we_cannot_send_on_is_unknown_never_down() -> None:
    world = World(
        lambda target, _: True if target.family == 4 else None,
        targets=[Target(1, "127.86.0.1"), Target(6, "fd86::1")],
    )

    results = world.watch(6)

    assert states(results, 1) == [State.UP]
    assert states(results, 6) == []


def test_canaries_are_asked_before_and_after_the_targets() -> None:
    world = World(canaries=[CANARY])

    (result,) = world.watch(1)

    keys = [target.key for target in world.network.plans[0].targets]
    assert keys[0] == keys[-1] == -1
    assert sorted(one.target for one in result.rounds) == [1, 2]
    assert [one.target for one in result.canary_rounds] == [-1, -1]
