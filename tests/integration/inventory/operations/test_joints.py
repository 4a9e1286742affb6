"""Joints: one, many, by range, tube, colour; what cannot be joined; what is not parted."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from inventory.models import (
    CableType,
    CircuitPath,
    Joint,
    Mate,
    OpticalEnd,
    RouteSegment,
    SplitterLeg,
)
from inventory.operations.cables import make_cable
from inventory.operations.housing import make_closure, make_panel, make_splitter
from inventory.operations.joints import (
    join,
    join_many,
    patch,
    splice_by_colour,
    splice_range,
    splice_tubes,
    unjoin,
)
from inventory.operations.paths import assign_path
from inventory.queries.strands import ends_of
from tests import factories
from tests.integration.inventory.operations.conftest import Picture, lay

pytestmark = pytest.mark.django_db

Row = list[RouteSegment]
#: Ends by fibre of two cables at the node where they meet.
Meeting = tuple[dict[int, int], dict[int, int]]


@pytest.fixture
def meeting(row: Row) -> Meeting:
    """
    N0 ==RK-1== N1 ==RK-2== N2
    """
    node_id = row[0].z_node_id
    return (
        ends_of(lay(row[0], code="RK-1").pk, node_id),
        ends_of(lay(row[1], code="RK-2").pk, node_id),
    )


def numbers_joined() -> list[tuple[int, int]]:
    """Return the numbers of the fibres that are joined, RK-1's first."""
    mates = Mate.objects.filter(end__strand_section__strand__cable__code="RK-1")
    return sorted(
        mates.values_list(
            "end__strand_section__strand__number", "mate__strand_section__strand__number"
        )
    )


def test_joining_and_parting_leave_the_plant_as_it_was(
    meeting: Meeting, picture: Callable[[], Picture]
) -> None:
    before = picture()
    joint = join(a_end=meeting[0][1], z_end=meeting[1][2], kind="mechanical", loss_db=0.2)
    assert numbers_joined() == [(1, 2)]

    assert unjoin(joint_ids=[joint.pk]) == 1

    assert picture() == before


@pytest.mark.parametrize(
    ("ends", "field", "words"),
    [
        ((0, 1), "a_end", "joined already"),
        ((1, 0), "z_end", "joined already"),
        ((1, 1), "z_end", "to itself"),
        ((1, 2), "z_end", "two different nodes"),
        ((1, 10**12), "z_end", "Unknown"),
        ((10**25, 1), "a_end", "Unknown"),
        ((-5, 1), "a_end", "Unknown"),
    ],
)
def test_what_cannot_be_joined_is_refused(
    meeting: Meeting, ends: tuple[int, int], field: str, words: str
) -> None:
    first, second = meeting
    join(a_end=first[5], z_end=second[5])
    meant = {0: first[5], 1: first[1], 2: second[2] ^ 1}
    a_end, z_end = (meant.get(end, end) for end in ends)

    with pytest.raises(ValidationError, match=words) as refused:
        join(a_end=a_end, z_end=z_end)

    assert list(refused.value.message_dict) == [field]
    assert Joint.objects.count() == 1


def test_a_joint_is_made_as_its_kind_allows(row: Row, meeting: Meeting) -> None:
    elsewhere = make_closure(code="M-9", node_id=row[2].z_node_id, n_trays=1).trays.get()
    ends = {"a_end": meeting[0][1], "z_end": meeting[1][1]}
    for field, wrong in (
        ("kind", {"kind": "glued"}),
        ("loss_db", {"loss_db": -0.1}),
        ("loss_db", {"loss_db": float("inf")}),
        ("tray_id", {"tray_id": 10**12}),
        ("tray_id", {"tray_id": elsewhere.pk}),
        ("made_by", {"made_by": "x" * 101}),
    ):
        with pytest.raises(ValidationError) as refused:
            join(**ends, **wrong)
        assert list(refused.value.message_dict) == [field]


def test_many_are_joined_or_none(meeting: Meeting) -> None:
    first, second = meeting

    with pytest.raises(ValidationError, match="joined already"):
        join_many([(first[1], second[1]), (first[2], second[1])])

    assert not Joint.objects.exists()


