"""Joints, and what holds them, that cannot be: refused however they are written."""

from collections.abc import Callable

from inventory.models import Joint, Mate, OpticalEnd, Port, RouteNode, SplitterLeg, Tray
from tests import plant_factories
from tests.integration.inventory.refusals.breaches import Breaches, each_way, try_breach
from tests.integration.inventory.refusals.conftest import Plant
from tests.integration.inventory.refusals.writing import Changed, Removed, Stored, Write

NEW = 10**9
NAN = float("nan")


def side(end: int, mate: int, node: RouteNode, joint: int = NEW) -> Stored:
    return Stored(Mate(end_id=end, mate_id=mate, node=node, joint_id=joint))


def joined(a_end: int, z_end: int, node: RouteNode, **fields: object) -> list[Write]:
    joint = Joint(pk=NEW, node=node, **fields)
    return [Stored(joint), side(a_end, z_end, node), side(z_end, a_end, node)]


def free(plant: Plant, number: int = 2) -> tuple[int, int, RouteNode]:
    """Return the ends of two fibres that may be joined at C."""
    a_end, z_end = (plant.end(cable, number, "C").pk for cable in (plant.west, plant.east))
    return a_end, z_end, plant.nodes["C"]


def used_twice(plant: Plant) -> list[Write]:
    _, z_end, node = free(plant)
    return joined(plant.end(plant.west, 1, "C").pk, z_end, node)


def used_twice_as_mate(plant: Plant) -> list[Write]:
    a_end, _, node = free(plant)
    return [
        Stored(Joint(pk=NEW, node=node)),
        side(a_end, plant.end(plant.west, 1, "C").pk, node),
    ]


def with_itself(plant: Plant) -> list[Write]:
    a_end, _, node = free(plant)
    return [Stored(Joint(pk=NEW, node=node)), side(a_end, a_end, node)]


def one_sided(plant: Plant) -> list[Write]:
    return joined(*free(plant))[:2]


def half_gone(plant: Plant) -> list[Write]:
    return [Removed(plant.end(plant.west, 1, "C").mating)]


def of_invented_ends(plant: Plant) -> list[Write]:
    return joined(NEW, NEW + 3, plant.nodes["C"])


def across_nodes(plant: Plant) -> list[Write]:
    _, z_end, node = free(plant)
    return joined(plant.end(plant.west, 2, "A").pk, z_end, node)


def of_another_node(plant: Plant) -> list[Write]:
    a_end, z_end, node = free(plant)
    elsewhere = Stored(Joint(pk=NEW, node=plant.nodes["D"]))
    return [elsewhere, *joined(a_end, z_end, node)[1:]]


def of_two_pairs(plant: Plant) -> list[Write]:
    a_end, z_end, node = free(plant)
    return [side(a_end, z_end, node, plant.joint.pk), side(z_end, a_end, node, plant.joint.pk)]


def left_by_its_ends(plant: Plant) -> list[Write]:
    """Both sides move to a new joint: the old one joins nothing."""
    new = Joint(pk=NEW, node=plant.nodes["C"])
    return [Stored(new), *(Changed(mate, {"joint": new}) for mate in plant.joint.mates.all())]


JOINTS: Breaches = {
    "an end used twice": ("inventory_mate_pkey", used_twice),
    "an end used twice as mate": ("inventory_mate_mate_id_key", used_twice_as_mate),
    "a joint with itself": ("mate_not_itself", with_itself),
    "a one-sided joint": ("mate_is_mutual", one_sided),
    "half a joint deleted": ("mate_is_mutual", half_gone),
    "invented ends": ("inventory_mate_*_fk_*|mate_end_at_node", of_invented_ends),
    "a joint across nodes": ("mate_end_at_node", across_nodes),
    "a joint of another node": ("mate_joint_at_node", of_another_node),
    "a joint of two pairs": ("mate_one_pair_a_joint", of_two_pairs),
    "a joint of nothing": (
        "joint_joins_two_ends",
        lambda plant: [Stored(Joint(pk=NEW, node=plant.nodes["C"]))],
    ),
    "a joint left by its ends": ("joint_joins_two_ends", left_by_its_ends),
    "a loss without measure": (
        "joint_loss_finite",
        lambda plant: [Changed(plant.joint, {"loss_db": NAN})],
    ),
    "a gain": (
        "joint_loss_not_negative",
        lambda plant: [Changed(plant.joint, {"loss_db": -0.1})],
    ),
}


def tray_at(plant: Plant, node: str) -> Tray:
    return plant.closures[node].trays.get()


