"""A month's figures from what is stored."""

import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from pytest_django import DjangoAssertNumQueries

from inventory.models import Circuit
from monitoring.models import State, StateInterval, Target, Vantage
from monitoring.queries.sla import MonthFigure, current_month, month_figures, overall
from monitoring.sla.availability import Verdict
from monitoring.sla.calendar import Month
from tests import factories
from tests.conftest import City
from tests.factories import (
    make_circuit_service,
    make_interval,
    make_maintenance,
    make_sla_assignment,
    make_sla_policy,
    make_sla_policy_version,
    make_target,
    make_vantage,
)

BERLIN = ZoneInfo("Europe/Berlin")
MAY = Month(2026, 5)
MAY_S = 31 * 86_400
HOUR_S = 3600
SCHOOL_HOURS = {str(day): [["07:30", "16:00"]] for day in range(5)}


def at(text: str) -> datetime:
    """A local instant in Berlin."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


LATER = at("2026-07-01T00:00")
MAY_STARTS, MAY_ENDS = at("2026-05-01T00:00"), at("2026-06-01T00:00")


@pytest.fixture
def target(city: City) -> Target:
    """A probed circuit, promised 99.5 % round the clock with two days' notice."""
    circuit = city.circuits["near"]
    make_sla_assignment(circuit, make_sla_policy(min_notice=timedelta(days=2)))
    return make_target(circuit)


def figure(target: Target, *, month: Month = MAY, as_of: datetime = LATER) -> MonthFigure:
    return month_figures([target.circuit_id], month=month, as_of=as_of)[target.circuit_id]


def seen(target: Target, vantage: Vantage, *stretches: tuple[str, str, State]) -> None:
    """Store up all over spring, but for these stretches in order."""
    since = at("2026-04-20T00:00")
    for start, end, state in stretches:
        make_interval(target, vantage, started_at=since, ended_at=at(start))
        make_interval(target, vantage, state=state, started_at=at(start), ended_at=at(end))
        since = at(end)
    make_interval(target, vantage, started_at=since, ended_at=at("2026-06-20T00:00"))


def test_a_month_is_counted_to_the_second(city: City, target: Target) -> None:
    seen(target, city.vantage, ("2026-05-20T10:00", "2026-05-20T12:00", State.DOWN))

    found = figure(target)

    account = found.assessment.account
    assert (account.up_s, account.down_s, account.unknown_s) == (MAY_S - 7200, 7200, 0)
    assert found.assessment.verdict is Verdict.MET
    assert found.assessment.outages.started == 1
    assert found.target == Fraction("0.995")
    assert found.holidays_unknown_from is None


def test_a_circuit_never_measured_is_neither_good_nor_bad(target: Target) -> None:
    found = figure(target).assessment

    assert found.account.unknown_s == MAY_S
    assert found.account.measured is None
    assert found.verdict is Verdict.INDETERMINATE


def test_an_open_interval_asserts_nothing_after_it_was_observed(city: City, target: Target) -> None:
    make_interval(
        target,
        city.vantage,
        started_at=MAY_STARTS,
        ended_at=None,
        observed_until=at("2026-05-11T00:00"),
    )

    account = figure(target).assessment.account

    assert account.up_s == 10 * 86_400
    assert account.unknown_s == 21 * 86_400


def test_a_dead_worker_keeps_no_line_down_either(city: City, target: Target) -> None:
    make_interval(
        target,
        city.vantage,
        state=State.DOWN,
        started_at=at("2026-05-10T00:00"),
        ended_at=None,
        observed_until=at("2026-05-10T00:10"),
    )

    assert figure(target).assessment.account.down_s == 600


def test_a_running_month_leaves_the_rest_open(city: City, target: Target) -> None:
    seen(target, city.vantage)

    found = figure(target, as_of=at("2026-05-11T00:00")).assessment

    assert (found.account.up_s, found.account.future_s) == (10 * 86_400, 21 * 86_400)
    assert found.verdict is Verdict.OPEN


def test_a_month_ahead_is_open_and_one_before_the_contract_not_applicable(
    target: Target,
) -> None:
    ahead = figure(target, month=Month(2027, 1)).assessment
    long_ago = figure(target, month=Month(2019, 12)).assessment

    assert ahead.account.future_s == ahead.account.period_s
    assert ahead.verdict is Verdict.OPEN
    assert long_ago.account.not_agreed_s == long_ago.account.period_s
    assert long_ago.verdict is Verdict.NOT_APPLICABLE


def test_nothing_promised_is_nothing_to_judge(city: City) -> None:
    bare = make_target(city.circuits["far"])
    seen(bare, city.vantage, ("2026-05-20T10:00", "2026-05-20T12:00", State.DOWN))

    found = figure(bare)

    assert found.assessment.verdict is Verdict.NOT_APPLICABLE
    assert found.assessment.account.down_s == 0
    assert found.target is None


