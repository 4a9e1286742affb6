"""Cables made whole from their type, and what is refused of them."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from inventory.models import Cable, CircuitPath, Joint, OpticalEnd, RouteSegment, Strand
from inventory.operations.cables import (
    delete_cable,
    lay_slack,
    make_cable,
    make_patch_cord,
    remove_slack,
    retire_cable,
    revive_cable,
    update_cable,
)
from inventory.operations.housing import make_duct
from inventory.operations.joints import join, patch, splice_range
from inventory.operations.paths import assign_path
from inventory.queries.strands import TwoEndsHereError, ends_of
from tests import factories
from tests.integration.inventory.operations.conftest import Picture, lay, type_id

pytestmark = pytest.mark.django_db

Row = list[RouteSegment]


def test_a_cable_is_made_with_all_its_glass(row: Row) -> None:
    """
    N0 ========== N2      432 fibres over s0, s1
    """
    cable = lay(*row[:2], code="RK-1", type_slug="loose-tube-432")

    assert (cable.a_node_id, cable.z_node_id) == (row[0].a_node_id, row[1].z_node_id)
    assert cable.tubes.count() == 36
    assert cable.strands.count() == 432
    last = cable.strands.select_related("tube").get(number=432)
    assert (last.tube.number, last.place, last.status) == (36, 12, Strand.Status.DARK)
    a_ends = ends_of(cable.pk, cable.a_node_id)
    z_ends = ends_of(cable.pk, cable.z_node_id)
    assert list(a_ends) == list(range(1, 433))
    assert {number: end ^ 1 for number, end in a_ends.items()} == z_ends
    assert all(end % 2 == 0 for end in a_ends.values())
    assert ends_of(cable.pk, row[0].z_node_id) == {}


def test_a_cable_walks_backwards_too(row: Row) -> None:
    cable = make_cable(
        code="RK-1",
        type_id=type_id("loose-tube-12"),
        from_node_id=row[1].z_node_id,
        segment_ids=[row[1].pk, row[0].pk],
    )

    assert cable.z_node_id == row[0].a_node_id
    assert list(cable.walk.order_by("position").values_list("is_reversed", flat=True)) == [
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"type_id": 10**12}, "type_id"),
        ({"type_id": -1}, "type_id"),
        ({"type_id": 10**30}, "type_id"),
        ({"from_node_id": 0}, "from_node_id"),
        ({"segment_ids": []}, "segment_ids"),
        ({"segment_ids": [10**12]}, "segment_ids"),
        ({"code": ""}, "code"),
        ({"code": "RK-0"}, "code"),
        ({"code": "x" * 61}, "code"),
        ({"status": "broken"}, "status"),
        ({"sheath_m": float("nan")}, "sheath_m"),
        ({"length_source": "guessed"}, "length_source"),
        ({"duct_ids": {10**12: 10**12}}, "duct_ids"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(
    row: Row, wrong: dict[str, object], field: str
) -> None:
    lay(row[0], code="RK-0")
    right: dict[str, object] = {
        "code": "RK-1",
        "type_id": type_id("loose-tube-12"),
        "from_node_id": row[0].a_node_id,
        "segment_ids": [row[0].pk],
    }

    with pytest.raises(ValidationError) as refused:
        make_cable(**(right | wrong))  # type: ignore[arg-type]  # wrong on purpose

    assert list(refused.value.message_dict) == [field]
    assert Cable.objects.count() == 1


def test_a_walk_that_breaks_or_returns_is_refused(row: Row) -> None:
    for segment_ids in ([row[0].pk, row[2].pk], [row[0].pk, row[0].pk]):
        with pytest.raises(ValidationError) as refused:
            make_cable(
                code="RK-1",
                type_id=type_id("loose-tube-12"),
                from_node_id=row[0].a_node_id,
                segment_ids=segment_ids,
            )
        assert list(refused.value.message_dict) == ["segment_ids"]


def test_a_cable_lies_in_a_duct_where_one_is(row: Row) -> None:
    duct = make_duct(
        code="LR-1", inner_mm=10, outer_mm=12, kind="microduct", segment_ids=[row[0].pk]
    )
    cable = make_cable(
        code="RK-1",
        type_id=type_id("loose-tube-12"),
        from_node_id=row[0].a_node_id,
        segment_ids=[row[0].pk, row[1].pk],
        duct_ids={row[0].pk: duct.pk},
    )

    assert list(cable.walk.order_by("position").values_list("duct", flat=True)) == [duct.pk, None]
    with pytest.raises(ValidationError, match="does not lead over"):
        make_cable(
            code="RK-2",
            type_id=type_id("loose-tube-12"),
            from_node_id=row[1].a_node_id,
            segment_ids=[row[1].pk],
            duct_ids={row[0].pk: duct.pk},
        )


def test_a_cord_has_both_ends_at_its_node(row: Row) -> None:
    node_id = row[0].a_node_id
    cord = make_patch_cord(code="PK-1", type_id=type_id("patch-cord"), node_id=node_id)

    with pytest.raises(TwoEndsHereError):
        ends_of(cord.pk, node_id)
    ((begin,), (end,)) = (ends_of(cord.pk, node_id, towards=side).values() for side in ("z", "a"))
    assert begin ^ 1 == end


@pytest.fixture
def lit(row: Row) -> tuple[Cable, Cable, Joint]:
    """
    N0 ==RK-1== N1 ==RK-2== N2      fibre 1 on fibre 2 carries the circuit of "Gesamtschule"
    """
    first, second = lay(row[0], code="RK-1"), lay(row[1], code="RK-2")
    node_id = row[0].z_node_id
    a_end, z_end = ends_of(first.pk, node_id)[1], ends_of(second.pk, node_id)[2]
    joint = join(a_end=a_end, z_end=z_end)
    site = factories.make_site(name="Gesamtschule")
    circuit = factories.make_circuit(cid="C-1", site=site)
    path = assign_path(circuit_id=circuit.pk, leg="working", a_end=a_end ^ 1, z_end=z_end ^ 1)
    assert path.is_running
    return first, second, joint


def test_what_carries_a_circuit_is_not_taken_away(
    lit: tuple[Cable, Cable, Joint], picture: Callable[[], Picture]
) -> None:
    before = picture()
    for take_away in (delete_cable, retire_cable):
        for cable in lit[:2]:
            with pytest.raises(ValidationError, match="Gesamtschule"):
                take_away(cable_id=cable.pk)

    assert picture() == before


def test_a_cable_of_which_nothing_runs_goes_with_joints_and_dead_paths(
    lit: tuple[Cable, Cable, Joint],
) -> None:
    """The circuit is offline: its path stays, but no longer runs; one that ends here goes."""
    first, second, _joint = lit
    path = CircuitPath.objects.get()
    path.circuit.status = "offline"
    path.circuit.save()
    delete_cable(cable_id=second.pk)

    assert not CircuitPath.objects.exists()
    assert not Joint.objects.exists()
    assert not first.strands.exclude(status=Strand.Status.DARK).exists()
    assert OpticalEnd.objects.count() == 2 * 24


def test_retiring_and_reviving_leave_the_plant_as_it_was(
    row: Row, picture: Callable[[], Picture]
) -> None:
    cable = lay(row[0], code="RK-1")
    Strand.objects.filter(cable=cable, number=7).update(status=Strand.Status.FAULTY)
    before = picture()

    retire_cable(cable_id=cable.pk)

    assert cable.strands.filter(status=Strand.Status.RETIRED).count() == 23
    revive_cable(cable_id=cable.pk)
    assert picture() == before


def test_retiring_parts_the_joints(row: Row) -> None:
    first, second = lay(row[0], code="RK-1"), lay(row[1], code="RK-2")
    splice_range(
        node_id=row[0].z_node_id,
        a_cable_id=first.pk,
        a_first=1,
        z_cable_id=second.pk,
        z_first=1,
        n=24,
    )

    retire_cable(cable_id=first.pk)

    assert not Joint.objects.exists()
    with pytest.raises(ValidationError, match="is in use"):
        revive_cable(cable_id=second.pk)


def test_making_and_deleting_leave_the_plant_as_it_was(
    row: Row, picture: Callable[[], Picture]
) -> None:
    before = picture()

    delete_cable(cable_id=lay(*row, code="RK-1").pk)

    assert picture() == before


def test_what_is_said_of_a_cable_can_be_changed_but_not_its_glass(row: Row) -> None:
    cable = lay(row[0], code="RK-1")

    update_cable(cable_id=cable.pk, owner="Stadtwerke", sheath_m=120.5)

    cable.refresh_from_db()
    assert (cable.owner, cable.sheath_m) == ("Stadtwerke", 120.5)
    for wrong in ({"a_node": 3}, {"status": "retired"}, {"code": ""}):
        with pytest.raises(ValidationError) as refused:
            update_cable(cable_id=cable.pk, **wrong)
        assert list(refused.value.message_dict) == list(wrong)


@pytest.mark.parametrize("status", ["planned", "under_construction"])
def test_what_carries_a_circuit_was_built(row: Row, status: str) -> None:
    cable = lay(row[0], code="RK-1")
    near, far = ends_of(cable.pk, cable.a_node_id), ends_of(cable.pk, cable.z_node_id)
    circuit = factories.make_circuit(cid="K-7")
    assign_path(circuit_id=circuit.pk, leg="working", a_end=near[1], z_end=far[1])

    with pytest.raises(ValidationError, match="K-7"):
        update_cable(cable_id=cable.pk, status=status)

    update_cable(cable_id=cable.pk, status="decommissioning")
    circuit.status = "planned"
    circuit.save(update_fields=["status"])
    update_cable(cable_id=cable.pk, status=status)
    assert Cable.objects.get().status == status


def test_slack_lies_on_the_cables_way(row: Row, picture: Callable[[], Picture]) -> None:
    cable = lay(row[0], row[1], code="RK-1")
    before = picture()

    at_node = lay_slack(cable_id=cable.pk, length_m=15, node_id=row[0].z_node_id)
    between = lay_slack(
        cable_id=cable.pk, length_m=20, segment_id=row[1].pk, chainage_m=row[1].length_m
    )

    for slack in (at_node, between):
        remove_slack(slack_id=slack.pk)
    assert picture() == before
    for field, place in (
        ("node_id", {}),
        ("node_id", {"node_id": row[2].z_node_id}),
        ("node_id", {"node_id": row[0].a_node_id, "segment_id": row[0].pk}),
        ("segment_id", {"segment_id": row[2].pk, "chainage_m": 1.0}),
        ("chainage_m", {"segment_id": row[0].pk}),
        ("chainage_m", {"segment_id": row[0].pk, "chainage_m": 1e6}),
        ("chainage_m", {"segment_id": row[0].pk, "chainage_m": float("nan")}),
        ("length_m", {"node_id": row[0].a_node_id, "length_m": 0.0}),
    ):
        with pytest.raises(ValidationError) as refused:
            lay_slack(**({"cable_id": cable.pk, "length_m": 15.0} | place))
        assert list(refused.value.message_dict) == [field]


def test_patching_and_taking_the_cord_away_leave_the_plant_as_it_was(
    row: Row, picture: Callable[[], Picture]
) -> None:
    node_id = row[0].z_node_id
    first, second = lay(row[0], code="RK-1"), lay(row[1], code="RK-2")
    before = picture()

    cord = patch(a_end=ends_of(first.pk, node_id)[1], z_end=ends_of(second.pk, node_id)[1])

    assert Joint.objects.filter(kind="connector").count() == 2
    delete_cable(cable_id=cord.pk)
    assert picture() == before
