"""
Factories of the plant: ducts, cables with all their glass, joints, and what light runs over.

Plain rows, not the product's operations: a test of those is to stand on something else. Ends are
handed about as ids; `end_of` finds that of a fibre, ports and legs have theirs in their ids.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import count, pairwise
from typing import Any

from django.db import connection

from inventory.models import (
    Cable,
    CableSection,
    CableType,
    Circuit,
    CircuitHop,
    CircuitPath,
    Closure,
    Device,
    Duct,
    DuctSection,
    Joint,
    Mate,
    OpticalEnd,
    PatchPanel,
    Port,
    Reservation,
    RiskGroup,
    RiskGroupMember,
    RouteNode,
    RouteSegment,
    SlackLoop,
    Splitter,
    SplitterLeg,
    Strand,
    StrandSection,
    Structure,
    Tray,
    Tube,
)
from tests.catalogue_factories import defer_checks, make_cable_type, make_device, make_transceiver
from tests.factories import first_node, make_circuit, make_node, make_segment, place

_numbers = count(1)


def new_glass(n: int) -> list[int]:
    """Take ids for pieces of glass: strand sections, ports, legs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('inventory_glass_id') FROM generate_series(1, %s)", [n])
        return [row[0] for row in cursor.fetchall()]


def make_way(n_segments: int = 1, *, step_m: float = 100, **fields: Any) -> list[RouteSegment]:
    """Store nodes in a row to the east, so many metres apart, and the segments between them."""
    row = next(_numbers) % 300  # more rows would leave the city to the south
    nodes = [make_node(geom=place(i * step_m, -row * 20)) for i in range(n_segments + 1)]
    return [make_segment(a, z, **fields) for a, z in pairwise(nodes)]


# --- cables -------------------------------------------------------------------------------------
def make_duct(segments: Sequence[RouteSegment], **fields: Any) -> Duct:
    """Store a duct of 40/50 mm along the segments."""
    fields.setdefault("code", f"LR{next(_numbers)}")
    fields.setdefault("inner_mm", 40)
    fields.setdefault("outer_mm", 50)
    defer_checks()
    duct = Duct.objects.create(**fields)
    DuctSection.objects.bulk_create(
        DuctSection(duct=duct, position=position, segment=segment, is_reversed=is_reversed)
        for position, segment, is_reversed in _walk(segments, first_node(segments))
    )
    return duct


def make_cable(
    segments: Sequence[RouteSegment],
    *,
    type: CableType | None = None,  # noqa: A002 - the model's word
    ducts: Mapping[int, Duct] | None = None,
    from_node: RouteNode | None = None,
    **fields: Any,
) -> Cable:
    """
    Store a cable along the segments with its tubes, strands, glass and ends; 12 fibres.

    `ducts`: id of a segment to the duct that the cable lies in there.
    """
    fields.setdefault("code", f"KB{next(_numbers)}")
    first = from_node.pk if from_node else first_node(segments)
    walk = _walk(segments, first)
    _, segment, is_reversed = walk[-1]
    defer_checks()
    cable = Cable.objects.create(
        type=type or make_cable_type(),
        a_node_id=first,
        z_node_id=segment.a_node_id if is_reversed else segment.z_node_id,
        **fields,
    )
    CableSection.objects.bulk_create(
        CableSection(
            cable=cable,
            position=position,
            segment=segment,
            is_reversed=is_reversed,
            duct=(ducts or {}).get(segment.pk),
        )
        for position, segment, is_reversed in walk
    )
    _make_glass(cable, n_sections=len(walk))
    return cable


def make_patch_cord(
    node: RouteNode,
    *,
    type: CableType | None = None,  # noqa: A002 - the model's word
    **fields: Any,
) -> Cable:
    """Store a cord of one fibre that stays at a node; `ends_of_cord` finds its ends."""
    fields.setdefault("code", f"PK{next(_numbers)}")
    defer_checks()
    cord = Cable.objects.create(
        kind=Cable.Kind.PATCH_CORD,
        type=type or make_cable_type((1,)),
        a_node=node,
        z_node=node,
        **fields,
    )
    _make_glass(cord, n_sections=0)
    return cord


def end_of(cable: Cable, number: int, node: RouteNode | int) -> int:
    """Return the end of a fibre at a node where it has one end."""
    node_id = node if isinstance(node, int) else node.pk
    return OpticalEnd.objects.get(
        strand_section__strand__cable=cable,
        strand_section__strand__number=number,
        node_id=node_id,
    ).pk


