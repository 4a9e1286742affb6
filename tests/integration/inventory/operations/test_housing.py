"""What holds cables and joints: made, filled, and taken away only when empty."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from inventory.models import (
    Device,
    OpticalEnd,
    PatchPanel,
    RouteSegment,
    Splitter,
    SplitterLeg,
    Structure,
)
from inventory.operations.cables import lay_in_ducts, make_cable
from inventory.operations.housing import (
    add_trays,
    make_closure,
    make_duct,
    make_panel,
    make_splitter,
    make_structure,
    remove_closure,
    remove_duct,
    remove_panel,
    remove_splitter,
    remove_structure,
)
from inventory.operations.joints import join, unjoin, update_joint
from inventory.operations.paths import assign_path
from inventory.queries.strands import ends_of
from tests import factories
from tests.integration.inventory.operations.conftest import Picture, lay, type_id

pytestmark = pytest.mark.django_db

Row = list[RouteSegment]


def test_a_panel_has_ports_with_two_ends_each(row: Row) -> None:
    panel = make_panel(name="ODF-1", node_id=row[0].a_node_id, n_ports=144)

    assert (panel.device.role, panel.n_ports) == (Device.Role.PANEL, 144)
    assert panel.ports.count() == 144
    ends = OpticalEnd.objects.filter(port__panel=panel, node_id=row[0].a_node_id)
    assert ends.count() == 288
    assert {end.glass_id for end in ends} == {port.pk for port in panel.ports.all()}


def test_a_splitters_inside_has_no_end(row: Row) -> None:
    splitter = make_splitter(code="SP-1", node_id=row[0].a_node_id, n_outputs=8)

    assert sorted(splitter.legs.values_list("number", flat=True)) == list(range(9))
    ends = OpticalEnd.objects.filter(leg__splitter=splitter).values_list("pk", flat=True)
    assert all(end % 2 for end in ends)
    assert len(ends) == 9


def test_making_and_taking_away_leave_the_plant_as_it_was(
    row: Row, picture: Callable[[], Picture]
) -> None:
    node_id = row[0].a_node_id
    before = picture()

    structure = make_structure(code="KS-1", kind="manhole", node_id=node_id)
    closure = make_closure(code="M-1", node_id=node_id, n_trays=2, max_trays=4)
    panel = make_panel(name="ODF-1", node_id=node_id, n_ports=12)
    splitter = make_splitter(
        code="SP-1", node_id=node_id, n_outputs=4, tray_id=closure.trays.get(number=2).pk
    )
    outer = make_duct(code="LR-1", inner_mm=40, outer_mm=50, segment_ids=[row[0].pk, row[1].pk])
    inner = make_duct(
        code="LR-1.1", kind="microduct", inner_mm=10, outer_mm=12, parent_id=outer.pk,
        segment_ids=[row[1].pk],
    )  # fmt: skip
    assert outer.walk.count() == 2

    with pytest.raises(ValidationError, match=r"LR-1\.1"):
        remove_duct(duct_id=outer.pk)
    with pytest.raises(ValidationError, match="1 splitters"):
        remove_closure(closure_id=closure.pk)
    remove_duct(duct_id=inner.pk)
    remove_duct(duct_id=outer.pk)
    remove_splitter(splitter_id=splitter.pk)
    remove_panel(panel_id=panel.pk)
    remove_closure(closure_id=closure.pk)
    remove_structure(structure_id=structure.pk)
    assert picture() == before


def test_a_closure_takes_as_many_trays_as_it_has_room_for(row: Row) -> None:
    closure = make_closure(code="M-1", node_id=row[0].a_node_id, n_trays=2, max_trays=4)

    assert [tray.number for tray in add_trays(closure_id=closure.pk, n_trays=2)] == [3, 4]
    with pytest.raises(ValidationError, match="M-1 has no room for another tray") as refused:
        add_trays(closure_id=closure.pk, n_trays=1)
    assert list(refused.value.message_dict) == ["n_trays"]


@pytest.mark.parametrize(
    ("make", "wrong", "field"),
    [
        (make_structure, {"kind": "tree"}, "kind"),
        (make_structure, {"code": ""}, "code"),
        (make_structure, {"node_id": 10**12}, "node_id"),
        (make_closure, {"n_trays": -1}, "n_trays"),
        (make_closure, {"max_trays": 10**6}, "max_trays"),
        (make_closure, {"joints_per_tray": 0}, "joints_per_tray"),
        (make_closure, {"node_id": 10**12}, "node_id"),
        (make_panel, {"n_ports": 0}, "n_ports"),
        (make_panel, {"n_ports": 10**9}, "n_ports"),
        (make_panel, {"connector": ""}, "connector"),
        (make_panel, {"name": ""}, "name"),
        (make_splitter, {"n_outputs": 1}, "n_outputs"),
        (make_splitter, {"loss_db": -1.0}, "loss_db"),
        (make_splitter, {"tray_id": 10**12}, "tray_id"),
        (make_duct, {"inner_mm": 60.0}, "inner_mm"),
        (make_duct, {"inner_mm": float("nan")}, "inner_mm"),
        (make_duct, {"parent_id": 10**12}, "parent_id"),
        (make_duct, {"segment_ids": []}, "segment_ids"),
        (make_duct, {"kind": "tunnel"}, "kind"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(
    row: Row, make: Callable[..., Any], wrong: dict[str, Any], field: str
) -> None:
    node_id = row[0].a_node_id
    right: dict[Any, dict[str, Any]] = {
        make_structure: {"code": "KS-1", "kind": "manhole", "node_id": node_id},
        make_closure: {"code": "M-1", "node_id": node_id, "n_trays": 1},
        make_panel: {"name": "ODF-1", "node_id": node_id, "n_ports": 12},
        make_splitter: {"code": "SP-1", "node_id": node_id, "n_outputs": 4},
        make_duct: {"code": "LR-1", "inner_mm": 40, "outer_mm": 50, "segment_ids": [row[0].pk]},
    }

    with pytest.raises(ValidationError) as refused:
        make(**(right[make] | wrong))

    assert list(refused.value.message_dict) == [field]
    for model in (Structure, PatchPanel, Device, Splitter, SplitterLeg):
        assert not model.objects.exists()


def test_two_of_one_code_are_refused(row: Row) -> None:
    node_id = row[0].a_node_id
    make_panel(name="ODF-1", node_id=node_id, n_ports=1)
    make_closure(code="M-1", node_id=node_id, n_trays=1)
    make_structure(code="KS-1", kind="pole", node_id=node_id)

    for field, make in (
        ("name", lambda: make_panel(name="ODF-1", node_id=node_id, n_ports=1)),
        ("code", lambda: make_closure(code="M-1", node_id=node_id, n_trays=1)),
        ("node", lambda: make_structure(code="KS-2", kind="pole", node_id=node_id)),
    ):
        with pytest.raises(ValidationError) as refused:
            make()
        assert list(refused.value.message_dict) == [field]


def test_what_light_runs_through_is_not_taken_away(row: Row) -> None:
    """
    ODF-1 port 1 --(back)-- RK-1 fibre 1 --splice in M-1-- RK-2 fibre 1
    """
    node_id = row[0].a_node_id
    first, second = lay(row[0], code="RK-1"), lay(row[1], code="RK-2")
    panel = make_panel(name="ODF-1", node_id=node_id, n_ports=2)
    closure = make_closure(code="M-1", node_id=row[0].z_node_id, n_trays=1)
    port = panel.ports.get(number=1)
    meeting = [ends_of(cable.pk, row[0].z_node_id)[1] for cable in (first, second)]
    behind = join(a_end=2 * port.pk, z_end=meeting[0] ^ 1)
    join(a_end=meeting[0], z_end=meeting[1], tray_id=closure.trays.get().pk)
    circuit = factories.make_circuit(cid="C-9", site=factories.make_site(name="Gesamtschule"))
    path = assign_path(
        circuit_id=circuit.pk, leg="working", a_end=2 * port.pk + 1, z_end=meeting[1] ^ 1
    )
    assert path.is_running

    with pytest.raises(ValidationError, match="Gesamtschule"):
        remove_panel(panel_id=panel.pk)
    with pytest.raises(ValidationError, match="Gesamtschule"):
        remove_closure(closure_id=closure.pk)
    type(circuit).objects.filter(pk=circuit.pk).update(status="offline")
    with pytest.raises(ValidationError, match="joints are here"):
        remove_panel(panel_id=panel.pk)
    unjoin(joint_ids=[behind.pk])
    with pytest.raises(ValidationError, match="C-9"):
        remove_panel(panel_id=panel.pk)


def test_a_loss_is_written_when_it_was_measured(row: Row) -> None:
    first, second = lay(row[0], code="RK-1"), lay(row[1], code="RK-2")
    ends = [ends_of(cable.pk, row[0].z_node_id)[1] for cable in (first, second)]
    joint = join(a_end=ends[0], z_end=ends[1])
    tray = make_closure(code="M-1", node_id=row[0].z_node_id, n_trays=1).trays.get()
    far = make_closure(code="M-2", node_id=row[1].z_node_id, n_trays=1).trays.get()

    update_joint(joint_id=joint.pk, loss_db=0.07, tray_id=tray.pk)

    joint.refresh_from_db()
    assert (joint.loss_db, joint.tray) == (0.07, tray)
    for field, wrong in (
        ("loss_db", {"loss_db": -1.0}),
        ("loss_db", {"loss_db": float("nan")}),
        ("kind", {"kind": "glue"}),
        ("tray_id", {"tray_id": far.pk}),
        ("tray_id", {"tray_id": 10**12}),
        ("node_id", {"node_id": 1}),
    ):
        with pytest.raises(ValidationError) as refused:
            update_joint(joint_id=joint.pk, **wrong)
        assert list(refused.value.message_dict) == [field]


def test_a_microduct_takes_one_cable(row: Row, picture: Callable[[], Picture]) -> None:
    duct = make_duct(
        code="LR-1", kind="microduct", inner_mm=10, outer_mm=12, segment_ids=[row[0].pk]
    )
    cables = [
        make_cable(
            code=code,
            type_id=type_id("drop-12"),
            from_node_id=row[0].a_node_id,
            segment_ids=[row[0].pk],
        )
        for code in ("DK-1", "DK-2")
    ]
    before = picture()
    lay_in_ducts(cable_id=cables[0].pk, duct_ids={row[0].pk: duct.pk})

    with pytest.raises(ValidationError, match="LR-1") as refused:
        lay_in_ducts(cable_id=cables[1].pk, duct_ids={row[0].pk: duct.pk})

    assert list(refused.value.message_dict) == ["duct_ids"]
    with pytest.raises(ValidationError, match="DK-1"):
        remove_duct(duct_id=duct.pk)
    lay_in_ducts(cable_id=cables[0].pk, duct_ids={row[0].pk: None})
    assert picture() == before
