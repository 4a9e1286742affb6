"""What was measured of a connection, as pictures and tables; and the city in small."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from inventory.models import Circuit, Site
from monitoring.models import State, Target
from pages.queries.bandwidth import bandwidths
from pages.queries.measurements import last_day, last_month
from pages.queries.minimap import minimap
from tests import factories
from tests.conftest import City
from tests.factories import NOON

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def target(city: City) -> Target:
    return factories.make_target(city.circuits["near"])


def test_day_sums_up_what_came_back(city: City, target: Target) -> None:
    at = NOON + 3 * MINUTE
    factories.make_interval(target, city.vantage, started_at=NOON - HOUR, observed_until=at)
    factories.make_round(target, city.vantage, rtts_us=[1000, 2000, 3000])
    factories.make_round(
        target, city.vantage, scheduled_at=NOON - 20 * MINUTE, received=1, rtts_us=[5000]
    )

    day = last_day([target.circuit_id], at=at)[target.circuit_id]

    assert (day.end, day.end - day.start) == (NOON + 5 * MINUTE, 24 * HOUR)
    assert (day.whole.n_sent, day.whole.n_received) == (6, 4)
    assert day.whole.rtt_ms == pytest.approx((6 + 5) / 4)
    assert day.whole.rtt_max_ms == 5
    assert day.whole.loss_percent == pytest.approx(100 * 2 / 6)
    # Seen since an hour before noon; the last two minutes have not been yet.
    assert day.unknown == at - day.start - (at - (NOON - HOUR))


def test_day_without_a_round_is_nothing_and_not_zero(target: Target) -> None:
    day = last_day([target.circuit_id], at=NOON)[target.circuit_id]

    assert (day.whole.rtt_ms, day.whole.loss) == (None, None)
    assert day.picture.lines == ()
    assert len(day.rows) in {24, 25}


def test_time_down_is_told(city: City, target: Target) -> None:
    factories.make_interval(
        target,
        city.vantage,
        state=State.DOWN,
        started_at=NOON - 3 * HOUR,
        ended_at=NOON - 2 * HOUR,
    )

    day = last_day([target.circuit_id], at=NOON)[target.circuit_id]

    assert (day.down, day.unknown) == (HOUR, 23 * HOUR)


def test_month_reads_full_hours_by_local_day(city: City, target: Target) -> None:
    for hour in range(4):
        factories.make_hour(
            target,
            city.vantage,
            hour_at=NOON - (hour + 1) * HOUR,
            rtt_min_us=500,
            rtt_avg_us=1000 * (hour + 1),
            rtt_max_us=9000,
        )

    month = last_month([target.circuit_id], at=NOON)[target.circuit_id]

    assert month.whole.rtt_ms == pytest.approx(2.5)
    assert month.rows[-1].n_sent == 4 * 1080
    assert len(month.rows) == 31


def test_queries_are_two_for_each_connection(
    target: Target, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        last_day([target.circuit_id], at=NOON)


@pytest.mark.parametrize(
    ("down_mbps", "is_below"), [(941, False), (900, False), (899, True), (None, False)]
)
def test_share_of_the_contract_decides(
    target: Target, city: City, down_mbps: int | None, is_below: bool
) -> None:
    factories.make_throughput_result(
        target,
        city.vantage,
        down_bps=None if down_mbps is None else down_mbps * 1_000_000,
        validity="ok" if down_mbps else "failed",
    )

    found = bandwidths({target.circuit_id: 1000}, at=NOON)[target.circuit_id]

    assert found.tests[0].is_below == is_below
    assert found.ceiling_mbps == 941


def test_share_is_that_of_the_policy_in_force(target: Target) -> None:
    policy = factories.make_sla_policy(throughput_share="0.5")
    factories.make_sla_policy_version(
        policy, valid_from=NOON + HOUR, throughput_share="0.8", target_percent="99"
    )
    factories.make_sla_assignment(target.circuit, policy)

    now = bandwidths({target.circuit_id: 100}, at=NOON)[target.circuit_id]
    later = bandwidths({target.circuit_id: 100}, at=NOON + 2 * HOUR)[target.circuit_id]

    assert (str(now.share), str(later.share)) == ("0.500", "0.800")
    assert now.ceiling_mbps is None


def test_minimap_draws_the_worst_on_top_and_counts_who_has_no_place(city: City) -> None:
    hidden = factories.make_site(kind=Site.Kind.BUSINESS_PARK, geom=None)
    sites = [Circuit.objects.get(cid=cid).site_id for cid in ("near", "far")]
    states = {sites[0]: "down", sites[1]: "up", hidden.pk: "up"}

    found = minimap({pk: state for pk, state in states.items() if pk is not None})

    assert found is not None
    assert [mark.state for mark in found.marks] == ["up", "down"]
    assert found.n_unplaced == 1
    assert found.view_box.startswith("-12 -12 424 ")
    assert city.area.name == "Teststadt"


def test_minimap_needs_an_area() -> None:
    assert minimap({}) is None
