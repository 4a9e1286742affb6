"""What the prober is given: targets, policy, overlays, other checks, earlier standings."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.probes.plan import Plan
from monitoring.probes.results import CycleKind, CycleResult
from monitoring.probes.rounds import Round, RoundFlag, Target
from monitoring.probes.schedule import Settings, TooManyTargetsError
from monitoring.probes.verdict import Policy, Standing, State, Transition
from tests.unit.monitoring.probes.lies import Fate, World
from tests.unit.monitoring.probes.values import NOON, a_round, after

REGULAR, FAST, GAP = CycleKind.REGULAR, CycleKind.FAST, CycleKind.GAP
CANARY = Target(-1, "127.0.0.1")


def told(results: Iterable[CycleResult], target: int = 1) -> list[Transition]:
    return [one for result in results for one in result.transitions if one.target == target]


def states(results: Iterable[CycleResult], target: int = 1) -> list[State]:
    return [one.to_state for one in told(results, target)]


def dead_from(start_s: float, end_s: float = float("inf"), *, key: int = 1) -> Fate:
    """Let one target answer no echo sent in that stretch."""
    return lambda target, second: target.key != key or not start_s <= second < end_s


def test_targets_are_replaced_between_cycles() -> None:
    world = World()

    def replace(result: CycleResult) -> None:
        if result.scheduled_at == after(10):
            world.prober.replace_targets([Target(2, "127.86.0.2"), Target(3, "127.86.0.3")])

    world.after = replace
    results = world.watch(4)

    assert [sorted(one.target for one in result.rounds) for result in results] == [
        [1, 2], [1, 2], [2, 3], [2, 3],
    ]  # fmt: skip
    assert states(results, 2) == [State.UP]
    assert states(results, 3) == [State.UP]


def test_targets_that_cannot_be_asked_are_refused_and_the_old_ones_stay() -> None:
    world = World(settings=Settings(interval=timedelta(seconds=2)), policy=Policy())

    def replace(_: CycleResult) -> None:
        many = [Target(key, f"10.0.{key // 256}.{key % 256}") for key in range(3000)]
        with pytest.raises(TooManyTargetsError):
            world.prober.replace_targets(many)
        with pytest.raises(ValueError, match="one key"):
            world.prober.replace_targets([Target(1, "127.0.0.1"), Target(1, "127.0.0.2")])
        with pytest.raises(ValueError, match="nobody provides the check tcp"):
            world.prober.replace_targets([Target(1, "127.0.0.1", check="tcp")])

    world.after = replace
    assert all(len(result.rounds) == 2 for result in world.watch(3))


def test_a_policy_that_forgets_between_two_rounds_is_refused() -> None:
    world = World(settings=Settings(interval=timedelta(seconds=60)))

    with pytest.raises(ValueError, match="fresh"):
        world.watch(1)


def test_overlays_mark_the_rounds_they_touch() -> None:
    world = World()

    def mark(result: CycleResult) -> None:
        on = result.scheduled_at == after(0)
        world.prober.replace_overlays({1: RoundFlag.MAINTENANCE} if on else {})

    world.after = mark
    flags = [
        next(one.flags for one in result.rounds if one.target == 1) for result in world.watch(4)
    ]

    assert flags == [RoundFlag.NONE, RoundFlag.MAINTENANCE, RoundFlag.NONE, RoundFlag.NONE]


def test_another_check_takes_its_own_targets() -> None:
    """The seam: a check by name, its rounds judged like any other."""

    class Refusing:
        async def run(self, plan: Plan) -> Sequence[Round]:
            return [
                a_round(
                    target.key,
                    received=0,
                    scheduled_at=plan.scheduled_at,
                    first_sent_at=plan.scheduled_at,
                    first_lost_sent_at=plan.scheduled_at,
                )
                for target in plan.targets
            ]

    world = World(
        targets=[Target(1, "127.86.0.1"), Target(2, "127.86.0.2", check="tcp")],
        checks={"tcp": Refusing()},
    )

    results = world.watch(4)

    assert states(results, 1) == [State.UP]
    assert states(results, 2) == [State.DOWN]
    assert {target.check for plan in world.network.plans for target in plan.targets} == {"icmp"}


def test_a_check_that_breaks_ends_the_prober_and_says_why() -> None:
    def fate(_: Target, second: float) -> bool:
        if second > 15:
            raise RuntimeError("a bug in a check")
        return True

    with pytest.raises(RuntimeError, match="a bug in a check"):
        World(fate).watch(5)


def test_an_earlier_workers_outage_goes_on() -> None:
    down = Standing(1, state=State.DOWN, since=after(-600))

    results = World(dead_from(0), standings=[down, Standing(99, state=State.UP)]).watch(4)

    assert states(results) == []


def test_a_prober_without_targets_still_watches_its_canaries() -> None:
    results = World(targets=[], canaries=[CANARY]).watch(2)

    assert [len(result.canary_rounds) for result in results] == [2, 2]
    assert not results[0].isolated


@settings(max_examples=25, deadline=None)
@given(
    outages=st.lists(st.tuples(st.floats(0, 200), st.floats(0, 90)), max_size=4),
    interval_s=st.sampled_from([5.0, 10.0]),
)
def test_any_outages_are_told_within_bounds_or_too_short_to_tell(
    outages: list[tuple[float, float]], interval_s: float
) -> None:
    """Against the truth, which the network knows to the second."""

    def is_up(second: float) -> bool:
        return not any(start <= second < start + length for start, length in outages)

    world = World(
        lambda target, second: target.key != 1 or is_up(second),
        settings=Settings(interval=timedelta(seconds=interval_s)),
    )
    results = world.watch(40)

    stretches = list(pairwise([*told(results), None]))
    down = [(begin, end) for begin, end in stretches if begin and begin.to_state is State.DOWN]
    for begin, end in down:
        assert not is_up((begin.at - NOON).total_seconds())
        assert end is None or is_up((end.at - NOON).total_seconds() - 0.01)
    last_s = (results[-1].scheduled_at - NOON).total_seconds()
    for start, length in outages:
        if length > 32 and start + 32 < last_s:
            assert any(
                begin.known_at <= after(start + 32) and (end is None or end.at > after(start))
                for begin, end in down
            )
