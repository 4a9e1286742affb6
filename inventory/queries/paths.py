"""
Paths: where dark glass still leads, two diverse ways, what two paths share, and what light loses.

The graph of a question is built for that question and thrown away (rustworkx, 24 ms for 80,000
edges): a kept one would be stale in every web process.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import LiteralString

from django.db import connection
from django.db.models import Q

from inventory.models import CircuitPath, RiskGroup, RiskGroupMember, RouteNode, RouteSegment
from inventory.models.places import PlantStatus
from inventory.plant import optics
from inventory.plant.diversity import DiversePair, Segment, diverse_pair
from inventory.plant.search import Edge, cheapest_path
from inventory.queries import glass
from inventory.queries.stored import risk_groups, stored_circuits
from inventory.queries.trace import DEFAULT_NM, Trace, trace

#: Ways may be planned along what is there or is being dug.
USABLE = (PlantStatus.ACTIVE, PlantStatus.UNDER_CONSTRUCTION)
#: How long each search for a diverse pair may take.
LIMIT_S = 10.0

# Free is a piece of a dark strand, in a cable in use, of which neither end is joined.
_FREE: LiteralString = """
    SELECT strand.cable_id, section.from_position, section.to_position,
           a_end.node_id, z_end.node_id, count(*),
           (SELECT COALESCE(sum(COALESCE(segment.surveyed_length_m, segment.geodesic_length_m)), 0)
              FROM inventory_cablesection walk
              JOIN inventory_routesegment segment ON segment.id = walk.segment_id
             WHERE walk.cable_id = strand.cable_id
               AND walk.position > section.from_position AND walk.position <= section.to_position)
      FROM inventory_strandsection section
      JOIN inventory_strand strand ON strand.id = section.strand_id
      JOIN inventory_cable cable ON cable.id = strand.cable_id
      JOIN inventory_opticalend a_end ON a_end.id = section.id * 2
      JOIN inventory_opticalend z_end ON z_end.id = section.id * 2 + 1
     WHERE cable.status = 'active' AND cable.kind = 'cable' AND strand.status = 'dark'
       AND NOT EXISTS (SELECT FROM inventory_mate WHERE end_id IN (a_end.id, z_end.id))
     GROUP BY strand.cable_id, section.from_position, section.to_position, a_end.node_id,
              z_end.node_id
"""
_FREE_STRANDS: LiteralString = """
    SELECT strand.number, section.id
      FROM inventory_strandsection section
      JOIN inventory_strand strand ON strand.id = section.strand_id
     WHERE strand.cable_id = %(cable)s AND strand.status = 'dark'
       AND section.from_position = %(first)s AND section.to_position = %(last)s
       AND NOT EXISTS (
           SELECT FROM inventory_mate WHERE end_id IN (section.id * 2, section.id * 2 + 1))
     ORDER BY strand.number
     LIMIT %(n)s
