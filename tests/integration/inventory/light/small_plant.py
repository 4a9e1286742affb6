"""
A plant for one test, in a line or two a thing: rows stored as they are, without the operations.

An end is written (cable, fibre, node), as in the conformance cases.
"""

from itertools import count, pairwise

from django.db import connection

from inventory.models import (
    Cable,
    CableSection,
    CableType,
    CableTypeTube,
    Circuit,
    CircuitPath,
    ColourScheme,
    Device,
    Joint,
    Mate,
    OpticalEnd,
    PatchPanel,
    Port,
    RouteNode,
    RouteSegment,
    SchemeColour,
    Splitter,
    SplitterLeg,
    Strand,
    StrandSection,
    Tube,
)
from inventory.operations.paths import assign_path, rebuild_touching
from inventory.operations.refusals import one_change
from tests import factories

End = tuple[str, int, str]
_numbers = count(1)


def glass_ids(n: int) -> list[int]:
    """Take so many ids from the sequence of all glass."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('inventory_glass_id') FROM generate_series(1, %s)", [n])
        return [number for (number,) in cursor.fetchall()]


def make_type(fibres: int, *, helix_ratio: float = 0) -> CableType:
    """Store a cable type of one tube; its scheme names two colours."""
    number = next(_numbers)
    scheme = ColourScheme.objects.create(name=f"Farben {number}", slug=f"farben-{number}")
    for at, name in enumerate(("rot", "grün"), start=1):
        SchemeColour.objects.create(
            scheme=scheme, number=at, name_en=name, name_de=name, rgb="#102030"
        )
    made = CableType.objects.create(
        name=f"Typ {number}",
        slug=f"typ-{number}",
        n_fibres=fibres,
        tube_scheme=scheme,
        fibre_scheme=scheme,
        helix_ratio=helix_ratio,
    )
    CableTypeTube.objects.create(type=made, number=1, n_fibres=fibres)
    return made


class SmallPlant:
    """Nodes named by letters, segments and cables between them, joints and circuits."""

    def __init__(self) -> None:
        self.nodes: dict[str, RouteNode] = {}
        self.segments: dict[str, RouteSegment] = {}
        self.cables: dict[str, Cable] = {}
        self.circuits: dict[str, Circuit] = {}
        self.splitters: dict[str, list[int]] = {}
        self._ends: dict[End, int] = {}

    def node(self, name: str) -> RouteNode:
        """Return the node of that name, made if it is new."""
        if name not in self.nodes:
            self.nodes[name] = factories.make_node(code=name)
        return self.nodes[name]

    def segment(self, a: str, z: str, *, length_m: float = 1000) -> RouteSegment:
        """Return the segment `ab` between nodes a and b, made if it is new."""
        for code in (f"{a}{z}", f"{z}{a}"):
            if code in self.segments:
                return self.segments[code]
        made = factories.make_segment(
            self.node(a), self.node(z), code=f"{a}{z}", surveyed_length_m=length_m
        )
        self.segments[made.code] = made
        return made

    def cable(
        self,
        name: str,
        walk: str,
        *,
        fibres: int = 2,
        type_: CableType | None = None,
        sheath_m: float | None = None,
    ) -> Cable:
        """Store a cable along nodes of one letter each: `cable("c1", "ABC")`."""
        walked = [(self.segment(here, there), self.node(here)) for here, there in pairwise(walk)]
        with one_change():
            type_ = type_ or make_type(fibres)
            cable = Cable.objects.create(
                code=name,
                type=type_,
                a_node=self.node(walk[0]),
                z_node=self.node(walk[-1]),
                sheath_m=sheath_m,
            )
            for position, (segment, here) in enumerate(walked, start=1):
                CableSection.objects.create(
                    cable=cable,
                    position=position,
                    segment=segment,
                    is_reversed=segment.a_node_id != here.pk,
                )
            tube = Tube.objects.create(cable=cable, number=1)
            for number, glass in enumerate(glass_ids(type_.n_fibres), start=1):
                strand = Strand.objects.create(cable=cable, tube=tube, number=number, place=number)
                section = StrandSection.objects.create(
                    id=glass, strand=strand, from_position=0, to_position=len(walked)
                )
                for end, letter in ((2 * glass, walk[0]), (2 * glass + 1, walk[-1])):
                    OpticalEnd.objects.create(
                        id=end, node=self.node(letter), strand_section=section
                    )
                    self._ends[name, number, letter] = end
        self.cables[name] = cable
        return cable

    def splitter(self, name: str, at: str, *, outputs: int = 2) -> list[int]:
        """Store a splitter; return the outside ends of its legs, the input first."""
        made = Splitter.objects.create(code=name, node=self.node(at), n_outputs=outputs)
        ends = []
        with one_change():
            for number, glass in enumerate(glass_ids(outputs + 1)):
                leg = SplitterLeg.objects.create(id=glass, splitter=made, number=number)
                OpticalEnd.objects.create(id=2 * glass + 1, node=made.node, leg=leg)
                ends.append(2 * glass + 1)
        self.splitters[name] = ends
        return ends

    def port(self, name: str, at: str) -> tuple[int, int]:
        """Store a panel of one port; return its back and its front end."""
        device = Device.objects.create(name=name, role=Device.Role.PANEL, node=self.node(at))
        panel = PatchPanel.objects.create(device=device, n_ports=1)
        (glass,) = glass_ids(1)
        with one_change():
            port = Port.objects.create(id=glass, panel=panel, number=1)
            for end in (2 * glass, 2 * glass + 1):
                OpticalEnd.objects.create(id=end, node=device.node, port=port)
        return 2 * glass, 2 * glass + 1

    def cut(self, cable: str, fibre: int, at: str) -> int:
        """Cut a strand at a node that its cable passes; return the new section's end there."""
        strand = Strand.objects.get(cable__code=cable, number=fibre)
        first, (glass,) = strand.sections.get(), glass_ids(1)
        node = self.node(at)
        position = next(
            step.position
            for step in strand.cable.walk.select_related("segment")
            if node.pk in {step.segment.a_node_id, step.segment.z_node_id}
        )
        last, first.to_position = first.to_position, position
        with one_change():
            first.save()
            far = StrandSection.objects.create(
                id=glass, strand=strand, from_position=position, to_position=last
            )
            far_end = OpticalEnd.objects.get(pk=2 * first.pk + 1)
            OpticalEnd.objects.create(id=2 * glass, node=node, strand_section=far)
            OpticalEnd.objects.create(id=2 * glass + 1, node=far_end.node, strand_section=far)
            far_end.node = node
            far_end.save()
        return 2 * glass

    def ends(self) -> dict[int, int]:
        """Return the ends of all fibres made here, each with the id of its node."""
        return {end: self.node(letter).pk for (_cable, _fibre, letter), end in self._ends.items()}

    def end(self, one: End | int) -> int:
        """Return the id of an end."""
        return one if isinstance(one, int) else self._ends[one]

    def join(self, a: End | int, z: End | int, *, loss_db: float | None = None) -> Joint:
        """Join two ends by a fusion splice, and rebuild what runs there."""
        a_end, z_end = self.end(a), self.end(z)
        node_id = OpticalEnd.objects.get(pk=a_end).node_id
        with one_change():
            joint = Joint.objects.create(node_id=node_id, loss_db=loss_db)
            Mate.objects.bulk_create(
                Mate(end_id=here, mate_id=there, node_id=node_id, joint=joint)
                for here, there in ((a_end, z_end), (z_end, a_end))
            )
            rebuild_touching([a_end, z_end])
        return joint

    def unjoin(self, joint: Joint) -> None:
        """Take a joint away, and rebuild what ran there."""
        ends = list(joint.mates.values_list("end_id", flat=True))
        with one_change():
            joint.delete()
            rebuild_touching(ends)

    def path(
        self,
        circuit: str,
        a: End | int,
        z: End | int,
        *,
        leg: str = CircuitPath.Leg.WORKING,
        **more: int,
    ) -> CircuitPath:
        """Assign a path to the circuit of that name, made if it is new."""
        if circuit not in self.circuits:
            self.circuits[circuit] = factories.make_circuit(cid=circuit)
        return assign_path(
            circuit_id=self.circuits[circuit].pk,
            leg=leg,
            a_end=self.end(a),
            z_end=self.end(z),
            **more,
        )
