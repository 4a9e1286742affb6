"""Who asks whom: one prober a kind of round, following the watchlist."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from monitoring.operations.cycles import Watch
from monitoring.probes.results import CycleKind, CycleResult
from monitoring.probes.rounds import RoundFlag
from monitoring.probes.verdict import State
from monitoring.queries.watchlist import Watched, Watchlist
from monitoring.worker.probers import Probers
from tests.unit.monitoring.probes.lies import Fate, LyingClock, LyingNetwork, VirtualLoop


def watched(target_id: int, *, interval_s: int = 10, **named: Any) -> Watched:
    return Watched(
        **{
            "target_id": target_id,
            "circuit_id": 100 + target_id,
            "address": f"127.86.0.{target_id}",
            "check": "icmp",
            "interval_s": interval_s,
            "n_echoes": 3,
            "timeout_ms": 1000,
            **named,
        }
    )


def listed(*targets: Watched, **named: Any) -> Watchlist:
    return Watchlist(targets=targets, **named)


class Scene:
    """Probers on a clock and a network that lie; time passes without waiting."""

    def __init__(self, fate: Fate = lambda *_: True) -> None:
        self.states: dict[int, State] = {}
        self.found: list[tuple[CycleResult, Watch]] = []
        self.fate = fate
        self.probers: Probers

    def play(self, story: Callable[["Scene"], Coroutine[Any, Any, None]]) -> None:
        async def told() -> None:
            clock = LyingClock()
            self.probers = Probers(
                vantage_id=1,
                pinger=LyingNetwork(clock, self.fate),
                clock=clock,
                sink=lambda result, watch: self.found.append((result, watch)),
                states=lambda: self.states,
            )
            await story(self)
            await self.probers.stop()

        with asyncio.Runner(loop_factory=VirtualLoop) as runner:
            runner.run(told())

    def asked(self, *, of: CycleKind = CycleKind.REGULAR) -> list[set[int]]:
        return [
            {one.target for one in result.rounds} for result, _ in self.found if result.kind is of
        ]


def test_each_interval_has_its_own_prober_and_freshness() -> None:
    scene = Scene()

    async def story(scene: Scene) -> None:
        scene.probers.follow(listed(watched(1), watched(2, interval_s=60)))
        assert scene.probers.n_targets == 2
        await asyncio.sleep(119)

    scene.play(story)

    n_rounds = {one: sum(one in asked for asked in scene.asked()) for one in (1, 2)}
    freshness = {watch.freshness.total_seconds() for _, watch in scene.found}
    assert n_rounds == {1: 11, 2: 1} or n_rounds == {1: 12, 2: 2}
    assert freshness == {30, 180}


def test_what_is_no_longer_listed_is_asked_no_more() -> None:
    scene = Scene()

    async def story(scene: Scene) -> None:
        scene.probers.follow(listed(watched(1), watched(2)))
        await asyncio.sleep(15)
        scene.probers.follow(listed(watched(2), watched(3)))
        await asyncio.sleep(20)
        scene.probers.follow(listed())
        assert scene.probers.n_targets == 0
        await asyncio.sleep(30)

    scene.play(story)

    assert scene.asked() == [{1, 2}, {1, 2}, {2, 3}]


def test_a_target_that_changes_its_kind_keeps_its_state() -> None:
    scene = Scene()
    scene.states = {1: State.UP}

    async def story(scene: Scene) -> None:
        scene.probers.follow(listed(watched(1, interval_s=20)))
        await asyncio.sleep(25)

    scene.play(story)

    assert {result.transitions for result, _ in scene.found} == {()}


def test_what_cannot_be_asked_leaves_the_others_alone() -> None:
    """Twenty echoes with five seconds each do not fit into ten seconds."""
    scene = Scene()

    async def story(scene: Scene) -> None:
        scene.probers.follow(listed(watched(1), watched(2, n_echoes=20, timeout_ms=5000)))
        await asyncio.sleep(9)

    scene.play(story)

    assert scene.asked() == [{1}]


def test_who_shares_a_fate_is_asked_again_together() -> None:
    """Target 1 falls; 2 hangs on the same segment, 3 does not."""
    scene = Scene(lambda target, second: target.key != 1 or second < 5)

    async def story(scene: Scene) -> None:
        scene.probers.follow(listed(watched(1), watched(2), watched(3)))
        scene.probers.share_fates((frozenset({101, 102}), frozenset({103, 104})))
        await asyncio.sleep(35)

    scene.play(story)

    fast = scene.asked(of=CycleKind.FAST)
    assert fast[0] == {1, 2}
    assert not any(3 in asked for asked in fast)


def test_rounds_under_a_throughput_test_bear_a_mark() -> None:
    scene = Scene()

    async def story(scene: Scene) -> None:
        other = watched(2, circuit_id=101)
        scene.probers.follow(listed(watched(1), other, watched(3)))
        await asyncio.sleep(12)
        scene.probers.begin_test(101)
        await asyncio.sleep(3)
        scene.probers.end_test(101)
        await asyncio.sleep(35)

    scene.play(story)

    marked = [
        {one.target for one in result.rounds if RoundFlag.BW_TEST_OVERLAP in one.flags}
        for result, _ in scene.found
    ]
    # The test lay in the second cycle; the third may bear the mark too, no other.
    assert marked[0] == set()
    assert marked[1] == {1, 2}
    assert marked[3:] == [set()] * len(marked[3:])


def test_rounds_during_planned_work_bear_a_mark() -> None:
    scene = Scene()

    async def story(scene: Scene) -> None:
        scene.probers.follow(listed(watched(1), watched(2), worked_on=frozenset({2})))
        await asyncio.sleep(15)

    scene.play(story)

    (result, _), *_ = scene.found
    assert {one.target: one.flags for one in result.rounds} == {
        1: RoundFlag.NONE,
        2: RoundFlag.MAINTENANCE,
    }


@pytest.mark.parametrize("n_canaries", [0, 1])
def test_silent_canaries_make_the_worker_blind(n_canaries: int) -> None:
    scene = Scene(lambda target, _: target.key > 0)

    async def story(scene: Scene) -> None:
        canaries = ("127.0.0.1",)[:n_canaries]
        scene.probers.follow(listed(watched(1), canaries=canaries))
        await asyncio.sleep(15)

    scene.play(story)

    assert scene.found[0][0].isolated is bool(n_canaries)