HOUSING: Breaches = {
    "a tray too full": (
        "tray_has_room",
        lambda plant: joined(*free(plant), tray=tray_at(plant, "C")),
    ),
    "a tray that shrinks": (
        "tray_has_room",
        lambda plant: [Changed(tray_at(plant, "C"), {"max_joints": 0})],
    ),
    "a closure too full": (
        "closure_has_room",
        lambda plant: [Stored(Tray(closure=plant.closures["C"], number=2, max_joints=1))],
    ),
    "a closure that takes another's tray": (
        "closure_has_room",
        lambda plant: [Changed(tray_at(plant, "A"), {"closure": plant.closures["C"], "number": 2})],
    ),
    "a closure that shrinks": (
        "closure_has_room",
        lambda plant: [Changed(plant.closures["A"], {"max_trays": 0})],
    ),
    "a joint in a tray elsewhere": (
        "joint_in_tray_of_its_node",
        lambda plant: [Changed(plant.joint, {"tray": tray_at(plant, "A")})],
    ),
    "a closure carried away": (
        "joint_in_tray_of_its_node",
        lambda plant: [Changed(plant.closures["C"], {"node": plant.nodes["D"]})],
    ),
    "a splitter in a tray elsewhere": (
        "splitter_in_tray_of_its_node",
        lambda plant: [Changed(plant.splitter, {"tray": tray_at(plant, "A")})],
    ),
}


def leg(plant: Plant, number: int) -> SplitterLeg:
    return plant.splitter.legs.get(number=number)


def a_fourth_leg(plant: Plant) -> list[Write]:
    (glass,) = plant_factories.new_glass(1)
    new = SplitterLeg(pk=glass, splitter=plant.splitter, number=4)
    return [Stored(new), Stored(OpticalEnd(pk=2 * glass + 1, node=plant.nodes["C"], leg=new))]


def another_port_with_the_glass_of_a_fibre(plant: Plant) -> list[Write]:
    number_three = Port(pk=plant.glass(plant.west, 2).pk, panel=plant.panel, number=3)
    return [Changed(plant.panel, {"n_ports": 3}), Stored(number_three)]


GLASS: Breaches = {
    "a leg beyond its splitter": ("splitterleg_within_splitter", a_fourth_leg),
    "a splitter of fewer outputs": (
        "splitterleg_within_splitter",
        lambda plant: [Changed(plant.splitter, {"n_outputs": 2})],
    ),
    "an end inside a splitter": (
        "opticalend_of_one_glass",
        lambda plant: [
            Stored(OpticalEnd(pk=2 * leg(plant, 0).pk, node=plant.nodes["C"], leg=leg(plant, 0)))
        ],
    ),
    "an end of another glass": (
        "opticalend_of_one_glass",
        lambda plant: [Changed(plant.end(plant.west, 2, "C"), {"port": plant.panel.ports.first()})],
    ),
    "a leg without its end": (
        "opticalend_both_of_glass",
        lambda plant: [Removed(leg(plant, 3).ends.get())],
    ),
    "glass ids that clash": (
        "opticalend_both_of_glass",
        another_port_with_the_glass_of_a_fibre,
    ),
    "a port beyond its panel": (
        "port_within_panel",
        lambda plant: [Changed(plant.panel, {"n_ports": 1})],
    ),
    "a panel carried away": (
        "opticalend_where_glass_ends",
        lambda plant: [Changed(plant.panel.device, {"node": plant.nodes["E"]})],
    ),
    "a splitter carried away": (
        "opticalend_where_glass_ends",
        lambda plant: [Changed(plant.splitter, {"node": plant.nodes["E"]})],
    ),
    "an end elsewhere than its glass": (
        "opticalend_where_glass_ends",
        lambda plant: [Changed(plant.end(plant.west, 2, "C"), {"node": plant.nodes["D"]})],
    ),
    "a fibre without an end": (
        "opticalend_both_of_glass",
        lambda plant: [Removed(plant.end(plant.west, 2, "C"))],
    ),
}

Breach = Callable[[Plant], list[Write]]
Way = Callable[[Write], None]


@each_way(JOINTS)
def test_no_joint_is_crooked(plant: Plant, constraint: str, breach: Breach, way: Way) -> None:
    try_breach(plant, constraint, breach, way)


@each_way(HOUSING)
def test_nothing_is_too_full_or_elsewhere(
    plant: Plant, constraint: str, breach: Breach, way: Way
) -> None:
    try_breach(plant, constraint, breach, way)


@each_way(GLASS)
def test_glass_has_its_ends_where_it_ends(
    plant: Plant, constraint: str, breach: Breach, way: Way
) -> None:
    try_breach(plant, constraint, breach, way)
