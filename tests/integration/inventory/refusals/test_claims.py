"""Every rule that the database claims is broken by a test and told; sound changes pass."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, models, transaction

from inventory.models import Cable, Mate, OpticalEnd, StrandSection
from inventory.operations.refusals import REFUSALS
from tests import plant_factories
from tests.integration.inventory.refusals import test_cables, test_joints, test_light
from tests.integration.inventory.refusals.breaches import Breaches
from tests.integration.inventory.refusals.conftest import Plant

ROOT = Path(__file__).resolve().parents[4]
SQL = (ROOT / "inventory" / "migrations" / "0008_plant_refused.sql").read_text()
TABLES: tuple[Breaches, ...] = (
    test_joints.JOINTS,
    test_joints.HOUSING,
    test_joints.GLASS,
    test_cables.CABLES,
    test_cables.STRANDS,
    test_cables.DUCTS,
    test_light.LIGHT,
)
#: Only other constraints lean on these, and no row can break them first.
LEANT_ON = {"opticalend_at_node", "joint_at_node", "tube_of_cable"}


def claimed_by_sql() -> set[str]:
    """Return the constraints that 0008 makes, and the rules that its functions name."""
    made = set(re.findall(r"\bADD CONSTRAINT (\w+)|CREATE UNIQUE INDEX (\w+)", SQL))
    told = set(re.findall(r"inventory_refuse\('(\w+)'|(?:THEN|ELSE) '([a-z]+_\w+)'", SQL))
    return {name for pair in made | told for name in pair if name} - LEANT_ON


def test_every_rule_of_the_sql_is_told_in_words() -> None:
    assert sorted(claimed_by_sql() - set(REFUSALS)) == []


def test_every_rule_of_the_sql_is_broken_by_a_test() -> None:
    broken = {name for table in TABLES for names, _ in table.values() for name in names.split("|")}
    # The same bound by its name in another table.
    broken |= {
        "slackloop_finite",
        "splitter_loss_finite",
        "cabletype_outer_finite",
        "cabletypeattenuation_finite",
    }

    assert sorted(claimed_by_sql() - broken) == []


def test_every_constraint_of_a_model_is_told_in_words() -> None:
    names = {
        constraint.name
        for model in apps.get_app_config("inventory").get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint | models.UniqueConstraint)
    }

    # These are written by operations alone, from what nobody enters.
    silent = {
        "fibreroutesegment_counts_from_one",
        "operatorarea_only_one",
        "operatorarea_tolerance_not_negative",
        "region_borough_has_no_parent",
        "uploadedtable_one_waits",
    }
    assert sorted(names - set(REFUSALS) - silent) == []


def test_a_window_cut_passes_through_states_that_could_not_stay(plant: Plant) -> None:
    """
    A ==west 3==== C   becomes   A ==== B ==== C, and is one again
    """
    glass, node = plant.glass(plant.west, 3), plant.nodes["B"]
    (new,) = plant_factories.new_glass(1)

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        StrandSection.objects.filter(pk=glass.pk).update(to_position=1)
        OpticalEnd.objects.filter(pk=2 * glass.pk + 1).update(node=node)
        far = StrandSection.objects.create(
            pk=new, strand_id=glass.strand_id, from_position=1, to_position=2
        )
        OpticalEnd.objects.create(pk=2 * new, node=node, strand_section=far)
        OpticalEnd.objects.create(pk=2 * new + 1, node=plant.nodes["C"], strand_section=far)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)


def test_a_cable_turns_round_as_a_whole(plant: Plant) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        spare = plant_factories.make_cable([plant.segments["s4"]], code="spare")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        spare.walk.update(is_reversed=True)
        Cable.objects.filter(pk=spare.pk).update(a_node=spare.z_node, z_node=spare.a_node)
        ends = OpticalEnd.objects.filter(strand_section__strand__cable=spare)
        for end in ends:
            other = spare.z_node if end.node_id == spare.a_node_id else spare.a_node
            OpticalEnd.objects.filter(pk=end.pk).update(node=other)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)


@pytest.mark.parametrize("n", [0, 3])
def test_nothing_stays_due(plant: Plant, n: int) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        Cable.objects.filter(pk__in=[plant.west.pk, plant.east.pk, plant.cord.pk][:n]).update(
            status="decommissioning"
        )
        Mate.objects.filter(joint=plant.joint).update(node=plant.nodes["C"])
        cursor.execute("SELECT count(*) FROM inventory_due WHERE what = 'cable'")
        assert cursor.fetchone() == (n,)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SELECT count(*) FROM inventory_due")
        assert cursor.fetchone() == (0,)
        transaction.set_rollback(True)
