"""A small plant that every breach of a rule finds whole, and leaves whole."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker

from inventory.models import (
    Cable,
    CableType,
    CircuitPath,
    Closure,
    Duct,
    Joint,
    OpticalEnd,
    PatchPanel,
    RouteNode,
    RouteSegment,
    Splitter,
    Strand,
    StrandSection,
)
from tests import catalogue_factories, factories, plant_factories


@dataclass(frozen=True, slots=True)
class Plant:
    """The plant of the fixture `plant`."""

    nodes: dict[str, RouteNode]
    segments: dict[str, RouteSegment]
    #: Two tubes of two fibres, 8 mm thick.
    type: CableType
    west: Cable
    east: Cable
    cord: Cable
    pipe: Duct
    micro: Duct
    conduit: Duct
    #: At A and at C, each with one tray for one joint.
    closures: dict[str, Closure]
    panel: PatchPanel
    #: At C, three outputs.
    splitter: Splitter
    #: West 1 to east 1, on the tray at C.
    joint: Joint
    path: CircuitPath

    def strand(self, cable: Cable, number: int) -> Strand:
        """Return a fibre."""
        return Strand.objects.get(cable=cable, number=number)

    def glass(self, cable: Cable, number: int) -> StrandSection:
        """Return the uncut glass of a fibre."""
        return StrandSection.objects.get(strand__cable=cable, strand__number=number)

    def end(self, cable: Cable, number: int, node: str) -> OpticalEnd:
        """Return the end of a fibre at a node."""
        return OpticalEnd.objects.get(pk=plant_factories.end_of(cable, number, self.nodes[node]))


@pytest.fixture(scope="package")
def plant(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Plant]:  # noqa: ARG001 - asks for the database
    """
    Store a plant once for all breaches: each is rolled back, so none sees another.

        A ==s1== B ==s2== C ==s3== D      west A-C in the microduct `micro` along s1, which lies
        |                 |               in `pipe` along s1 and s2; east C-D in `conduit` along s3
        +-------s4--------+               west 1 and east 1 are joined at C and carry a circuit
        A --s5-- E
    """
    with django_db_blocker.unblock(), transaction.atomic():
        factories.make_area()
        yield _build()
        transaction.set_rollback(True)


def _build() -> Plant:
    spots = {"A": (0, 0), "B": (100, 0), "C": (200, 0), "D": (300, 0), "E": (0, 100)}
    nodes = {
        name: factories.make_node(code=name, geom=factories.place(*spot))
        for name, spot in spots.items()
    }
    segments = {
        code: factories.make_segment(nodes[a], nodes[z], code=code)
        for code, a, z in (
            ("s1", "A", "B"),
            ("s2", "B", "C"),
            ("s3", "C", "D"),
            ("s4", "C", "A"),
            ("s5", "A", "E"),
        )
    }
    first, second, third = (segments[code] for code in ("s1", "s2", "s3"))
    pipe = plant_factories.make_duct([first, second], code="pipe")
    micro = plant_factories.make_duct(
        [first], code="micro", kind=Duct.Kind.MICRODUCT, parent=pipe, inner_mm=10, outer_mm=12
    )
    conduit = plant_factories.make_duct([third], code="conduit", inner_mm=12, outer_mm=16)
    built = catalogue_factories.make_cable_type((2, 2), outer_mm=8)
    west = plant_factories.make_cable(
        [first, second], code="west", type=built, ducts={first.pk: micro}, sheath_m=200
    )
    east = plant_factories.make_cable([third], code="east", type=built, ducts={third.pk: conduit})
    closures = {
        at: plant_factories.make_closure(nodes[at], code=f"M{at}", joints_per_tray=1) for at in "AC"
    }
    ends = [plant_factories.end_of(cable, 1, nodes["C"]) for cable in (west, east)]
    joint = plant_factories.make_joint(*ends, tray=closures["C"].trays.get())
    plant_factories.make_reservation(west, first_number=2, last_number=3)
    built_plant = Plant(
        nodes=nodes,
        segments=segments,
        type=built,
        west=west,
        east=east,
        cord=plant_factories.make_patch_cord(nodes["A"], code="cord"),
        pipe=pipe,
        micro=micro,
        conduit=conduit,
        closures=closures,
        panel=plant_factories.make_panel(nodes["A"], n_ports=2),
        splitter=plant_factories.make_splitter(nodes["C"], n_outputs=3),
        joint=joint,
        path=plant_factories.make_circuit_path(
            a_end=plant_factories.end_of(west, 1, nodes["A"]),
            z_end=plant_factories.end_of(east, 1, nodes["D"]),
        ),
    )
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return built_plant
