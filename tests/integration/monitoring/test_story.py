"""
Ten minutes of a city, from the echoes to what is asserted: engine, mailbag and storage together.

Time passes without waiting; each second of what is stored is held against what really was.
"""

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest

from inventory.models import Circuit
from monitoring.models import Incident, Outage, StateInterval, Target
from monitoring.operations.cycles import begin_watch
from monitoring.probes.verdict import State
from monitoring.queries.watchlist import standing_states, watchlist
from monitoring.worker.mailbag import CycleLetter, Mailbag
from monitoring.worker.probers import Probers
from tests.conftest import City
from tests.factories import make_target
from tests.lit_city import light_up
from tests.unit.monitoring.probes.lies import Fate, LyingClock, LyingNetwork, VirtualLoop
from tests.unit.monitoring.probes.values import after

#: An echo is sent every 10 s: no change can be dated more exactly.
STEP_S = 10
CANARY = "127.86.255.1"


@pytest.fixture
def targets(city: City) -> dict[str, Target]:
    light_up(city)
    city.vantage.canaries = [CANARY]
    city.vantage.save()
    return {name: make_target(circuit) for name, circuit in city.circuits.items()}


class Story:
    """A city whose lines live and die as a fate says, watched by workers in turn."""

    def __init__(self, city: City, fate: Fate, *, capacity_rounds: int = 50_000) -> None:
        self.vantage_id = city.vantage.pk
        self.fate = fate
        self.capacity_rounds = capacity_rounds

    def work(
        self, start_s: float, end_s: float, *, away: Iterable[tuple[int, int]] = ()
    ) -> Mailbag:
        """Let a worker live for that time; while the database is away nothing is stored."""
        begin_watch(vantage_id=self.vantage_id, at=after(start_s))
        mailbag = Mailbag(capacity_rounds=self.capacity_rounds)
        mailbag.begin(standing_states(self.vantage_id, at=after(start_s)))
        listed = watchlist(self.vantage_id, at=after(start_s))
        letters: list[CycleLetter] = []

        async def live() -> None:
            clock = LyingClock()
            clock.slept_s = start_s
            probers = Probers(
                vantage_id=self.vantage_id,
                pinger=LyingNetwork(clock, self.fate),
                clock=clock,
                sink=lambda result, watch: letters.append(CycleLetter(result, watch)),
                states=lambda: mailbag.states,
            )
            probers.follow(listed)
            await asyncio.sleep(end_s - start_s)
            await probers.stop()

        with asyncio.Runner(loop_factory=VirtualLoop) as runner:
            runner.run(live())
        for letter in letters:
            mailbag.put(letter)
            at = letter.result.finished_at
            if not any(after(gone) <= at < after(back) for gone, back in away):
                self._store(mailbag)
        self._store(mailbag)
        return mailbag

    @staticmethod
    def _store(mailbag: Mailbag) -> None:
        while (letter := mailbag.first()) is not None:
            letter.store(None)
            mailbag.done(letter=letter, life=None)


def asserted(target: Target, second: int) -> str:
    """Return what is asserted of a target at a second after noon."""
    at = after(second)
    for one in StateInterval.objects.filter(target=target, started_at__lte=at):
        until: datetime = one.ended_at or one.observed_until
        if at < until:
            return one.state
    return "unknown"


def line(target: Target, end_s: int) -> list[str]:
    return [asserted(target, second) for second in range(end_s)]


def test_a_cut_a_dead_worker_and_a_blind_one(city: City, targets: dict[str, Target]) -> None:
    """
    0     100        200      300        420     480       520     600
    all   | b1 cut    |        | no worker |      | isolated |
    """
    behind = {targets["near"].pk, targets["far"].pk}

    def fate(target: object, second: float) -> bool:
        key = target.key  # type: ignore[attr-defined]  # a Target of the probes
        return not (480 <= second < 520 or (key in behind and 100 <= second < 200))

    story = Story(city, fate)
    story.work(0, 300)
    story.work(420, 600)

    near, ring = line(targets["near"], 590), line(targets["ring"], 590)
    outages = list(Outage.objects.order_by("circuit__cid"))
    assert [one.circuit.cid for one in outages] == ["far", "near"]
    for one in outages:
        assert after(100) <= one.started_at < after(100 + STEP_S)
        assert one.ended_at is not None
        assert after(200) <= one.ended_at < after(200 + STEP_S)
    assert Incident.objects.get().segment == city.segments["b1"]
    # Down is said of no second in which the line worked, nor of one in which nobody saw it.
    assert "down" not in ring
    assert {second for second, state in enumerate(near) if state == "down"} <= set(range(100, 210))
    assert near[110:200] == ["down"] * 90
    # Nothing is asserted of the time without a worker but the freshness of its last round.
    assert set(near[330:420]) == set(ring[330:420]) == {"unknown"}
    # Nor of the blind time, which begins with the cycle that was blind.
    assert set(near[490:520]) == set(ring[490:520]) == {"unknown"}
    assert ring[STEP_S:290] == ["up"] * (290 - STEP_S)
    assert ring[545:590] == ["up"] * 45


def test_a_database_that_is_away_changes_nothing_in_what_is_stored(
    city: City, targets: dict[str, Target]
) -> None:
    def fate(target: object, second: float) -> bool:
        key = target.key  # type: ignore[attr-defined]  # a Target of the probes
        return not (key == targets["near"].pk and 100 <= second < 200)

    mailbag = Story(city, fate).work(0, 400, away=[(60, 350)])

    outage = Outage.objects.get()
    assert mailbag.n_lost_rounds == 0
    assert after(100) <= outage.started_at < after(100 + STEP_S)
    assert outage.known_at - outage.started_at < timedelta(seconds=30)
    assert outage.ended_at is not None
    assert after(200) <= outage.ended_at < after(200 + STEP_S)
    assert line(targets["ring"], 390)[STEP_S:] == ["up"] * (390 - STEP_S)


def test_what_was_lost_for_want_of_room_is_unknown_and_its_outcome_is_told(
    city: City, targets: dict[str, Target]
) -> None:
    """
    The database is away from 60 s to 350 s, and there is room for a minute: the beginning of the
    outage is lost with the rest, its presence after it is not.
    """

    def fate(target: object, second: float) -> bool:
        key = target.key  # type: ignore[attr-defined]  # a Target of the probes
        return not (key == targets["near"].pk and second >= 200)

    mailbag = Story(city, fate, capacity_rounds=18).work(0, 420, away=[(60, 350)])

    near, ring = line(targets["near"], 410), line(targets["ring"], 410)
    assert mailbag.n_lost_rounds > 30
    # Six cycles were kept; after their freshness nothing is known until the next that was.
    assert set(near[160:350]) == set(ring[160:350]) == {"unknown"}
    assert set(near[375:]) == {"down"}
    assert set(ring[375:]) == {"up"}
    outage = Outage.objects.get()
    assert outage.circuit == Circuit.objects.get(cid="near")
    assert after(350) <= outage.started_at < after(375)


def test_a_restart_within_the_freshness_is_not_seen(city: City, targets: dict[str, Target]) -> None:
    story = Story(city, lambda target, second: target.key != targets["near"].pk or second < 50)

    story.work(0, 121)
    story.work(128, 200)

    assert line(targets["ring"], 190)[STEP_S:] == ["up"] * (190 - STEP_S)
    assert line(targets["near"], 190)[60:] == ["down"] * 130
    assert Outage.objects.get().ended_at is None
    assert State.UNKNOWN.value not in set(StateInterval.objects.values_list("state", flat=True))
