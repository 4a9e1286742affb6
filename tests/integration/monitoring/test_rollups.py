"""Hours of rounds, against a slow model; percentiles by the textbook."""

from collections.abc import Sequence
from datetime import timedelta
from math import ceil
from random import Random

import pytest

from monitoring.models import ProbeHourly, ProbeRound, Target
from monitoring.operations.rollups import roll_up, roll_up_due
from monitoring.probes.rounds import RoundFlag
from tests.conftest import City
from tests.factories import NOON, make_round, make_target
from tests.integration.monitoring.found import sec

HOUR = timedelta(hours=1)


@pytest.fixture
def target(city: City) -> Target:
    return make_target(city.circuits["near"])


def nearest_rank(values: Sequence[int], percent: int) -> int:
    """Return the smallest value that at least so many percent do not exceed."""
    return sorted(values)[ceil(len(values) * percent / 100) - 1]


def test_an_hour_is_what_the_slow_model_counts(city: City, target: Target) -> None:
    random = Random(8)  # noqa: S311 - any numbers will do, the same each time
    rtts: list[int] = []
    n_received = n_up = 0
    for number in range(200):
        mine = [random.randint(300, 90_000) for _ in range(random.randint(0, 3))]
        make_round(
            target,
            city.vantage,
            scheduled_at=sec(number * 10),
            received=len(mine),
            sent=3,
            rtts_us=mine,
        )
        rtts += mine
        n_received += len(mine)
        n_up += bool(mine)

    n_rows = roll_up(start=NOON, end=NOON + HOUR)

    hour = ProbeHourly.objects.get()
    assert n_rows == 1
    assert (hour.n_rounds, hour.n_up, hour.n_sent) == (200, n_up, 600)
    assert (hour.n_received, hour.n_expected) == (n_received, 360)
    assert (hour.rtt_min_us, hour.rtt_max_us) == (min(rtts), max(rtts))
    assert hour.rtt_avg_us == round(sum(rtts) / len(rtts))
    assert hour.rtt_p95_us == nearest_rank(rtts, 95)


@pytest.mark.parametrize("n", [1, 2, 19, 20, 21, 100, 101])
def test_percentile_is_the_nearest_rank(city: City, target: Target, n: int) -> None:
    values = list(range(1, n + 1))
    make_round(target, city.vantage, sent=n, received=n, rtts_us=values)

    roll_up(start=NOON, end=NOON + HOUR)

    assert ProbeHourly.objects.get().rtt_p95_us == nearest_rank(values, 95)


def test_fast_and_isolated_rounds_are_left_out(city: City, target: Target) -> None:
    make_round(target, city.vantage, scheduled_at=sec(0))
    make_round(target, city.vantage, scheduled_at=sec(2), flags=RoundFlag.FAST.value, received=0)
    blind = RoundFlag.ISOLATED.value
    make_round(target, city.vantage, scheduled_at=sec(10), flags=blind, received=0)

    roll_up(start=NOON, end=NOON + HOUR)

    hour = ProbeHourly.objects.get()
    assert (hour.n_rounds, hour.n_sent, hour.n_received) == (1, 3, 3)


def test_round_trips_under_a_throughput_test_do_not_count(city: City, target: Target) -> None:
    make_round(target, city.vantage, scheduled_at=sec(0), rtts_us=[500] * 3)
    busy = RoundFlag.BW_TEST_OVERLAP.value
    make_round(target, city.vantage, scheduled_at=sec(10), rtts_us=[80_000] * 3, flags=busy)

    roll_up(start=NOON, end=NOON + HOUR)

    hour = ProbeHourly.objects.get()
    assert (hour.n_received, hour.rtt_max_us, hour.rtt_p95_us) == (6, 500, 500)


def test_an_hour_without_replies_has_no_round_trip(city: City, target: Target) -> None:
    make_round(target, city.vantage, received=0)

    roll_up(start=NOON, end=NOON + HOUR)

    hour = ProbeHourly.objects.get()
    assert (hour.n_up, hour.rtt_avg_us, hour.rtt_p95_us) == (0, None, None)


def test_a_late_round_is_taken_in_by_the_next_run(city: City, target: Target) -> None:
    make_round(target, city.vantage, scheduled_at=sec(0))
    roll_up_due(at=NOON + HOUR + timedelta(minutes=2))
    make_round(target, city.vantage, scheduled_at=sec(10))

    roll_up_due(at=NOON + 2 * HOUR)

    assert ProbeHourly.objects.get(hour_at=NOON).n_rounds == 2


def test_the_running_hour_waits_until_it_is_full(city: City, target: Target) -> None:
    make_round(target, city.vantage)

    assert roll_up_due(at=NOON + timedelta(minutes=59)) == 0
    assert roll_up_due(at=NOON + HOUR) == 1


def test_a_long_arrear_is_caught_up(city: City, target: Target) -> None:
    for day in (0, 1, 40):
        make_round(target, city.vantage, scheduled_at=NOON + timedelta(days=day))

    n_rows = roll_up_due(at=NOON + timedelta(days=41))

    assert n_rows == 3


def test_nothing_measured_rolls_up_to_nothing(target: Target) -> None:
    assert not ProbeRound.objects.filter(target=target).exists()
    assert roll_up_due(at=NOON) == 0