def test_school_hours_leave_out_nights_weekends_and_holidays(city: City) -> None:
    """May 2026: 21 weekdays less 1, 14, 25 (public) and 26 (school holiday), and one closed day."""
    circuit = city.circuits["near"]
    policy = make_sla_policy(
        weekly=SCHOOL_HOURS,
        closes_public_holidays=True,
        closes_school_holidays=True,
        closed_dates=["2026-05-15"],
        extra_dates={"2026-05-16": [["10:00", "12:00"]]},
    )
    make_sla_assignment(circuit, policy)
    target = make_target(circuit)
    seen(target, city.vantage, ("2026-05-20T18:00", "2026-05-21T08:00", State.DOWN))

    found = figure(target)

    assert found.assessment.account.agreed_s == 16 * 30_600 + 7200
    assert found.assessment.account.down_s == 1800
    assert found.holidays_unknown_from is None


def test_a_month_beyond_the_known_holidays_says_so(city: City) -> None:
    circuit = city.circuits["near"]
    make_sla_assignment(circuit, make_sla_policy(closes_school_holidays=True))

    found = figure(make_target(circuit), month=Month(2029, 8))

    assert found.holidays_unknown_from == date(2029, 8, 15)


@pytest.mark.parametrize(
    ("announced", "cancelled", "excluded_s"),
    [
        ("2026-05-01T09:00", None, 6 * HOUR_S),
        ("2026-05-09T09:00", None, 0),
        ("2026-05-01T09:00", "2026-05-10T12:00", 0),
    ],
    ids=["in time", "too late", "cancelled"],
)
def test_planned_work_is_left_out_if_announced_in_time(
    city: City, target: Target, announced: str, cancelled: str | None, excluded_s: int
) -> None:
    seen(target, city.vantage, ("2026-05-10T23:00", "2026-05-11T03:00", State.DOWN))
    make_maintenance(
        [target.circuit],
        starts_at=at("2026-05-10T22:00"),
        ends_at=at("2026-05-11T04:00"),
        announced_at=at(announced),
        cancelled_at=cancelled and at(cancelled),
    )

    account = figure(target).assessment.account

    assert account.excluded_s == excluded_s
    assert account.down_s == (0 if excluded_s else 4 * HOUR_S)


def test_work_on_another_circuit_changes_nothing(city: City, target: Target) -> None:
    seen(target, city.vantage)
    make_maintenance(
        [city.circuits["far"]],
        starts_at=at("2026-05-10T22:00"),
        announced_at=at("2026-05-01T00:00"),
    )

    assert figure(target).assessment.account.excluded_s == 0


def test_only_time_under_contract_is_agreed(city: City) -> None:
    circuit = factories.make_circuit(in_service_since=None)
    make_circuit_service(circuit, started_at=at("2026-05-29T00:00"))
    make_sla_assignment(circuit, make_sla_policy())
    target = make_target(circuit)
    seen(target, city.vantage, ("2026-05-30T10:00", "2026-05-30T12:00", State.DOWN))

    found = figure(target).assessment

    assert found.account.agreed_s == 3 * 86_400
    assert found.account.measured == Fraction(252_000, 259_200)


def test_each_part_of_a_month_is_judged_by_its_own_target(city: City) -> None:
    """Three hours down meet 99.0 % of 15 days; the month as a whole would miss 99.9 %."""
    circuit = city.circuits["near"]
    policy = make_sla_policy(target_percent=Decimal("99.0"))
    make_sla_policy_version(
        policy, valid_from=at("2026-05-16T00:00"), target_percent=Decimal("99.9")
    )
    make_sla_assignment(circuit, policy)
    target = make_target(circuit)
    seen(
        target,
        city.vantage,
        ("2026-05-05T00:00", "2026-05-05T03:00", State.DOWN),
        ("2026-05-20T10:00", "2026-05-20T10:20", State.DOWN),
    )

    found = figure(target)

    assert found.assessment.verdict is Verdict.MET
    assert found.assessment.budget_s == 12_960 + 1382
    assert found.target == Fraction("0.999")


def test_new_hours_under_the_same_target_make_no_second_verdict(city: City) -> None:
    """Four hours down breach 99.5 % of half the month, not of the whole."""
    circuit = city.circuits["near"]
    policy = make_sla_policy(target_percent=Decimal("99.4"))
    make_sla_policy_version(
        policy,
        valid_from=at("2026-05-16T00:00"),
        target_percent=Decimal("99.4"),
        closed_dates=["2026-05-31"],
    )
    make_sla_assignment(circuit, policy)
    target = make_target(circuit)
    seen(target, city.vantage, ("2026-05-05T00:00", "2026-05-05T04:00", State.DOWN))

    assert figure(target).assessment.verdict is Verdict.MET


def test_a_promise_that_changes_hands_within_the_month_is_read_from_both(city: City) -> None:
    circuit = city.circuits["near"]
    loose, strict = make_sla_policy(target_percent=50), make_sla_policy(target_percent=100)
    change = at("2026-05-16T00:00")
    make_sla_assignment(circuit, loose, valid_until=change)
    make_sla_assignment(circuit, strict, valid_from=change)
    target = make_target(circuit)
    seen(target, city.vantage, ("2026-05-05T00:00", "2026-05-05T04:00", State.DOWN))

    found = figure(target)

    assert found.assessment.verdict is Verdict.MET
    assert found.assessment.account.agreed_s == MAY_S
    assert found.target == 1


