"""Faults begin once, replace their like, and end once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.roles import Role
from lab import operations
from lab.models import LabFault, LabLine
from tests import factories
from tests.conftest import City
from tests.factories import NOON

LATER = NOON + timedelta(minutes=1)


def test_a_cut_remembers_place_time_and_person(city: City) -> None:
    person = factories.make_user(Role.ENGINEER)

    fault = operations.cut_segment(segment=city.segments["b1"], chainage_m=12.5, at=NOON, by=person)

    fault.refresh_from_db()
    assert (fault.kind, fault.segment, fault.chainage_m) == ("cut", city.segments["b1"], 12.5)
    assert (fault.started_at, fault.started_by, fault.ended_at) == (NOON, person, None)
    assert fault.applied_at is None


def test_the_same_hole_is_cut_once(city: City) -> None:
    segment = city.segments["b1"]
    first = operations.cut_segment(segment=segment, chainage_m=10.0, at=NOON)

    same = operations.cut_segment(segment=segment, chainage_m=10.3, at=LATER)
    other = operations.cut_segment(segment=segment, chainage_m=20.0, at=LATER)

    assert same == first
    assert other != first


def test_no_cut_beyond_the_segment(city: City) -> None:
    segment = city.segments["b1"]

    for chainage_m in (segment.length_m + 0.01, -0.01, float("nan")):
        with pytest.raises(ValueError, match="no chainage"):
            operations.cut_segment(segment=segment, chainage_m=chainage_m, at=NOON)


def test_doors_and_isolation_are_cut_once(city: City) -> None:
    door = operations.cut_circuit(circuit=city.circuits["near"], at=NOON)
    blind = operations.isolate(at=NOON)

    assert operations.cut_circuit(circuit=city.circuits["near"], at=LATER) == door
    assert operations.isolate(at=LATER) == blind


def test_another_loss_replaces_the_first(city: City) -> None:
    circuit = city.circuits["near"]
    first = operations.lose(circuit=circuit, percent=10, at=NOON)

    assert operations.lose(circuit=circuit, percent=10, at=LATER) == first
    second = operations.lose(circuit=circuit, percent=20, at=LATER)
    slow = operations.delay(circuit=circuit, delay_ms=20, at=LATER)

    first.refresh_from_db()
    assert first.ended_at == LATER
    assert set(LabFault.objects.in_force()) == {second, slow}


def test_mending_ends_a_fault_once(city: City) -> None:
    fault = operations.cut_circuit(circuit=city.circuits["near"], at=NOON)

    operations.mend(fault_id=fault.pk, at=LATER)

    fault.refresh_from_db()
    assert fault.ended_at == LATER
    with pytest.raises(operations.FaultNotInForceError):
        operations.mend(fault_id=fault.pk, at=LATER)


def test_mending_all_counts_what_was_broken(city: City) -> None:
    operations.cut_circuit(circuit=city.circuits["near"], at=NOON)
    operations.isolate(at=NOON)

    assert operations.mend_all(at=LATER) == 2
    assert operations.mend_all(at=LATER) == 0


def test_a_clock_that_stepped_back_keeps_nothing_broken(city: City) -> None:
    fault = operations.cut_circuit(circuit=city.circuits["near"], at=NOON)

    operations.mend(fault_id=fault.pk, at=NOON - timedelta(hours=1))

    fault.refresh_from_db()
    assert fault.ended_at == NOON


def test_taking_up_is_noted_once(city: City) -> None:
    fault = operations.cut_circuit(circuit=city.circuits["near"], at=NOON)

    assert operations.note_applied(fault_ids=[fault.pk], at=NOON) == 1
    assert operations.note_applied(fault_ids=[fault.pk], at=LATER) == 0

    fault.refresh_from_db()
    assert fault.applied_at == NOON


def test_only_who_works_the_lab_sees_faults(city: City) -> None:
    operations.cut_circuit(circuit=city.circuits["near"], at=NOON)

    seen = {role: LabFault.objects.visible_to(factories.make_user(role)).exists() for role in Role}

    assert {role for role, sees in seen.items() if sees} == {Role.ENGINEER, Role.ADMINISTRATOR}


@pytest.mark.parametrize("rate_mbps", [0, 1001])
def test_a_line_carries_something_and_at_most_a_gigabit(city: City, rate_mbps: int) -> None:
    with pytest.raises(IntegrityError, match="labline_rate_in_range"), transaction.atomic():
        LabLine.objects.create(circuit=city.circuits["near"], rate_mbps=rate_mbps)
