"""Window cuts: chosen tubes cut, the others express, and back to what was."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from inventory.models import Cable, CircuitPath, RouteSegment, StrandSection
from inventory.operations.joints import join, splice_range, splice_tubes, unjoin
from inventory.operations.paths import assign_path
from inventory.operations.windows import cut_tubes, revert_cut
from inventory.queries.strands import ends_of
from tests import factories
from tests.integration.inventory.operations.conftest import Picture, lay

pytestmark = pytest.mark.django_db

Row = list[RouteSegment]


@pytest.fixture
def cable(row: Row) -> Cable:
    """
    N0 -- N1 -- N2 -- N3      two tubes of twelve over three segments
    """
    return lay(*row, code="RK-1")


def pieces(cable: Cable, number: int) -> list[tuple[int, int]]:
    sections = StrandSection.objects.filter(strand__cable=cable, strand__number=number)
    return list(sections.order_by("from_position").values_list("from_position", "to_position"))


def test_only_the_chosen_tubes_are_cut(row: Row, cable: Cable) -> None:
    node_id = row[0].z_node_id

    assert cut_tubes(cable_id=cable.pk, node_id=node_id, tube_numbers=[2]) == 12

    assert pieces(cable, 12) == [(0, 3)]
    assert pieces(cable, 13) == [(0, 1), (1, 3)]
    towards_a = ends_of(cable.pk, node_id, towards="a")
    towards_z = ends_of(cable.pk, node_id, towards="z")
    assert list(towards_a) == list(towards_z) == list(range(13, 25))
    assert all(end % 2 for end in towards_a.values())
    # The light from N0 ends here; that from N3 too.
    assert ends_of(cable.pk, cable.a_node_id)[13] ^ 1 == towards_a[13]
    assert ends_of(cable.pk, cable.z_node_id)[13] ^ 1 == towards_z[13]


def test_cut_and_revert_leave_the_plant_as_it_was(
    row: Row, cable: Cable, picture: Callable[[], Picture]
) -> None:
    """Also at two nodes, taken back in either order, with something spliced at the far end."""
    drop = lay(row[1], code="DK-1")
    node_id = row[2].a_node_id
    far = ends_of(cable.pk, cable.z_node_id)
    join(a_end=far[13], z_end=far[14])
    waiting = assign_path(
        circuit_id=factories.make_circuit().pk,
        leg="working",
        a_end=ends_of(drop.pk, node_id)[1],
        z_end=far[15],
    )
    before = picture()
    for first, second in ((0, 1), (1, 0)):
        nodes = [row[0].z_node_id, row[1].z_node_id]
        for one in nodes:
            cut_tubes(cable_id=cable.pk, node_id=one, tube_numbers=[1, 2])
        assert pieces(cable, 13) == [(0, 1), (1, 2), (2, 3)]
        joined = ends_of(cable.pk, cable.z_node_id)
        assert CircuitPath.objects.get(pk=waiting.pk).z_end_id == joined[15]

        for one in (nodes[first], nodes[second]):
            assert revert_cut(cable_id=cable.pk, node_id=one, tube_numbers=[2, 1]) == 24

        assert picture() == before


def test_a_tube_is_cut_once_and_reverted_once(row: Row, cable: Cable) -> None:
    at = {"cable_id": cable.pk, "node_id": row[0].z_node_id}
    with pytest.raises(ValidationError, match="Tube 1 is not cut here"):
        revert_cut(**at, tube_numbers=[1])
    cut_tubes(**at, tube_numbers=[1])
    with pytest.raises(ValidationError, match="Tube 1 is cut here already"):
        cut_tubes(**at, tube_numbers=[2, 1])
    assert pieces(cable, 13) == [(0, 3)]


def test_what_is_wrong_is_told_beside_its_field(row: Row, cable: Cable) -> None:
    for field, wrong in (
        ("cable_id", {"cable_id": 10**12}),
        ("node_id", {"node_id": 10**12}),
        ("node_id", {"node_id": cable.a_node_id}),
        ("node_id", {"node_id": cable.z_node_id}),
        ("node_id", {"node_id": factories.make_node().pk}),
        ("tube_numbers", {"tube_numbers": [3]}),
        ("tube_numbers", {"tube_numbers": []}),
    ):
        right = {"cable_id": cable.pk, "node_id": row[0].z_node_id, "tube_numbers": [1]}
        for change in (cut_tubes, revert_cut):
            with pytest.raises(ValidationError) as refused:
                change(**(right | wrong))  # type: ignore[arg-type]  # wrong on purpose
            assert list(refused.value.message_dict) == [field]


def test_a_tube_with_a_live_circuit_is_not_cut(
    row: Row, cable: Cable, picture: Callable[[], Picture]
) -> None:
    near, far = (ends_of(cable.pk, node) for node in (cable.a_node_id, cable.z_node_id))
    circuit = factories.make_circuit(site=factories.make_site(name="Gesamtschule"))
    assign_path(circuit_id=circuit.pk, leg="working", a_end=near[13], z_end=far[13])
    before = picture()

    with pytest.raises(ValidationError, match="Gesamtschule"):
        cut_tubes(cable_id=cable.pk, node_id=row[0].z_node_id, tube_numbers=[1, 2])

    assert picture() == before
    cut_tubes(cable_id=cable.pk, node_id=row[0].z_node_id, tube_numbers=[1])
    assert CircuitPath.objects.get().is_running


def test_a_planned_circuits_path_stops_at_the_cut_and_runs_again(
    row: Row, cable: Cable, picture: Callable[[], Picture]
) -> None:
    near, far = (ends_of(cable.pk, node) for node in (cable.a_node_id, cable.z_node_id))
    circuit = factories.make_circuit(status="planned")
    path = assign_path(circuit_id=circuit.pk, leg="working", a_end=far[1], z_end=near[1])
    before = picture()
    at = {"cable_id": cable.pk, "node_id": row[0].z_node_id}

    cut_tubes(**at, tube_numbers=[1])

    assert not CircuitPath.objects.get(pk=path.pk).is_running
    assert not cable.strands.filter(status="lit").exists()
    revert_cut(**at, tube_numbers=[1])
    after = picture()
    for one in (before, after):
        for hop in one["CircuitHop"]:
            del hop["id"]  # stored anew
    assert after == before


def test_a_cut_that_is_in_use_is_not_taken_back(row: Row, cable: Cable) -> None:
    """
    N0 --RK-1-- N1 ....RK-1.... N3      DK-1 is spliced at N1 to the piece that leads to N0
                 |
               DK-1
    """
    node_id = row[0].z_node_id
    at = {"cable_id": cable.pk, "node_id": node_id}
    drop = lay(row[1], code="DK-1", type_slug="drop-12")
    cut_tubes(**at, tube_numbers=[1])
    meeting: dict[str, Any] = {"node_id": node_id, "a_cable_id": cable.pk, "z_cable_id": drop.pk}
    with pytest.raises(ValidationError, match="say to which end"):
        splice_range(**meeting, a_first=1, z_first=1, n=1)

    joints = splice_tubes(**meeting, a_tube=1, z_tube=1, a_towards="a")

    with pytest.raises(ValidationError, match="joined here"):
        revert_cut(**at, tube_numbers=[1])
    unjoin(joint_ids=[joint.pk for joint in joints])
    path = assign_path(
        circuit_id=factories.make_circuit(cid="C-77").pk,
        leg="working",
        a_end=ends_of(cable.pk, node_id, towards="z")[1],
        z_end=ends_of(drop.pk, node_id)[1],
    )
    assert not path.is_running
    with pytest.raises(ValidationError, match="C-77"):
        revert_cut(**at, tube_numbers=[1])
