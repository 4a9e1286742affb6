"""Reservations, marks and leases of strands."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from inventory.models import Cable, Reservation, RouteSegment, Strand
from inventory.operations.cables import delete_cable, retire_cable
from inventory.operations.paths import assign_path, clear_path
from inventory.operations.strands import lease, mark, release, release_ended, reserve
from inventory.queries.strands import ends_of
from tests import factories
from tests.integration.inventory.operations.conftest import Picture, lay

pytestmark = pytest.mark.django_db


@pytest.fixture
def cable(row: list[RouteSegment]) -> Cable:
    return lay(row[0], code="RK-1")


def keep(cable: Cable, first: int, last: int, *, year: int = 2027) -> Reservation:
    return reserve(
        cable_id=cable.pk,
        first=first,
        last=last,
        reserved_for="Klinikum",
        from_date=date(year, 1, 1),
        until_date=date(year, 12, 31),
    )


def numbers(cable: Cable, status: str) -> list[int]:
    strands = cable.strands.filter(status=status).order_by("number")
    return list(strands.values_list("number", flat=True))


def light(cable: Cable, number: int, **fields: object) -> int:
    """Light a fibre; return the circuit."""
    near, far = (ends_of(cable.pk, node) for node in (cable.a_node_id, cable.z_node_id))
    circuit = factories.make_circuit(**fields)
    assign_path(circuit_id=circuit.pk, leg="working", a_end=near[number], z_end=far[number])
    return circuit.pk


def test_reserving_and_releasing_leave_the_plant_as_it_was(
    cable: Cable, picture: Callable[[], Picture]
) -> None:
    before = picture()

    reservation = keep(cable, 3, 6)

    assert numbers(cable, "reserved") == [3, 4, 5, 6]
    release(reservation_id=reservation.pk)
    assert picture() == before


def test_what_another_keeps_stays_reserved(cable: Cable) -> None:
    this_year, _next_year = keep(cable, 1, 4), keep(cable, 3, 6, year=2028)

    release(reservation_id=this_year.pk)

    assert numbers(cable, "reserved") == [3, 4, 5, 6]


def test_what_has_ended_is_given_back_and_no_longer_holds_the_cable(cable: Cable) -> None:
    keep(cable, 1, 4)
    keep(cable, 3, 6, year=2028)
    keep(cable, 8, 8, year=2029)

    assert release_ended(today=date(2027, 12, 31)) == 0
    assert release_ended(today=date(2029, 1, 1)) == 2

    assert numbers(cable, "reserved") == [8]
    assert release_ended(today=date(2030, 1, 1)) == 1
    delete_cable(cable_id=cable.pk)


def test_overlapping_reservations_are_refused(cable: Cable) -> None:
    keep(cable, 1, 4)

    with pytest.raises(ValidationError, match="Klinikum") as refused:
        keep(cable, 4, 5)

    assert list(refused.value.message_dict) == ["first"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"first": 0}, "first"),
        ({"last": 25}, "first"),
        ({"last": 10**15}, "first"),
        ({"first": 5, "last": 4}, "first"),
        ({"reserved_for": ""}, "reserved_for"),
        ({"until_date": date(2026, 12, 31)}, "until_date"),
        ({"cable_id": 10**12}, "cable_id"),
    ],
)
def test_a_reservation_makes_sense(cable: Cable, wrong: dict[str, object], field: str) -> None:
    right: dict[str, object] = {
        "cable_id": cable.pk,
        "first": 1,
        "last": 2,
        "reserved_for": "Klinikum",
        "from_date": date(2027, 1, 1),
        "until_date": date(2027, 12, 31),
    }

    with pytest.raises(ValidationError) as refused:
        reserve(**(right | wrong))  # type: ignore[arg-type]  # wrong on purpose

    assert list(refused.value.message_dict) == [field]


def test_a_lit_or_faulty_fibre_is_not_reserved(cable: Cable) -> None:
    light(cable, 2)
    mark(cable_id=cable.pk, numbers=[9], status="faulty")

    for first in (2, 9):
        with pytest.raises(ValidationError, match=f"Fibre {first} is"):
            keep(cable, first, first + 1)


def test_light_comes_and_goes_on_a_reserved_fibre(cable: Cable) -> None:
    keep(cable, 1, 2)
    circuit_id = light(cable, 1)
    assert numbers(cable, "lit") == [1]

    clear_path(circuit_id=circuit_id, leg="working")

    assert numbers(cable, "reserved") == [1, 2]


def test_a_reserved_cable_is_not_taken_away(cable: Cable) -> None:
    keep(cable, 1, 1)

    for take_away in (delete_cable, retire_cable):
        with pytest.raises(ValidationError, match="Klinikum"):
            take_away(cable_id=cable.pk)


def test_marks_come_and_go(cable: Cable, picture: Callable[[], Picture]) -> None:
    keep(cable, 5, 6)
    before = picture()

    assert mark(cable_id=cable.pk, numbers=[4, 5], status="faulty") == 2

    assert numbers(cable, "faulty") == [4, 5]
    assert mark(cable_id=cable.pk, numbers=[4, 5, 6], status="dark") == 2
    assert picture() == before


def test_what_light_runs_over_is_not_marked(cable: Cable) -> None:
    light(cable, 1, site=factories.make_site(name="Gesamtschule"))
    light(cable, 2, status="planned")

    with pytest.raises(ValidationError, match="Gesamtschule"):
        mark(cable_id=cable.pk, numbers=[1, 3], status="faulty")
    with pytest.raises(ValidationError, match="Light runs over fibre 2") as refused:
        mark(cable_id=cable.pk, numbers=[2, 3], status="retired")
    assert list(refused.value.message_dict) == ["numbers"]
    for field, wrong in (("status", "lit"), ("status", "reserved"), ("status", "")):
        with pytest.raises(ValidationError) as refused:
            mark(cable_id=cable.pk, numbers=[3], status=wrong)
        assert list(refused.value.message_dict) == [field]
    with pytest.raises(ValidationError):
        mark(cable_id=cable.pk, numbers=[], status="faulty")
    assert not Strand.objects.filter(status__in=("faulty", "retired")).exists()


def test_a_lease_is_noted_and_ended(cable: Cable, picture: Callable[[], Picture]) -> None:
    before = picture()

    assert lease(cable_id=cable.pk, first=1, last=2, lessee="Sparkasse") == 2

    assert cable.strands.filter(lessee="Sparkasse").count() == 2
    lease(cable_id=cable.pk, first=1, last=2, lessee="")
    assert picture() == before
    with pytest.raises(ValidationError) as refused:
        lease(cable_id=cable.pk, first=1, last=2, lessee="", lease_ends_date=date(2027, 1, 1))
    assert list(refused.value.message_dict) == ["lessee"]
