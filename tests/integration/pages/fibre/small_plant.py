"""A plant small enough to know by heart, with one of everything that the pages show."""

from dataclasses import dataclass

from inventory.models import (
    Cable,
    CableType,
    Circuit,
    Closure,
    ColourScheme,
    Duct,
    OpticalEnd,
    PatchPanel,
    Port,
    RouteNode,
    RouteSegment,
    SchemeColour,
    Splitter,
    StrandSection,
)
from inventory.plant.colours import IEC_60304, colour_of
from tests import catalogue_factories, factories, plant_factories
from tests.plant_factories import end_of, ends_of_cord


@dataclass(frozen=True, slots=True)
class SmallPlant:
    """
    The plant of `make_small_plant`.

        ODF 1 --- HK-1 ------- M-1 ------- HK-1 ------- z
        (pop)     2 tubes     tube 1 cut,
          |                   tube 2 express
        PK-1                   |
                              HA-1 ------- school
    """

    nodes: dict[str, RouteNode]
    segments: list[RouteSegment]
    main: Cable
    drop: Cable
    cord: Cable
    closure: Closure
    panel: PatchPanel
    splitter: Splitter
    duct: Duct
    inner_duct: Duct
    circuit: Circuit


def iec_scheme() -> ColourScheme:
    """Store the colours of IEC 60304, 1 to 24: the second dozen with a ring."""
    scheme, is_new = ColourScheme.objects.get_or_create(
        slug="iec-test", defaults={"name": "IEC 60304 (Test)"}
    )
    if is_new:
        for number in range(1, 25):
            marking = colour_of(IEC_60304, number)
            SchemeColour.objects.create(
                scheme=scheme,
                number=number,
                name_en=marking.colour.name_en,
                name_de=marking.colour.name_de,
                rgb=marking.colour.rgb,
                n_rings=marking.n_rings,
            )
    return scheme


def iec_type(*tubes: int, **fields: object) -> CableType:
    """Store a cable type in these colours."""
    scheme = iec_scheme()
    return catalogue_factories.make_cable_type(
        tubes, tube_scheme=scheme, fibre_scheme=scheme, **fields
    )


def cut_tube(cable: Cable, number: int, *, at: RouteNode, position: int) -> None:
    """Cut a tube's strands at a node of the walk: each has two pieces then."""
    catalogue_factories.defer_checks()
    pieces = list(
        StrandSection.objects.filter(
            strand__cable=cable, strand__tube__number=number, from_position=0
        ).order_by("strand__number")
    )
    for piece, glass_id in zip(pieces, plant_factories.new_glass(len(pieces)), strict=True):
        to_position = piece.to_position
        far_node = OpticalEnd.objects.get(pk=2 * piece.pk + 1).node_id
        StrandSection.objects.filter(pk=piece.pk).update(to_position=position)
        OpticalEnd.objects.filter(pk=2 * piece.pk + 1).update(node_id=at.pk)
        StrandSection.objects.create(
            pk=glass_id, strand=piece.strand, from_position=position, to_position=to_position
        )
        OpticalEnd.objects.bulk_create(
            OpticalEnd(pk=2 * glass_id + side, node_id=node_id, strand_section_id=glass_id)
            for side, node_id in ((0, at.pk), (1, far_node))
        )


def arriving_end(cable: Cable, number: int, node: RouteNode) -> int:
    """Return the end of a fibre's piece that comes to a node along the cable's walk."""
    return next(
        end
        for end in OpticalEnd.objects.filter(
            node=node,
            strand_section__strand__cable=cable,
            strand_section__strand__number=number,
        ).values_list("pk", flat=True)
        if end % 2
    )


def make_small_plant(circuit: Circuit | None = None) -> SmallPlant:
    """Store it; a circuit's light runs from the panel over two splices to the school."""
    pop = factories.make_site(kind="pop", name="PoP Nord")
    school = factories.make_site(name="Schule am Plan")
    nodes = {
        "pop": factories.make_node(code="P-POP", site=pop, kind="pop", geom=factories.place()),
        "middle": factories.make_node(code="P-M", geom=factories.place(400, 30)),
        "far": factories.make_node(code="P-Z", geom=factories.place(800, 200)),
        "school": factories.make_node(code="P-SCH", site=school, geom=factories.place(420, -150)),
    }
    segments = [
        factories.make_segment(nodes["pop"], nodes["middle"], code="T-1"),
        factories.make_segment(nodes["middle"], nodes["far"], code="T-2"),
        factories.make_segment(nodes["middle"], nodes["school"], code="T-3"),
    ]
    duct = plant_factories.make_duct(segments[:2], code="LR-1", inner_mm=40, outer_mm=50)
    inner = plant_factories.make_duct(
        segments[:2], code="LR-1.1", inner_mm=16, outer_mm=20, parent=duct
    )
    main = plant_factories.make_cable(
        segments[:2],
        code="HK-1",
        type=iec_type(12, 12, outer_mm=11.5, helix_ratio=0.01),
        ducts={segments[0].pk: inner},
        owner="Stadtwerke",
    )
    drop = plant_factories.make_cable(
        segments[2:], code="HA-1", type=iec_type(12, outer_mm=6), from_node=nodes["middle"]
    )
    cord = plant_factories.make_patch_cord(nodes["pop"], code="PK-1")
    closure = plant_factories.make_closure(nodes["middle"], code="M-1", n_trays=2)
    panel = plant_factories.make_panel(nodes["pop"], name="ODF 1", n_ports=24)
    splitter = plant_factories.make_splitter(
        nodes["middle"], code="SP-1", tray=closure.trays.get(number=2)
    )
    plant_factories.make_slack_loop(main, node_id=nodes["middle"].pk, length_m=20)
    plant_factories.make_structure(nodes["middle"], code="KS-1")
    cut_tube(main, 1, at=nodes["middle"], position=1)
    made = SmallPlant(
        nodes,
        segments,
        main,
        drop,
        cord,
        closure,
        panel,
        splitter,
        duct,
        inner,
        circuit or factories.make_circuit(cid="L-1", site=school),
    )
    _join(made)
    return made


def _join(plant: SmallPlant) -> None:
    """Light the first fibre through, splice a few dark ones beside it, feed the splitter."""
    tray = plant.closure.trays.get(number=1)
    ports = list(Port.objects.filter(panel=plant.panel).order_by("number"))
    for number in (1, 2, 3):
        behind = end_of(plant.main, number, plant.nodes["pop"])
        plant_factories.make_joint(2 * ports[number - 1].pk, behind, kind="fusion")
        plant_factories.make_joint(
            arriving_end(plant.main, number, plant.nodes["middle"]),
            end_of(plant.drop, number, plant.nodes["middle"]),
            tray=tray,
            loss_db=0.05 if number == 1 else None,
        )
    head, tail = ends_of_cord(plant.cord)
    plant_factories.make_joint(tail, 2 * ports[0].pk + 1, kind="connector")
    leg = plant.splitter.legs.get(number=0)
    plant_factories.make_joint(
        arriving_end(plant.main, 12, plant.nodes["middle"]),
        2 * leg.pk + 1,
        tray=plant.closure.trays.get(number=2),
    )
    plant_factories.make_reservation(
        plant.main, first_number=13, last_number=16, reserved_for="Feuerwehr"
    )
    plant_factories.make_circuit_path(
        plant.circuit,
        a_end=head,
        z_end=end_of(plant.drop, 1, plant.nodes["school"]),
        optics=catalogue_factories.make_transceiver_type(name="10GBASE-LR (Test)"),
    )
