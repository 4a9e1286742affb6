"""Light that cannot be, and plant that is taken from under it: refused however it is written."""

from collections.abc import Callable

from inventory.models import Mate, Strand
from inventory.models.places import PlantStatus
from tests.integration.inventory.refusals.breaches import Breaches, each_way, try_breach
from tests.integration.inventory.refusals.conftest import Plant
from tests.integration.inventory.refusals.writing import Changed, Removed, Stored, Write

LIT, DARK, FAULTY, RETIRED = (
    Strand.Status.LIT,
    Strand.Status.DARK,
    Strand.Status.FAULTY,
    Strand.Status.RETIRED,
)


def marked(number: int, status: Strand.Status) -> Callable[[Plant], list[Write]]:
    return lambda plant: [Changed(plant.strand(plant.west, number), {"status": status})]


def parted(plant: Plant) -> list[Write]:
    return [*map(Removed, plant.joint.mates.all()), Removed(plant.joint)]


def taken_whole(plant: Plant) -> list[Write]:
    """With all that belongs to it, so that only the light needs it."""
    glass = plant.glass(plant.west, 1)
    return [*map(Removed, glass.ends.all()), Removed(glass), *parted(plant)]


def joined_otherwise(plant: Plant) -> list[Write]:
    """West 1 moves over from east 1 to east 2: both sides of the joint change."""
    west, east = plant.end(plant.west, 1, "C"), plant.end(plant.east, 2, "C")
    return [
        Removed(plant.end(plant.east, 1, "C").mating),
        Changed(west.mating, {"mate": east}),
        Stored(Mate(end=east, mate=west, node=plant.nodes["C"], joint=plant.joint)),
    ]


LIGHT: Breaches = {
    "a lit strand without light": ("strand_lit_has_circuit", marked(3, LIT)),
    "a dark strand with light": ("strand_with_circuit_is_lit", marked(1, DARK)),
    "a faulty strand with light": ("strand_faulty_has_none", marked(1, FAULTY)),
    "a retired strand with light": ("strand_faulty_has_none", marked(1, RETIRED)),
    "a retired cable with light": (
        "cable_retired_has_no_circuit",
        lambda plant: [Changed(plant.west, {"status": PlantStatus.RETIRED})],
    ),
    "a joint gone from under the light": ("circuithop_follows_joints", parted),
    "a joint moved from under the light": ("circuithop_follows_joints", joined_otherwise),
    "glass gone from under the light": ("inventory_circuit*_fk_*", taken_whole),
    "a cable gone from under the light": (
        "inventory_*_fk_*",
        lambda plant: [Removed(plant.west)],
    ),
    "an end gone from under the light": (
        "inventory_*_fk_*|mate_end_at_node",
        lambda plant: [Removed(plant.end(plant.west, 1, "A"))],
    ),
    "a hop that is gone": (
        "circuithop_follows_joints|strand_lit_has_circuit",
        lambda plant: [Removed(plant.path.hops.get(sequence=1))],
    ),
    "hops in another order": (
        "circuithop_follows_joints",
        lambda plant: [Changed(plant.path.hops.get(sequence=1), {"sequence": 3})],
    ),
    "a hop elsewhere than its glass": (
        "circuithop_follows_joints",
        lambda plant: [Changed(plant.path.hops.get(sequence=1), {"to_position": 1})],
    ),
    "a path said to be dark": (
        "circuitpath_runs_over_hops",
        lambda plant: [Changed(plant.path, {"is_running": False})],
    ),
    "a path with another end": (
        "circuithop_follows_joints",
        lambda plant: [Changed(plant.path, {"z_end": plant.end(plant.east, 2, "D")})],
    ),
}


@each_way(LIGHT)
def test_light_is_where_it_is_said_to_be(
    plant: Plant,
    constraint: str,
    breach: Callable[[Plant], list[Write]],
    way: Callable[[Write], None],
) -> None:
    try_breach(plant, constraint, breach, way)