def test_a_full_tray_takes_no_more(row: Row, meeting: Meeting) -> None:
    tray = make_closure(
        code="M-1", node_id=row[0].z_node_id, n_trays=1, joints_per_tray=2
    ).trays.get()
    first, second = meeting
    join_many([(first[1], second[1]), (first[2], second[2])], tray_id=tray.pk)

    with pytest.raises(ValidationError):
        join(a_end=first[3], z_end=second[3], tray_id=tray.pk)


def cables(row: Row) -> dict[str, Any]:
    found = {
        code: OpticalEnd.objects.filter(strand_section__strand__cable__code=code)
        .values_list("strand_section__strand__cable", flat=True)
        .first()
        for code in ("RK-1", "RK-2")
    }
    return {"node_id": row[0].z_node_id, "a_cable_id": found["RK-1"], "z_cable_id": found["RK-2"]}


@pytest.mark.usefixtures("meeting")
def test_a_range_is_joined_in_order(row: Row) -> None:
    splice_range(**cables(row), a_first=3, z_first=11, n=2)

    assert numbers_joined() == [(3, 11), (4, 12)]
    for field, wrong in (
        ("a_first", {"a_first": 24, "z_first": 1, "n": 2}),
        ("z_first", {"a_first": 5, "z_first": 0, "n": 2}),
        ("n", {"a_first": 1, "z_first": 1, "n": 0}),
    ):
        with pytest.raises(ValidationError) as refused:
            splice_range(**(cables(row) | wrong))
        assert list(refused.value.message_dict) == [field]


@pytest.mark.usefixtures("meeting")
def test_a_tube_is_joined_to_a_tube(row: Row) -> None:
    splice_tubes(**cables(row), a_tube=1, z_tube=2)

    assert numbers_joined() == [(number, number + 12) for number in range(1, 13)]
    for field, wrong in (
        ("a_tube", {"a_tube": 3, "z_tube": 1}),
        ("z_tube", {"a_tube": 2, "z_tube": 0}),
    ):
        with pytest.raises(ValidationError, match="has no tube") as refused:
            splice_tubes(**(cables(row) | wrong))
        assert list(refused.value.message_dict) == [field]


def test_equal_colours_are_joined(row: Row) -> None:
    """A tube by IEC 60304 meets one by TIA-598: ten colours are in both."""
    iec = CableType.objects.get(slug="loose-tube-12")
    tia = CableType.objects.get(slug="drop-12")
    tia.fibre_scheme = tia.fibre_scheme.__class__.objects.get(slug="tia-598")
    tia.save()
    ids = [
        make_cable(
            code=f"RK-{number}", type_id=one.pk, from_node_id=segment.a_node_id,
            segment_ids=[segment.pk],
        ).pk
        for number, one, segment in ((1, iec, row[0]), (2, tia, row[1]))
    ]  # fmt: skip
    node_id = row[0].z_node_id

    splice_by_colour(node_id=node_id, a_cable_id=ids[0], a_tube=1, z_cable_id=ids[1], z_tube=1)

    # red 1-7, green 2-3, blue 3-1, yellow 4-9, white 5-6, brown 7-4, violet 8-10, black 10-8, ...
    assert numbers_joined() == [
        (1, 7), (2, 3), (3, 1), (4, 9), (5, 6), (7, 4), (8, 10), (10, 8), (11, 2), (12, 11),
    ]  # fmt: skip


@pytest.mark.usefixtures("meeting")
def test_cables_that_do_not_end_here_are_refused(row: Row) -> None:
    for field, wrong in (
        ("node_id", {"node_id": 10**12}),
        ("a_cable_id", {"a_cable_id": 10**12}),
        ("a_cable_id", {"node_id": row[2].z_node_id}),
    ):
        with pytest.raises(ValidationError) as refused:
            splice_range(**(cables(row) | wrong), a_first=1, z_first=1, n=1)
        assert list(refused.value.message_dict) == [field]


