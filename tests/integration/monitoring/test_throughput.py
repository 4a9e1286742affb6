"""What a throughput test leaves, and which comes next."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from monitoring.models import ProbeRequest, Target, ThroughputResult
from monitoring.operations import probe_requests
from monitoring.operations.probe_requests import Order, request_throughput, take
from monitoring.operations.throughput import (
    Calendar,
    Measured,
    Window,
    plan_throughput,
    store_throughput,
)
from tests import factories
from tests.conftest import City
from tests.factories import NOON, make_target

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
Validity = ThroughputResult.Validity
ALL_DAY = Calendar(
    Window(time(0), time(0)), ZoneInfo("Europe/Berlin"), pause=MINUTE, rest=timedelta(hours=1)
)


@pytest.fixture
def target(city: City) -> Target:
    return make_target(city.circuits["near"], iperf_port=5201)


@pytest.fixture
def order(city: City, target: Target) -> Order:
    request_throughput(target=target, vantage=city.vantage, by=None, at=NOON)
    order = take(vantage_id=city.vantage.pk, kind=ProbeRequest.Kind.THROUGHPUT, at=NOON)
    assert order is not None
    return order


@pytest.fixture
def healthy(city: City) -> None:
    factories.make_vantage_health(city.vantage)


def measured(**fields: object) -> Measured:
    known = {"down_bps": 941_000_000, "up_bps": 940_000_000} | fields
    return Measured(NOON, NOON + 10 * SECOND, **known)  # type: ignore[arg-type]  # as the test says


def stored(order: Order, what: Measured, city: City) -> ThroughputResult | None:
    at = NOON + 10 * SECOND
    return store_throughput(what, order=order, vantage_id=city.vantage.pk, at=at)


def test_a_result_keeps_the_contract_of_its_moment(city: City, order: Order) -> None:
    result = stored(order, measured(conditions={"seconds": 5}), city)
    city.circuits["near"].contracted_down_mbps = 100
    city.circuits["near"].save()

    assert result is not None
    result.refresh_from_db()
    request = ProbeRequest.objects.get()
    assert (result.validity, result.contracted_down_mbps) == (Validity.OK, 1000)
    assert result.conditions == {"seconds": 5, "trigger": "calendar"}
    assert (request.status, request.answer) == ("done", {"result": result.pk})


@pytest.mark.parametrize(
    ("what", "validity"),
    [
        ({"up_bps": None, "error": "Die Gegenstelle antwortet nicht."}, Validity.FAILED),
        ({"is_overloaded": True}, Validity.OVERLOADED),
        ({"down_bps": 0}, Validity.OK),
    ],
)
def test_only_a_sound_test_is_valid(
    city: City, order: Order, what: dict[str, object], validity: Validity
) -> None:
    result = stored(order, measured(**what), city)

    assert result is not None
    assert result.validity == validity
    failed = validity == Validity.FAILED
    assert ProbeRequest.objects.get().status == ("failed" if failed else "done")


def test_a_test_during_planned_work_says_so(city: City, order: Order) -> None:
    factories.make_maintenance([city.circuits["near"]], starts_at=NOON + 5 * SECOND)

    result = stored(order, measured(), city)

    assert result is not None
    assert result.validity == Validity.MAINTENANCE


def test_a_request_that_is_no_longer_in_hand_stores_nothing(city: City, order: Order) -> None:
    probe_requests.abandon(vantage_id=city.vantage.pk, at=NOON)

    assert stored(order, measured(), city) is None
    assert not ThroughputResult.objects.exists()


@pytest.mark.usefixtures("healthy")
def test_what_was_never_tested_comes_first_then_the_oldest(city: City, target: Target) -> None:
    other = make_target(city.circuits["far"], iperf_port=5201)
    make_target(city.circuits["ring"])  # without a server

    def next_at(at: datetime) -> list[Target]:
        health = city.vantage.health
        health.heartbeat_at = at
        health.save()
        asked = plan_throughput(ALL_DAY, at=at)
        ProbeRequest.objects.update(status="done")
        return [one.target for one in asked]

    assert next_at(NOON) == [target]
    assert next_at(NOON + 30 * SECOND) == []  # too soon after the last
    assert next_at(NOON + MINUTE) == [other]
    assert next_at(NOON + 2 * MINUTE) == []  # each has had its test
    assert next_at(NOON + timedelta(hours=1)) == [target]


@pytest.mark.usefixtures("healthy")
def test_one_at_a_time(target: Target) -> None:
    first = plan_throughput(ALL_DAY, at=NOON)
    later = plan_throughput(ALL_DAY, at=NOON + 30 * SECOND)

    assert [one.target for one in first] == [target]
    assert later == []


@pytest.mark.usefixtures("healthy")
@pytest.mark.parametrize("why", ["down", "worked on", "out of contract", "disabled"])
def test_a_line_that_cannot_be_judged_is_not_tested(target: Target, why: str) -> None:
    if why == "down":
        factories.make_outage(target.circuit, started_at=NOON)
    elif why == "worked on":
        factories.make_maintenance([target.circuit], starts_at=NOON)
    elif why == "out of contract":
        target.circuit.services.update(ended_at=NOON)
    else:
        Target.objects.update(is_enabled=False)

    assert plan_throughput(ALL_DAY, at=NOON) == []


def test_a_silent_or_isolated_worker_is_not_asked(city: City, target: Target) -> None:
    assert target.iperf_port
    never = plan_throughput(ALL_DAY, at=NOON)
    factories.make_vantage_health(city.vantage, is_isolated=True)
    isolated = plan_throughput(ALL_DAY, at=NOON)

    assert (never, isolated) == ([], [])


@pytest.mark.usefixtures("healthy")
def test_outside_the_window_nothing_is_asked(target: Target) -> None:
    night = Calendar(
        Window.parse("22:00-05:00"), ZoneInfo("Europe/Berlin"), pause=MINUTE, rest=MINUTE
    )

    assert plan_throughput(night, at=datetime(2026, 6, 10, 12, tzinfo=UTC)) == []
    assert target.requests.count() == 0