def ends_of_cord(cord: Cable, number: int = 1) -> tuple[int, int]:
    """Return both ends of a fibre that was never cut."""
    glass = StrandSection.objects.get(strand__cable=cord, strand__number=number).pk
    return 2 * glass, 2 * glass + 1


def make_slack_loop(cable: Cable, **fields: Any) -> SlackLoop:
    """Store 15 m of slack where the cable begins."""
    fields.setdefault("length_m", 15)
    if "segment" not in fields:
        fields.setdefault("node_id", cable.a_node_id)
    return SlackLoop.objects.create(cable=cable, **fields)


def make_reservation(cable: Cable, **fields: Any) -> Reservation:
    """Store a reservation of the first fibre in 2026."""
    fields.setdefault("first_number", 1)
    fields.setdefault("last_number", fields["first_number"])
    fields.setdefault("reserved_for", "Stadtwerke")
    fields.setdefault("from_date", date(2026, 1, 1))
    fields.setdefault("until_date", date(2026, 12, 31))
    return Reservation.objects.create(cable=cable, **fields)


# --- joints and what holds them -----------------------------------------------------------------
def make_structure(node: RouteNode | None = None, **fields: Any) -> Structure:
    """Store a manhole."""
    fields.setdefault("code", f"KS{next(_numbers)}")
    fields.setdefault("kind", Structure.Kind.MANHOLE)
    return Structure.objects.create(node=node or make_node(), **fields)


def make_closure(
    node: RouteNode | None = None, *, n_trays: int = 1, joints_per_tray: int = 12, **fields: Any
) -> Closure:
    """Store a closure, full of trays unless `max_trays` says more."""
    fields.setdefault("code", f"M{next(_numbers)}")
    fields.setdefault("max_trays", n_trays)
    defer_checks()
    closure = Closure.objects.create(node=node or make_node(), **fields)
    Tray.objects.bulk_create(
        Tray(closure=closure, number=number, max_joints=joints_per_tray)
        for number in range(1, n_trays + 1)
    )
    return closure


def make_joint(a_end: int, z_end: int, **fields: Any) -> Joint:
    """Splice two ends at the node where the first lies."""
    node_id = OpticalEnd.objects.get(pk=a_end).node_id
    defer_checks()
    joint = Joint.objects.create(node_id=node_id, **fields)
    Mate.objects.bulk_create(
        Mate(end_id=end, mate_id=mate, node_id=node_id, joint=joint)
        for end, mate in ((a_end, z_end), (z_end, a_end))
    )
    return joint


def make_panel(node: RouteNode | None = None, *, n_ports: int = 12, **fields: Any) -> PatchPanel:
    """Store an ODF with its device and its ports: `2 * port.pk` is a back, `+ 1` its front."""
    device = make_device(node, role=Device.Role.PANEL, **fields)
    defer_checks()
    panel = PatchPanel.objects.create(device=device, n_ports=n_ports)
    ports = Port.objects.bulk_create(
        Port(pk=glass, panel=panel, number=number)
        for number, glass in enumerate(new_glass(n_ports), start=1)
    )
    OpticalEnd.objects.bulk_create(
        OpticalEnd(pk=2 * port.pk + side, node_id=device.node_id, port=port)
        for port in ports
        for side in (0, 1)
    )
    return panel


def make_splitter(node: RouteNode | None = None, *, n_outputs: int = 2, **fields: Any) -> Splitter:
    """Store a splitter with its legs; leg 0 is the input, `2 * leg.pk + 1` what is spliced."""
    fields.setdefault("code", f"SP{next(_numbers)}")
    defer_checks()
    splitter = Splitter.objects.create(node=node or make_node(), n_outputs=n_outputs, **fields)
    legs = SplitterLeg.objects.bulk_create(
        SplitterLeg(pk=glass, splitter=splitter, number=number)
        for number, glass in enumerate(new_glass(n_outputs + 1))
    )
    OpticalEnd.objects.bulk_create(
        OpticalEnd(pk=2 * leg.pk + 1, node_id=splitter.node_id, leg=leg) for leg in legs
    )
    return splitter