"""


@dataclass(frozen=True, slots=True)
class DarkLeg:
    """A piece of a cable on a dark path: the strands to take, and their ends on either side."""

    cable_id: int
    cable_code: str
    from_node_id: int
    from_node_code: str
    to_node_id: int
    to_node_code: str
    length_m: float
    strand_numbers: tuple[int, ...]
    entered_ends: tuple[int, ...]
    left_ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DarkPath:
    """
    The cheapest way over cables with enough free strands, and the pairs of ends to join.

    `length_m` is route; `loss_db` is of one fibre with a design splice at each joint.
    """

    legs: tuple[DarkLeg, ...]
    joints: tuple[tuple[int, int], ...]
    length_m: float
    loss_db: float

    @property
    def a_ends(self) -> tuple[int, ...]:
        """The ends at its first node, one a strand."""
        return self.legs[0].entered_ends if self.legs else ()

    @property
    def z_ends(self) -> tuple[int, ...]:
        """The ends at its last node, one a strand."""
        return self.legs[-1].left_ends if self.legs else ()


@dataclass(frozen=True, slots=True)
class _Piece:
    cable_id: int
    from_position: int
    to_position: int
    from_node: int
    to_node: int


def dark_path(
    *, from_node_id: int, to_node_id: int, n_strands: int = 1, wavelength_nm: int = DEFAULT_NM
) -> DarkPath | None:
    """
    Return the shortest way over cables in use with so many free strands; None if there is none.

    Free strands are dark, not reserved, and joined at neither end; where a cable was cut open,
    each piece counts by itself. The strands with the lowest numbers are taken.
    """
    pieces: list[_Piece] = []
    edges: list[Edge] = []
    with connection.cursor() as cursor:
        cursor.execute(_FREE)
        for *piece, n_free, length_m in cursor.fetchall():
            found = _Piece(*piece)
            edges.append(Edge(len(pieces), found.from_node, found.to_node, length_m, n_free))
            pieces.append(found)
    way = cheapest_path(edges, from_node=from_node_id, to_node=to_node_id, n_free=n_strands)
    if way is None:
        return None
    taken = [
        (pieces[edge], pieces[edge].from_node != here)
        for edge, here in zip(way.edges, way.nodes, strict=False)
    ]
    lengths = {edge.edge_id: edge.cost_m for edge in edges}
    return _with_strands(
        taken,
        [lengths[edge] for edge in way.edges],
        n_strands=n_strands,
        wavelength_nm=wavelength_nm,
    )


def _with_strands(
    taken: list[tuple[_Piece, bool]], lengths_m: list[float], *, n_strands: int, wavelength_nm: int
) -> DarkPath:
    """Return the path over these pieces, each with whether it is walked backwards."""
    strands = [_free_strands(piece, n=n_strands) for piece, _is_back in taken]
    entered = [
        tuple(2 * section + is_back for _number, section in free)
        for free, (_piece, is_back) in zip(strands, taken, strict=True)
    ]
    rows = glass.details([ends[0] for ends in entered], wavelength_nm=wavelength_nm)
    first = [rows[ends[0]] for ends in entered]
    legs = tuple(
        DarkLeg(
            cable_id=row["cable_id"],
            cable_code=row["cable_code"],
            from_node_id=row["from_node_id"],
            from_node_code=row["from_node_code"],
            to_node_id=row["to_node_id"],
            to_node_code=row["to_node_code"],
            length_m=length_m,
            strand_numbers=tuple(number for number, _section in free),
            entered_ends=ends,
            left_ends=tuple(end ^ 1 for end in ends),
        )
        for row, free, ends, length_m in zip(first, strands, entered, lengths_m, strict=True)
    )
    joints = tuple(
        pair
        for before, after in pairwise(legs)
        for pair in zip(before.left_ends, after.entered_ends, strict=True)
    )
    glass_db = sum(glass.glass_loss_db(row, wavelength_nm=wavelength_nm) for row in first)
    splices_db = optics.FUSION_SPLICE_DB * max(len(legs) - 1, 0)
    return DarkPath(legs, joints, sum(lengths_m), glass_db + splices_db)


def _free_strands(piece: _Piece, *, n: int) -> list[tuple[int, int]]:
    """Return number and section of the first free strands of a piece."""
    asked = {
        "cable": piece.cable_id,
        "first": piece.from_position,
        "last": piece.to_position,
        "n": n,
    }
    with connection.cursor() as cursor:
        cursor.execute(_FREE_STRANDS, asked)
        return [(number, section) for number, section in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class DiverseWays:
    """A pair of ways with the segments' and risk groups' names; see `DiversePair`."""

    pair: DiversePair
    #: The segments of either way, in order.
    ways: tuple[tuple[RouteSegment, ...], ...]
    shared_segments: tuple[RouteSegment, ...]
    shared_groups: tuple[RiskGroup, ...]


def diverse_ways(*, from_node_id: int, to_node_id: int) -> DiverseWays:
    """
    Return the two diverse ways along segments, shortest together, or what two ways must share.

    Cables may lie there or be laid yet. A risk group counts by its segments, and by its nodes
    strictly between the two ends; power does not, for glass that passes needs none. 4 queries.

    Raises:
        UndecidedError: the answer was not proven within `LIMIT_S`.
    """
    segments = usable_segments(not_at={from_node_id, to_node_id})
    pair = diverse_pair(segments, from_node=from_node_id, to_node=to_node_id, limit_s=LIMIT_S)
    walked = pair.ways or ()
    rows = RouteSegment.objects.select_related("a_node", "z_node").in_bulk(
        {segment for way in walked for segment in way} | pair.shared_segments
    )
    groups = RiskGroup.objects.filter(pk__in=pair.shared_groups)
    return DiverseWays(
        pair=pair,
        ways=tuple(tuple(rows[segment] for segment in way) for way in walked),
        shared_segments=tuple(rows[segment] for segment in sorted(pair.shared_segments)),
        shared_groups=tuple(groups.order_by("name")),
    )


def usable_segments(*, not_at: set[int]) -> list[Segment]:
    """Return the segments that a way may take, with their risk groups; 2 queries."""
    at_node: defaultdict[int, set[int]] = defaultdict(set)
    of_segment: defaultdict[int, set[int]] = defaultdict(set)
    power = Q(group__kind=RiskGroup.Kind.POP_POWER)
    members: Iterable[tuple[int, int | None, int | None]] = RiskGroupMember.objects.exclude(
        power
    ).values_list("group_id", "segment_id", "node_id")
    for group, segment, node in members:
        if segment is not None:
            of_segment[segment].add(group)
        elif node is not None and node not in not_at:
            at_node[node].add(group)
    rows = RouteSegment.objects.filter(status__in=USABLE).order_by("pk")
    return [
        Segment(
            pk,
            a_node,
            z_node,
            surveyed_m or geodesic_m,
            frozenset(of_segment[pk] | at_node[a_node] | at_node[z_node]),
        )
        for pk, a_node, z_node, surveyed_m, geodesic_m in rows.values_list(
            "pk", "a_node_id", "z_node_id", "surveyed_length_m", "geodesic_length_m"
        )
    ]


@dataclass(frozen=True, slots=True)
class SharedRisk:
    """What the working and the protect path of a circuit have in common."""

    segments: tuple[RouteSegment, ...]
    shared_m: float
    groups: tuple[RiskGroup, ...]
    #: Nodes on both; those where both begin and end are among them.
    nodes: tuple[RouteNode, ...]

    @property
    def is_diverse(self) -> bool:
        """Whether no segment and no risk group is shared."""
        return not self.segments and not self.groups


def shared_risk(circuit_id: int) -> SharedRisk | None:
    """Return what both paths of a circuit share; None unless both run. At most 5 queries."""
    paths = next((one.running for one in stored_circuits(circuit_id=circuit_id)), ())
    if len(paths) < 2:
        return None
    working, protect = paths
    members = risk_groups()
    segments = RouteSegment.objects.filter(pk__in=working.segments & protect.segments)
    groups = RiskGroup.objects.filter(pk__in=members.of_path(working) & members.of_path(protect))
    nodes = RouteNode.objects.filter(pk__in=working.nodes & protect.nodes)
    shared = tuple(segments.order_by("code"))
    return SharedRisk(
        segments=shared,
        shared_m=sum(segment.length_m for segment in shared),
        groups=tuple(groups.order_by("name")),
        nodes=tuple(nodes.order_by("code")),
    )


@dataclass(frozen=True, slots=True)
class PathLight:
    """A path's light from its first end, and whether its transceivers can live with the loss."""

    path: CircuitPath
    trace: Trace
    #: None if the path does not run, no transceivers are said, or the fibre's loss at their
    #: wavelength is not known.
    verdict: optics.LossVerdict | None
    budget: optics.Budget | None
    #: At which the trace is reckoned: the transceivers', where the fibre's loss there is known.
    wavelength_nm: int = DEFAULT_NM


def light_of(path: CircuitPath) -> PathLight:
    """Return a path's trace at its transceivers' wavelength, and their verdict; 3 queries."""
    kind = path.optics
    if kind is None:
        return PathLight(path, trace(path.a_end_id), None, None)
    budget = optics.Budget(
        tx_min_dbm=kind.tx_min_dbm,
        rx_min_dbm=kind.rx_min_dbm,
        rx_max_dbm=kind.rx_max_dbm,
        penalty_db=kind.penalty_db,
        tx_max_dbm=kind.tx_max_dbm,
    )
    try:
        light = trace(path.a_end_id, wavelength_nm=kind.wavelength_nm)
    except ValueError:
        return PathLight(path, trace(path.a_end_id), None, budget)
    if not path.is_running:
        return PathLight(path, light, None, budget, kind.wavelength_nm)
    arriving = next(hop for hop in light.hops if hop.left_end == path.z_end_id)
    verdict = optics.verdict(arriving.running_loss_db, budget)
    return PathLight(path, light, verdict, budget, kind.wavelength_nm)