def test_what_another_vantage_sees_up_is_up(city: City, target: Target) -> None:
    seen(target, city.vantage, ("2026-05-12T10:00", "2026-05-12T12:00", State.DOWN))
    seen(target, make_vantage(), ("2026-05-12T11:00", "2026-05-12T13:00", State.DOWN))

    account = figure(target).assessment.account

    assert account.down_s == HOUR_S
    assert account.disagree_s == 2 * HOUR_S


def test_an_outage_is_new_in_the_month_in_which_it_began(city: City, target: Target) -> None:
    seen(target, city.vantage, ("2026-05-31T22:00", "2026-06-01T03:00", State.DOWN))

    may, june = figure(target), figure(target, month=Month(2026, 6))

    assert (may.assessment.outages.started, may.assessment.outages.carried_in) == (1, 0)
    assert may.assessment.outages.mttr_wall_s == 5 * HOUR_S
    assert (june.assessment.outages.started, june.assessment.outages.carried_in) == (0, 1)


def test_an_outage_that_began_long_before_is_still_carried_in(city: City, target: Target) -> None:
    make_interval(
        target,
        city.vantage,
        state=State.DOWN,
        started_at=at("2026-01-10T00:00"),
        ended_at=at("2026-05-02T00:00"),
    )

    found = figure(target).assessment

    assert found.account.down_s == 86_400
    assert (found.outages.started, found.outages.carried_in) == (0, 1)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("month", [Month(2026, 3), Month(2026, 10), Month(2026, 5)], ids=str)
def test_every_second_of_any_month_has_exactly_one_class(
    city: City, seed: int, month: Month
) -> None:
    """The accounting identity of bad input H03, on random months with both clock changes."""
    rng = random.Random(seed)  # noqa: S311 - test data
    circuit = factories.make_circuit(in_service_since=None)
    start = datetime(month.year, month.month, 1, tzinfo=UTC) - timedelta(days=10)

    def later(days: float) -> datetime:
        return start + timedelta(days=days, microseconds=rng.randrange(10**6))

    make_circuit_service(circuit, started_at=later(rng.uniform(0, 20)))
    policy = make_sla_policy(
        weekly=rng.choice([None, SCHOOL_HOURS, {"6": [["01:30", "03:30"]]}]),
        closes_public_holidays=True,
    )
    make_sla_assignment(circuit, policy, valid_from=later(rng.uniform(0, 15)))
    make_maintenance([circuit], starts_at=later(20), ends_at=later(20 + rng.uniform(0.1, 2)))
    target = make_target(circuit)
    edges = sorted(rng.uniform(0, 45) for _ in range(40))
    StateInterval.objects.bulk_create(
        StateInterval(
            target=target,
            vantage=city.vantage,
            state=rng.choice(State.values),
            started_at=start + timedelta(days=one),
            ended_at=start + timedelta(days=other),
            observed_until=start + timedelta(days=other),
            known_at=start,
        )
        for one, other in pairwise(edges)
    )
    as_of = later(rng.uniform(5, 60))

    account = figure(target, month=month, as_of=as_of).assessment.account

    classes = (
        account.up_s + account.down_s + account.unknown_s + account.excluded_s,
        account.not_agreed_s + account.future_s,
    )
    hours = {3: 743, 10: 745, 5: 744}[month.month]
    assert sum(classes) == account.period_s == hours * HOUR_S


def test_many_circuits_take_as_many_queries_as_one(
    city: City, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    policy = make_sla_policy()
    make_sla_policy_version(policy, valid_from=at("2026-05-16T00:00"))
    for circuit in city.circuits.values():
        make_sla_assignment(circuit, policy)
        seen(make_target(circuit), city.vantage)
        make_maintenance([circuit], starts_at=at("2026-05-10T22:00"))
    ids = [circuit.pk for circuit in city.circuits.values()]

    for some in (ids[:1], ids):
        with django_assert_num_queries(6):
            found = month_figures(some, month=MAY, as_of=LATER)
        assert list(found) == some


def test_the_whole_adds_seconds_and_weighs_people(city: City, target: Target) -> None:
    seen(target, city.vantage, ("2026-05-20T10:00", "2026-05-20T12:00", State.DOWN))
    bare: Circuit = city.circuits["far"]
    found = month_figures([target.circuit_id, bare.pk], month=MAY, as_of=LATER)

    whole = overall(found.values(), people={target.circuit_id: 300, bare.pk: None})

    assert (whole.met, whole.total) == (1, 2)
    assert whole.verdicts[Verdict.NOT_APPLICABLE] == 1
    assert whole.account.measured == Fraction(MAY_S - 7200, MAY_S)
    assert (whole.by_people, whole.n_people) == (whole.account.measured, 300)


def test_the_current_month_is_the_local_one() -> None:
    assert current_month(datetime(2026, 4, 30, 22, 30, tzinfo=UTC)) == MAY
