"""What is known of circuits and sites at an instant."""

from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.roles import Role
from inventory.models import Circuit, Site
from monitoring.models import State, Target, Vantage
from monitoring.probes.rounds import RoundFlag
from monitoring.queries import live
from tests import factories
from tests.conftest import City
from tests.factories import NOON, make_interval, make_round, make_target

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def target(city: City) -> Target:
    return make_target(city.circuits["near"])


def state_of(target: Target, *, at: datetime = NOON + MINUTE) -> live.CircuitState:
    circuits = Circuit.objects.filter(pk=target.circuit_id)
    return live.circuit_states(circuits, at=at)[target.circuit_id]


def test_a_circuit_never_probed_is_unknown(target: Target) -> None:
    state = state_of(target)

    assert (state.state, state.since, state.checked_at) == (State.UNKNOWN, None, None)
    assert (state.rtt_ms, state.loss) == (None, None)
    assert state.in_service


def test_an_open_interval_asserts_only_to_observed_until(city: City, target: Target) -> None:
    make_interval(target, city.vantage, observed_until=NOON + MINUTE)

    before = state_of(target, at=NOON + MINUTE - SECOND)
    after = state_of(target, at=NOON + MINUTE)

    assert (before.state, before.since) == (State.UP, NOON)
    assert (after.state, after.since) == (State.UNKNOWN, NOON + MINUTE)


def test_a_past_instant_is_answered_from_its_own_interval(city: City, target: Target) -> None:
    make_interval(target, city.vantage, state=State.DOWN, ended_at=NOON + MINUTE)
    make_interval(target, city.vantage, started_at=NOON + MINUTE)

    assert state_of(target, at=NOON + 59 * SECOND).state == State.DOWN
    assert state_of(target, at=NOON + 60 * SECOND).state == State.UP


def test_last_round_gives_rtt_and_the_rounds_of_this_state_the_loss(
    city: City, target: Target
) -> None:
    make_round(target, city.vantage, scheduled_at=NOON - 10 * SECOND, received=0)
    make_interval(target, city.vantage)
    make_round(target, city.vantage, scheduled_at=NOON, received=2, rtts_us=[700, 900])
    make_round(target, city.vantage, scheduled_at=NOON + 10 * SECOND, rtts_us=[1000, 2000, 3000])

    state = state_of(target)

    assert state.checked_at == NOON + 10 * SECOND
    assert state.rtt_ms == pytest.approx(2.0)
    assert state.loss == pytest.approx(1 / 6)


def test_an_isolated_round_is_no_loss(city: City, target: Target) -> None:
    make_round(target, city.vantage, received=0, flags=RoundFlag.ISOLATED.value)

    assert state_of(target).loss is None


def test_the_best_of_several_probes_counts(city: City, target: Target) -> None:
    """
    one worker   down since 12:00
    another      up   since 12:00:30
    """
    other = factories.make_vantage()
    make_interval(target, city.vantage, state=State.DOWN)
    make_interval(target, other, started_at=NOON + 30 * SECOND, observed_until=NOON + 2 * MINUTE)

    seen = state_of(target)
    later = state_of(target, at=NOON + 3 * MINUTE)

    assert (seen.state, seen.since) == (State.UP, NOON + 30 * SECOND)
    # The other worker fell silent: what is left is the one that says down.
    assert (later.state, later.since) == (State.DOWN, NOON + 2 * MINUTE)


def test_a_disabled_vantage_says_nothing(city: City, target: Target) -> None:
    make_interval(target, city.vantage)
    Vantage.objects.update(is_enabled=False)

    assert state_of(target).state == State.UNKNOWN


def test_outage_incident_maintenance_and_service_stand_beside_the_state(
    city: City, target: Target
) -> None:
    make_interval(target, city.vantage, state=State.DOWN)
    incident = factories.make_incident()
    outage = factories.make_outage(target.circuit, incident=incident)

    wider = state_of(target)
    factories.make_maintenance([target.circuit])
    planned = state_of(target)
    target.circuit.services.update(ended_at=NOON)
    ended = state_of(target)

    assert (wider.outage_id, wider.incident_id, wider.shown) == (outage.pk, incident.pk, "incident")
    assert (planned.maintenance, planned.shown) == (True, "maintenance")
    assert (ended.in_service, ended.shown) == (False, "none")


def test_a_site_is_as_bad_as_its_worst_circuit(city: City, target: Target) -> None:
    site = target.circuit.site
    assert site is not None
    second = make_target(factories.make_circuit(site=site))
    make_interval(target, city.vantage)
    make_interval(second, city.vantage, state=State.DOWN)

    states = live.site_states(Site.objects.all(), at=NOON + MINUTE)

    shown = states[site.pk]
    assert shown is not None
    assert (shown.state, shown.n_circuits, shown.n_working) == (State.DOWN, 2, 1)
    assert states[city.head.pk] is None


def test_overview_counts_what_the_asker_may_see(city: City, target: Target) -> None:
    make_interval(target, city.vantage)
    down = make_target(city.circuits["far"])
    make_interval(down, city.vantage, state=State.DOWN)
    make_round(down, city.vantage, received=0)
    contact = factories.make_user(Role.CONTACT)
    factories.make_site_assignment(contact, city.circuits["near"].site)  # type: ignore[arg-type]

    every = live.overview(factories.make_user(Role.ENGINEER), at=NOON + MINUTE)
    own = live.overview(contact, at=NOON + MINUTE)

    total = every.total
    assert (total.n, total.n_up, total.n_down, total.n_unknown) == (3, 1, 1, 1)
    assert (every.schools.n, every.parks.n) == (3, 0)
    assert every.checked_at == NOON
    assert (own.total.n, own.total.n_working) == (1, 1)


def test_queries_do_not_grow_with_the_circuits(
    city: City, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(20):
        make_interval(make_target(), city.vantage)
    engineer = factories.make_user()

    with django_assert_num_queries(5):
        live.circuit_states(Circuit.objects.all(), at=NOON)
    with django_assert_num_queries(7):
        live.site_states(Site.objects.all(), at=NOON)
    with django_assert_num_queries(7):
        live.overview(engineer, at=NOON)
