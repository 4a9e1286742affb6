"""Stored hops follow the joints, in the transaction that changes them."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from inventory.models import Circuit, CircuitHop, CircuitPath, Reservation, Strand
from inventory.operations.joints import join
from inventory.operations.paths import (
    LOCK_ID,
    assign_path,
    clear_path,
    rebuild_over_cables,
    rebuild_paths,
    refuse_under_live,
)
from tests.factories import NOON
from tests.integration.inventory.light.small_plant import SmallPlant

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain() -> SmallPlant:
    """
    Store two cables that meet at B; fibre 1 of both is joined.

    A ===c1=== B ===c2=== C
    """
    plant = SmallPlant()
    plant.cable("c1", "AB")
    plant.cable("c2", "BC")
    plant.join(("c1", 1, "B"), ("c2", 1, "B"))
    return plant


def _entered(path: CircuitPath) -> list[int]:
    return list(path.hops.order_by("sequence").values_list("entered_end_id", flat=True))


def _runs(path: CircuitPath) -> bool:
    return CircuitPath.objects.get(pk=path.pk).is_running


def _status(cable: str, number: int) -> str:
    return Strand.objects.get(cable__code=cable, number=number).status


def test_a_path_that_runs_has_its_hops_and_lit_strands(chain: SmallPlant) -> None:
    path = chain.path("k1", ("c1", 1, "A"), ("c2", 1, "C"))

    assert path.is_running
    assert _entered(path) == [chain.end(("c1", 1, "A")), chain.end(("c2", 1, "B"))]
    hop = path.hops.get(sequence=2)
    assert (hop.cable, hop.from_position, hop.to_position) == (chain.cables["c2"], 0, 1)
    assert [_status("c1", 1), _status("c2", 1), _status("c1", 2)] == ["lit", "lit", "dark"]


def test_a_path_from_the_far_side_runs_backwards(chain: SmallPlant) -> None:
    path = chain.path("k1", ("c2", 1, "C"), ("c1", 1, "A"))

    assert _entered(path) == [chain.end(("c2", 1, "C")), chain.end(("c1", 1, "B"))]


def test_a_path_may_be_incomplete_and_runs_once_joined(chain: SmallPlant) -> None:
    path = chain.path("k1", ("c1", 2, "A"), ("c2", 2, "C"))
    assert not path.is_running
    assert not path.hops.exists()

    joint = chain.join(("c1", 2, "B"), ("c2", 2, "B"))
    assert _runs(path)
    assert _status("c2", 2) == "lit"

    chain.unjoin(joint)
    assert not _runs(path)
    assert not path.hops.exists()
    assert _status("c2", 2) == "dark"


def test_light_that_goes_on_behind_the_last_end_does_not_run(chain: SmallPlant) -> None:
    path = chain.path("k1", ("c1", 1, "A"), ("c1", 1, "B"))
    assert not path.is_running

    end_at_c = chain.path("k2", ("c1", 1, "A"), ("c2", 1, "C"))
    chain.cable("c3", "CD")
    chain.join(("c2", 1, "C"), ("c3", 1, "C"))
    end_at_c.refresh_from_db()
    assert not end_at_c.is_running


def test_a_closed_ring_runs_to_the_end_before_its_first() -> None:
    """
    A ===c1=== B
    |          |
    +====c2====+
    """
    plant = SmallPlant()
    plant.cable("c1", "AB")
    plant.cable("c2", "BCA")
    plant.join(("c1", 1, "B"), ("c2", 1, "B"))
    plant.join(("c1", 1, "A"), ("c2", 1, "A"))

    path = plant.path("k1", ("c1", 1, "A"), ("c2", 1, "A"))

    assert path.is_running
    assert path.hops.count() == 2


def test_light_crosses_a_splitter_to_the_leg_that_is_asked() -> None:
    """
    A ===c1=== B <1:2>== c2 ==> C
                    \\== c3 ==> D
    """
    plant = SmallPlant()
    for name, walk in (("c1", "AB"), ("c2", "BC"), ("c3", "BD")):
        plant.cable(name, walk)
    into, first, second = plant.splitter("s", "B")
    down = plant.path("k1", ("c1", 1, "A"), ("c3", 1, "D"))
    up = plant.path("k2", ("c2", 1, "C"), ("c1", 1, "A"))
    across = plant.path("k3", ("c2", 1, "C"), ("c3", 1, "D"))
    plant.join(("c1", 1, "B"), into)
    plant.join(first, ("c2", 1, "B"))
    plant.join(second, ("c3", 1, "B"))

    for path in (down, up, across):
        path.refresh_from_db()
    assert _entered(down) == [
        plant.end(("c1", 1, "A")),
        into,
        second,
        plant.end(("c3", 1, "B")),
    ]
    assert _entered(up) == [plant.end(("c2", 1, "C")), first, into, plant.end(("c1", 1, "B"))]
    assert list(up.hops.order_by("sequence").values_list("node__code", flat=True)) == [
        None,
        "B",
        "B",
        None,
    ]
    assert not across.is_running


def test_clearing_takes_the_light_off_but_keeps_a_reservation(chain: SmallPlant) -> None:
    Strand.objects.filter(cable__code="c1", number=1).update(status="reserved")
    Reservation.objects.create(
        cable=chain.cables["c1"],
        first_number=1,
        last_number=2,
        reserved_for="Amt",
        from_date=NOON.date(),
        until_date=NOON.date(),
    )
    chain.path("k1", ("c1", 1, "A"), ("c2", 1, "C"))
    assert _status("c1", 1) == "lit"

    clear_path(circuit_id=chain.circuits["k1"].pk, leg="working")

    assert not CircuitPath.objects.exists()
    assert [_status("c1", 1), _status("c2", 1)] == ["reserved", "dark"]


def test_a_faulty_strand_takes_no_circuit(chain: SmallPlant) -> None:
    Strand.objects.filter(cable__code="c1", number=1).update(status="faulty")

    with pytest.raises(ValidationError):
        chain.path("k1", ("c1", 1, "A"), ("c2", 1, "C"))

    assert not CircuitHop.objects.exists()


def test_what_active_circuits_run_over_is_refused_with_their_names(chain: SmallPlant) -> None:
    path = chain.path("k1", ("c1", 1, "A"), ("c2", 1, "C"))
    hop = path.hops.get(sequence=1)

    for named in (
        {"cable_ids": [chain.cables["c2"].pk]},
        {"section_ids": [hop.strand_section_id]},
        {"joined_ends": [chain.end(("c1", 1, "B"))]},
        {"joined_ends": [chain.end(("c2", 1, "B"))]},
    ):
        with pytest.raises(ValidationError, match="k1"):
            refuse_under_live(**named)

    refuse_under_live(joined_ends=[chain.end(("c1", 1, "A")), chain.end(("c2", 1, "C"))])
    Circuit.objects.update(status=Circuit.Status.PLANNED)
    refuse_under_live(cable_ids=[chain.cables["c2"].pk])


def test_the_look_for_light_waits_for_whoever_is_changing_it() -> None:
    """Else a circuit that another leads over the glass just now would not be seen."""
    another = connection.copy()
    try:
        with another.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK_ID])
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '50ms'")
        with pytest.raises(OperationalError, match="lock timeout"), transaction.atomic():
            refuse_under_live(section_ids=[1])
    finally:
        another.close()


def test_who_changes_light_waits_before_locking_what_others_need(chain: SmallPlant) -> None:
    """Else the one waits for light, the other for a row, each for the other."""
    k1, protect = chain.path("k1", ("c1", 1, "A"), ("c2", 1, "C")), CircuitPath.Leg.PROTECT
    a_end, z_end = chain.end(("c1", 2, "A")), chain.end(("c2", 2, "C"))

    with CaptureQueriesContext(connection) as asked:
        assign_path(circuit_id=k1.circuit_id, leg=protect, a_end=a_end, z_end=z_end)
        n_assigning = len(asked)
        join(a_end=chain.end(("c1", 2, "B")), z_end=chain.end(("c2", 2, "B")))

    said = [query["sql"] for query in asked.captured_queries]
    for statements in (said[:n_assigning], said[n_assigning:]):
        waits = next(at for at, sql in enumerate(statements) if "pg_advisory" in sql)
        locks = next(at for at, sql in enumerate(statements) if " FOR " in sql)
        assert waits < locks


@pytest.mark.parametrize("circuit_id", [10**9, 2**70])
def test_a_path_of_no_circuit_is_refused(chain: SmallPlant, circuit_id: int) -> None:
    a_end, z_end = chain.end(("c1", 1, "A")), chain.end(("c2", 1, "C"))

    with pytest.raises(ValidationError) as refused:
        assign_path(circuit_id=circuit_id, leg="working", a_end=a_end, z_end=z_end)

    assert list(refused.value.message_dict) == ["circuit_id"]


@pytest.mark.parametrize("no_end", [10**9, 2**70, -1])
@pytest.mark.parametrize("missing", ["a_end", "z_end", "leg", "optics"])
def test_a_path_between_nothing_is_refused_beside_its_field(
    chain: SmallPlant, missing: str, no_end: int
) -> None:
    chain.path("k1", ("c1", 1, "A"), ("c2", 1, "C"))
    said: dict[str, Any] = {
        "leg": "nonsense" if missing == "leg" else "protect",
        "a_end": no_end if missing == "a_end" else chain.end(("c1", 2, "A")),
        "z_end": no_end if missing == "z_end" else chain.end(("c2", 2, "C")),
        "optics_id": 10**9 if missing == "optics" else None,
    }

    with pytest.raises(ValidationError) as refused:
        assign_path(circuit_id=chain.circuits["k1"].pk, **said)

    assert missing in refused.value.message_dict


def test_rebuilding_what_is_true_changes_nothing(chain: SmallPlant) -> None:
    path = chain.path("k1", ("c1", 1, "A"), ("c2", 1, "C"))
    before = list(CircuitHop.objects.order_by("pk").values())

    assert rebuild_paths([path.pk]) == 1
    assert rebuild_over_cables([chain.cables["c1"].pk]) == 1

    assert list(CircuitHop.objects.order_by("pk").values()) == before


def test_positions_follow_the_walk(chain: SmallPlant) -> None:
    path = chain.path("k1", ("c1", 1, "A"), ("c2", 1, "C"))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute("UPDATE inventory_circuithop SET to_position = 7")

    rebuild_over_cables([chain.cables["c1"].pk])

    assert set(path.hops.values_list("to_position", flat=True)) == {1}