# --- light and risk -----------------------------------------------------------------------------
def make_circuit_path(
    circuit: Circuit | None = None, *, a_end: int, z_end: int, **fields: Any
) -> CircuitPath:
    """
    Store a working path with its hops, its strands lit; without any where the light does not run.

    Follows joints one by one, the slow way; not through splitters.
    """
    fields.setdefault("leg", CircuitPath.Leg.WORKING)
    entered = list(_light(a_end))
    runs = entered[-1] ^ 1 == z_end
    defer_checks()
    path = CircuitPath.objects.create(
        circuit=circuit or make_circuit(), a_end_id=a_end, z_end_id=z_end, is_running=runs, **fields
    )
    for sequence, end_id in enumerate(entered if runs else (), start=1):
        end = OpticalEnd.objects.select_related("strand_section__strand").get(pk=end_id)
        glass = end.strand_section
        CircuitHop.objects.create(
            path=path,
            sequence=sequence,
            entered_end=end,
            strand_section=glass,
            cable_id=glass.strand.cable_id if glass else None,
            from_position=glass.from_position if glass else None,
            to_position=glass.to_position if glass else None,
            node_id=None if glass else end.node_id,
        )
    Strand.objects.filter(sections__hops__path=path).update(status=Strand.Status.LIT)
    return path


def make_risk_group(
    *, segments: Sequence[RouteSegment] = (), nodes: Sequence[RouteNode] = (), **fields: Any
) -> RiskGroup:
    """Store a risk group made by hand."""
    fields.setdefault("name", f"Risiko {next(_numbers)}")
    group = RiskGroup.objects.create(**fields)
    RiskGroupMember.objects.bulk_create(
        [
            *(RiskGroupMember(group=group, segment=segment) for segment in segments),
            *(RiskGroupMember(group=group, node=node) for node in nodes),
        ]
    )
    return group


def make_one_of_each() -> None:
    """
    Store a row of every model of the plant:

        ODF port 1 -- fibre 1 of a cable in a duct; its fibre 2 -- input of a splitter
    """
    (segment,) = make_way()
    duct = make_duct([segment])
    cable = make_cable([segment], ducts={segment.pk: duct})
    panel = make_panel(segment.a_node)
    splitter = make_splitter(segment.z_node)
    front = 2 * panel.ports.get(number=1).pk + 1
    far, second = (end_of(cable, number, segment.z_node) for number in (1, 2))
    make_joint(front ^ 1, end_of(cable, 1, segment.a_node))
    make_joint(second, 2 * splitter.legs.get(number=0).pk + 1)
    make_closure(segment.z_node)
    make_patch_cord(segment.a_node)
    make_structure(segment.z_node)
    make_slack_loop(cable)
    make_reservation(cable, first_number=12)
    make_risk_group(segments=[segment])
    make_circuit_path(a_end=front, z_end=far)
    make_transceiver()


def _walk(segments: Sequence[RouteSegment], here: int) -> list[tuple[int, RouteSegment, bool]]:
    """Return position, segment and whether it is walked backwards, from a node on."""
    walk = []
    for position, segment in enumerate(segments, start=1):
        is_reversed = segment.z_node_id == here
        walk.append((position, segment, is_reversed))
        here = segment.a_node_id if is_reversed else segment.z_node_id
    return walk


def _make_glass(cable: Cable, *, n_sections: int) -> None:
    """Store tubes, strands, uncut sections and their ends."""
    strands: list[Strand] = []
    for typed in cable.type.tubes.order_by("number"):
        tube = Tube.objects.create(cable=cable, number=typed.number)
        n_before = len(strands)
        strands += [
            Strand(cable=cable, tube=tube, number=n_before + place, place=place)
            for place in range(1, typed.n_fibres + 1)
        ]
    Strand.objects.bulk_create(strands)
    sections = StrandSection.objects.bulk_create(
        StrandSection(pk=glass, strand=strand, from_position=0, to_position=n_sections)
        for glass, strand in zip(new_glass(len(strands)), strands, strict=True)
    )
    OpticalEnd.objects.bulk_create(
        OpticalEnd(pk=2 * section.pk + side, node_id=node_id, strand_section=section)
        for section in sections
        for side, node_id in ((0, cable.a_node_id), (1, cable.z_node_id))
    )


def _light(end: int) -> Iterator[int]:
    """Yield the ends that light enters from `end` on, until an open end or back at its start."""
    here: int | None = end
    while here is not None:
        yield here
        here = Mate.objects.filter(end_id=here ^ 1).values_list("mate_id", flat=True).first()
        if here == end:
            return
