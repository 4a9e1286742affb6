"""Cables and light in the small city of the fixture `city`, for whoever asks what a cut breaks."""

from dataclasses import dataclass

from inventory.models import Cable, CircuitPath, Closure
from tests import plant_factories as plant
from tests.catalogue_factories import make_cable_type
from tests.conftest import City


@dataclass(frozen=True, slots=True)
class LitCity:
    """The city's cables by code, and the closure in which the branch is spliced to its drops."""

    cables: dict[str, Cable]
    closure: Closure
    #: Circuit and leg, such as "ring-protect", to the path.
    paths: dict[str, CircuitPath]


def light_up(city: City) -> LitCity:
    """
    Store cables in the trenches of the city, and the light of its circuits.

        K1 ==main== K2 ==branch== K4 ==to-near== near        main: r1, branch: b1
                                   |                         to-near: n1, to-far: b2, f1
                                   +====to-far==== far       west: r4, r3, d1 from K1 to "ring"
                                                             east: r1, r2, d1 likewise

    So a cut of r1 takes near and far down, and the second way from ring; one of d1 takes ring down.
    """
    ways = {
        "main": ("r1",),
        "branch": ("b1",),
        "to-near": ("n1",),
        "to-far": ("b2", "f1"),
        "west": ("r4", "r3", "d1"),
        "east": ("r1", "r2", "d1"),
    }
    twelve = make_cable_type()
    cables = {
        code: plant.make_cable(
            [city.segments[one] for one in ways[code]],
            type=twelve,
            code=code,
            from_node=city.nodes[node],
        )
        for code, node in zip(ways, ("K1", "K2", "K4", "K4", "K1", "K1"), strict=True)
    }
    k1, k2, k4 = (city.nodes[code] for code in ("K1", "K2", "K4"))
    closure = plant.make_closure(k4, code="M-K4")
    tray = closure.trays.get()
    paths = {}
    for number, name in enumerate(("near", "far"), start=1):
        drop = cables[f"to-{name}"]
        plant.make_joint(
            plant.end_of(cables["main"], number, k2), plant.end_of(cables["branch"], number, k2)
        )
        plant.make_joint(
            plant.end_of(cables["branch"], number, k4), plant.end_of(drop, 1, k4), tray=tray
        )
        paths[name] = plant.make_circuit_path(
            city.circuits[name],
            a_end=plant.end_of(cables["main"], number, k1),
            z_end=plant.end_of(drop, 1, city.nodes[name]),
        )
    for leg, code in ((CircuitPath.Leg.WORKING, "west"), (CircuitPath.Leg.PROTECT, "east")):
        paths[f"ring-{leg}"] = plant.make_circuit_path(
            city.circuits["ring"],
            leg=leg,
            a_end=plant.end_of(cables[code], 1, k1),
            z_end=plant.end_of(cables[code], 1, city.nodes["ring"]),
        )
    return LitCity(cables, closure, paths)
