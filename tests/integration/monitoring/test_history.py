"""What was measured earlier, in steps and stretches."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from monitoring.models import State, Target
from monitoring.probes.rounds import RoundFlag
from monitoring.queries.history import Stretch, hour_series, state_strips, step_series
from tests import factories
from tests.conftest import City
from tests.factories import NOON, make_hour, make_interval, make_round, make_target
from tests.integration.monitoring.found import sec

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def target(city: City) -> Target:
    return make_target(city.circuits["near"])


def test_steps_tell_round_trips_and_loss_and_keep_empty_ones(city: City, target: Target) -> None:
    make_round(target, city.vantage, scheduled_at=sec(0), rtts_us=[1000, 2000, 3000])
    make_round(target, city.vantage, scheduled_at=sec(50), received=1, rtts_us=[10_000])
    make_round(target, city.vantage, scheduled_at=sec(125), received=0)

    first, second, third = step_series(target.circuit_id, start=sec(0), end=sec(180), step=MINUTE)

    assert (first.n_rounds, first.n_sent, first.n_received) == (2, 6, 4)
    assert (first.rtt_min_ms, first.rtt_avg_ms, first.rtt_max_ms) == (1.0, 4.0, 10.0)
    assert first.loss == pytest.approx(1 / 3)
    assert (second.n_rounds, second.rtt_avg_ms, second.loss) == (0, None, None)
    assert (third.rtt_avg_ms, third.loss) == (None, 1.0)


def test_isolated_rounds_are_no_loss_and_test_traffic_no_round_trip(
    city: City, target: Target
) -> None:
    isolated, overlap = RoundFlag.ISOLATED.value, RoundFlag.BW_TEST_OVERLAP.value
    make_round(target, city.vantage, scheduled_at=sec(0), received=0, flags=isolated)
    make_round(target, city.vantage, scheduled_at=sec(60), flags=overlap, rtts_us=[9_000] * 3)

    blind, busy = step_series(target.circuit_id, start=sec(0), end=sec(120), step=MINUTE)

    assert (blind.n_rounds, blind.loss) == (0, None)
    assert (busy.n_received, busy.rtt_max_ms) == (3, None)


def test_hours_come_from_the_roll_up_with_their_coverage(city: City, target: Target) -> None:
    make_hour(
        target,
        city.vantage,
        hour_at=NOON,
        n_rounds=180,
        n_up=150,
        n_sent=540,
        n_received=270,
        rtt_min_us=500,
        rtt_avg_us=800,
        rtt_p95_us=1500,
        rtt_max_us=9000,
    )

    noon, empty = hour_series(target.circuit_id, start=NOON, end=NOON + 2 * HOUR)

    assert (noon.n_rounds, noon.n_expected, noon.loss) == (180, 360, 0.5)
    assert (noon.rtt_avg_ms, noon.rtt_p95_ms) == (0.8, 1.5)
    assert (empty.n_rounds, empty.n_expected, empty.rtt_p95_ms) == (0, None, None)


def test_strips_touch_and_what_nobody_saw_is_unknown(city: City, target: Target) -> None:
    make_interval(target, city.vantage, started_at=sec(-60), ended_at=sec(100))
    make_interval(
        target, city.vantage, state=State.DOWN, started_at=sec(100), observed_until=sec(160)
    )

    strip = state_strips([target.circuit_id], start=sec(0), end=sec(900), at=sec(300))

    assert strip[target.circuit_id] == [
        Stretch(State.UP, sec(0), sec(100)),
        Stretch(State.DOWN, sec(100), sec(160)),
        Stretch(State.UNKNOWN, sec(160), sec(300)),
    ]


def test_a_second_worker_fills_what_the_first_did_not_see(city: City, target: Target) -> None:
    make_interval(target, city.vantage, ended_at=sec(60))
    make_interval(target, factories.make_vantage(), started_at=sec(60), ended_at=sec(120))

    strip = state_strips([target.circuit_id], start=sec(0), end=sec(120), at=sec(900))

    assert strip[target.circuit_id] == [Stretch(State.UP, sec(0), sec(120))]


def test_the_future_has_no_stretch(target: Target) -> None:
    strip = state_strips([target.circuit_id], start=sec(60), end=sec(120), at=sec(0))

    assert strip == {target.circuit_id: []}


def test_many_strips_are_one_query(
    city: City, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    targets = [make_target() for _ in range(10)]
    for one in targets:
        make_interval(one, city.vantage)

    with django_assert_num_queries(1):
        strips = state_strips(
            [one.circuit_id for one in targets], start=sec(0), end=sec(60), at=sec(60)
        )

    assert len(strips) == 10