def test_a_joint_under_a_live_circuit_is_not_parted(meeting: Meeting) -> None:
    first, second = meeting
    joints = join_many([(first[1], second[1]), (first[2], second[2])])
    circuit = factories.make_circuit(site=factories.make_site(name="Gesamtschule"))
    assign_path(circuit_id=circuit.pk, leg="working", a_end=first[1] ^ 1, z_end=second[1] ^ 1)

    with pytest.raises(ValidationError, match="Gesamtschule"):
        unjoin(joint_ids=[joint.pk for joint in joints])
    assert unjoin(joint_ids=[joints[1].pk]) == 1
    with pytest.raises(ValidationError) as refused:
        unjoin(joint_ids=[joints[1].pk])
    assert list(refused.value.message_dict) == ["joint_ids"]


def test_a_new_joint_lets_a_waiting_path_run(meeting: Meeting) -> None:
    first, second = meeting
    path = assign_path(
        circuit_id=factories.make_circuit().pk,
        leg="working",
        a_end=first[1] ^ 1,
        z_end=second[1] ^ 1,
    )
    assert not path.is_running

    join(a_end=first[1], z_end=second[1])

    assert CircuitPath.objects.get(is_running=True).hops.count() == 2


def test_a_plain_ring_is_allowed(row: Row) -> None:
    """
    fibre 1 and fibre 2 of one cable, joined to each other at both ends
    """
    cable = lay(row[0], code="RK-1")
    for node_id in (cable.a_node_id, cable.z_node_id):
        ends = ends_of(cable.pk, node_id)
        join(a_end=ends[1], z_end=ends[2])

    assert Joint.objects.count() == 2


def outside(splitter_id: int, number: int) -> int:
    return 2 * SplitterLeg.objects.get(splitter=splitter_id, number=number).pk + 1


@pytest.mark.parametrize(("leg", "other"), [(0, 1), (1, 2)])
def test_a_ring_through_a_splitter_is_refused(row: Row, leg: int, other: int) -> None:
    """
    splitter leg o--fibre 1--o joint o--fibre 2--o other leg of the same splitter
    """
    cable = lay(row[0], code="RK-1")
    near, far = (ends_of(cable.pk, node) for node in (cable.a_node_id, cable.z_node_id))
    splitter = make_splitter(code="SP-1", node_id=cable.a_node_id, n_outputs=4)
    join(a_end=outside(splitter.pk, leg), z_end=near[1])
    join(a_end=outside(splitter.pk, other), z_end=near[2])

    with pytest.raises(ValidationError, match="ring through a splitter"):
        join(a_end=far[1], z_end=far[2])
    with pytest.raises(ValidationError, match="ring through a splitter"):
        join(a_end=outside(splitter.pk, 3), z_end=outside(splitter.pk, 4))
    join(a_end=far[1], z_end=far[3])


def test_a_ring_over_two_splitters_is_refused(row: Row) -> None:
    node_id = row[0].a_node_id
    one, two = (make_splitter(code=f"SP-{n}", node_id=node_id, n_outputs=2) for n in (1, 2))
    join(a_end=outside(one.pk, 1), z_end=outside(two.pk, 0))

    with pytest.raises(ValidationError, match="ring through a splitter"):
        join_many([(outside(one.pk, 0), outside(two.pk, 2))])


def test_ports_are_spliced_behind_and_patched_in_front(row: Row, meeting: Meeting) -> None:
    panel = make_panel(name="ODF-1", node_id=row[0].z_node_id, n_ports=24)
    first, second = panel.ports.order_by("number")[:2]
    join(a_end=meeting[0][1], z_end=2 * first.pk)
    join(a_end=meeting[1][1], z_end=2 * second.pk)

    cord = patch(a_end=2 * first.pk + 1, z_end=2 * second.pk + 1, code="PK-7")

    assert cord.code == "PK-7"
    with pytest.raises(ValidationError, match="joined already") as refused:
        patch(a_end=meeting[0][2], z_end=2 * second.pk + 1)
    assert list(refused.value.message_dict) == ["z_end"]
    with pytest.raises(ValidationError, match="joined already") as refused:
        patch(a_end=2 * first.pk + 1, z_end=meeting[0][2])
    assert list(refused.value.message_dict) == ["a_end"]
