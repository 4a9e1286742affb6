"""Planned works are announced, changed and called off; nothing is moved over the past."""

from dataclasses import replace
from datetime import timedelta

import pytest

from inventory.models import Circuit
from monitoring.models import Maintenance
from monitoring.operations.planned import (
    CalledOffError,
    OverError,
    Plan,
    announce,
    call_off,
    change,
)
from records.queries import ChangeFilter, changes
from tests.factories import NOON, make_circuit

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def circuit() -> Circuit:
    return make_circuit()


@pytest.fixture
def plan(circuit: Circuit) -> Plan:
    return Plan(
        title="Umbau",
        description="Kein Netz",
        starts_at=NOON + 10 * DAY,
        ends_at=NOON + 10 * DAY + 2 * HOUR,
        circuit_ids=[circuit.pk],
    )


def test_work_is_announced_as_of_now(plan: Plan, circuit: Circuit) -> None:
    work = announce(plan=plan, at=NOON)

    assert (work.announced_at, work.cancelled_at) == (NOON, None)
    assert list(work.circuits.all()) == [circuit]


def test_nothing_is_announced_after_the_fact(plan: Plan) -> None:
    with pytest.raises(OverError):
        announce(plan=plan, at=plan.ends_at)


def test_other_words_or_a_smaller_window_keep_the_announcement(plan: Plan) -> None:
    work = announce(plan=plan, at=NOON)
    smaller = replace(plan, title="Neu", starts_at=plan.starts_at + HOUR)

    change(maintenance_id=work.pk, plan=smaller, at=NOON + DAY)

    work.refresh_from_db()
    assert (work.title, work.starts_at) == ("Neu", smaller.starts_at)
    assert work.announced_at == NOON


def test_what_reaches_beyond_is_announced_anew(plan: Plan) -> None:
    work = announce(plan=plan, at=NOON)

    change(maintenance_id=work.pk, plan=replace(plan, ends_at=plan.ends_at + HOUR), at=NOON + DAY)

    work.refresh_from_db()
    assert work.announced_at == NOON + DAY


def test_another_circuit_is_announced_anew(plan: Plan, circuit: Circuit) -> None:
    work = announce(plan=plan, at=NOON)
    wider = replace(plan, circuit_ids=[circuit.pk, make_circuit().pk])

    change(maintenance_id=work.pk, plan=wider, at=NOON + DAY)

    work.refresh_from_db()
    assert work.announced_at == NOON + DAY
    assert work.circuits.count() == 2


def test_what_is_over_is_not_rewritten(plan: Plan) -> None:
    work = announce(plan=plan, at=NOON)
    later = replace(plan, ends_at=plan.ends_at + 30 * DAY)

    with pytest.raises(OverError):
        change(maintenance_id=work.pk, plan=later, at=plan.ends_at)
    with pytest.raises(OverError):
        call_off(maintenance_id=work.pk, at=plan.ends_at)

    assert Maintenance.objects.get().cancelled_at is None


def test_work_is_called_off_once(plan: Plan) -> None:
    work = announce(plan=plan, at=NOON)
    call_off(maintenance_id=work.pk, at=NOON + DAY)

    with pytest.raises(CalledOffError):
        call_off(maintenance_id=work.pk, at=NOON + DAY)
    with pytest.raises(CalledOffError):
        change(maintenance_id=work.pk, plan=plan, at=NOON + DAY)

    assert Maintenance.objects.get().cancelled_at == NOON + DAY


def test_which_circuits_it_touches_is_on_record(plan: Plan, circuit: Circuit) -> None:
    work, other = announce(plan=plan, at=NOON), make_circuit()
    change(maintenance_id=work.pk, plan=replace(plan, circuit_ids=[other.pk]), at=NOON)

    said = changes(ChangeFilter(models={"monitoring.maintenancecircuit"}))

    assert {(one.action, one.object_name) for one in said} == {
        ("insert", f"Umbau – {circuit.cid}"),
        ("insert", f"Umbau – {other.cid}"),
        ("delete", f"Umbau – {circuit.cid}"),
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends_at": NOON},
        {"circuit_ids": []},
        {"starts_at": NOON.replace(tzinfo=None)},
    ],
)
def test_a_wrong_plan_cannot_be_built(plan: Plan, wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - each says its own words
        replace(plan, **wrong)  # type: ignore[arg-type]  # that is the test
