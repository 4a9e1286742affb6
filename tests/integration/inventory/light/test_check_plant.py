"""The check finds what the constraints would refuse, and proves stored hops; `--rebuild` mends."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.db import connection

from inventory.models import CircuitHop, Closure, RiskGroup, SlackLoop, Strand, Tray
from inventory.operations.refusals import one_change
from inventory.queries.checks import findings
from tests.integration.inventory.light.small_plant import SmallPlant

pytestmark = pytest.mark.django_db


@pytest.fixture
def plant(db: None) -> SmallPlant:  # noqa: ARG001 - asks for the database
    """
    Store a lit chain with a cut strand, a splitter, a port, a closure with a tray and slack.

    A ===c1=== B ===c2=== C
    """
    plant = SmallPlant()
    plant.cable("c1", "AXB")
    plant.cable("c2", "BC")
    plant.cut("c1", 2, "X")
    plant.splitter("s", "C")
    plant.port("ODF", "A")
    closure = Closure.objects.create(code="M", node=plant.node("B"), max_trays=1)
    tray = Tray.objects.create(closure=closure, number=1, max_joints=12)
    joint = plant.join(("c1", 1, "B"), ("c2", 1, "B"))
    joint.tray = tray
    joint.save()
    SlackLoop.objects.create(cable=plant.cables["c1"], node=plant.node("X"), length_m=10)
    plant.path("k1", ("c1", 1, "A"), ("c2", 1, "C"))
    return plant


@contextmanager
def _unguarded() -> Iterator[None]:
    """Let wrong rows in, as a restored dump would: no trigger and no foreign key looks."""
    with one_change(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")


def _codes() -> set[str]:
    return {finding.code for finding in findings()}


@pytest.mark.usefixtures("plant")
def test_a_sound_plant_has_no_findings(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("check_plant")

    assert "0 " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("code", "spoil"),
    [
        ("P01", "UPDATE inventory_cablesection SET is_reversed = NOT is_reversed"),
        ("P01", "DELETE FROM inventory_cablesection WHERE position = 1"),
        (
            "P02",
            "UPDATE inventory_opticalend SET node_id = (SELECT min(id) FROM inventory_routenode)",
        ),
        ("P02", "DELETE FROM inventory_opticalend WHERE id % 2 = 1"),
        ("P03", "DELETE FROM inventory_strandsection WHERE from_position = 1"),
        ("P03", "UPDATE inventory_strandsection SET to_position = 2"),
        ("P03", "DELETE FROM inventory_strandsection"),
        ("P04", "UPDATE inventory_strand SET status = 'lit'"),
        ("P04", "UPDATE inventory_strand SET status = 'dark'"),
        ("P05", "UPDATE inventory_cabletype SET n_fibres = 3"),
        ("P05", "UPDATE inventory_tube SET number = 2"),
        ("P06", "UPDATE inventory_closure SET node_id = (SELECT min(id) FROM inventory_routenode)"),
        ("P07", "UPDATE inventory_tray SET max_joints = 0"),
        ("P08", "DELETE FROM inventory_mate WHERE end_id < mate_id"),
        ("P09", "UPDATE inventory_patchpanel SET n_ports = 2"),
        ("P10", "DELETE FROM inventory_splitterleg WHERE number = 2"),
        (
            "P11",
            "UPDATE inventory_slackloop SET node_id = (SELECT max(id) FROM inventory_routenode)",
        ),
        ("P13", "DELETE FROM inventory_circuithop WHERE sequence = 2"),
        ("P13", "UPDATE inventory_circuithop SET to_position = 1 WHERE sequence = 1"),
        ("P13", "UPDATE inventory_circuitpath SET is_running = false"),
        ("P13", "DELETE FROM inventory_mate"),
    ],
)
@pytest.mark.usefixtures("plant")
def test_each_rule_finds_what_breaks_it(code: str, spoil: str) -> None:
    with _unguarded(), connection.cursor() as cursor:
        cursor.execute(spoil)

    assert code in _codes()


@pytest.mark.usefixtures("plant")
def test_a_risk_group_of_nothing_is_found() -> None:
    RiskGroup.objects.create(name="Nichts")

    assert _codes() == {"P12"}


def test_what_is_derived_is_mended(plant: SmallPlant, capsys: pytest.CaptureFixture[str]) -> None:
    with _unguarded(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM inventory_circuithop WHERE sequence = 2")
        cursor.execute("UPDATE inventory_strand SET status = 'lit' WHERE number = 2")
    with pytest.raises(SystemExit) as end:
        call_command("check_plant")
    assert end.value.code == 1
    told = capsys.readouterr().out
    assert "P04 c1#2" in told
    assert "P13 k1 working" in told

    call_command("check_plant", "--rebuild")

    assert CircuitHop.objects.count() == 2
    lit = Strand.objects.filter(status="lit").values_list("cable__code", "number")
    assert sorted(lit) == [("c1", 1), ("c2", 1)]
    assert plant.circuits["k1"].paths.get().is_running
