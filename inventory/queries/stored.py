"""
Stored light paths as values: which segments, nodes and cables each runs over, and what they risk.

For questions that are asked of all circuits at once; a single cut is cheaper to ask of `impact`.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import LiteralString

from django.db import connection

from inventory.models import RiskGroupMember
from inventory.plant.verdicts import CircuitPaths, LightPath

_HOPS: LiteralString = """
    SELECT path.circuit_id, path.leg, path.is_running,
           hop.cable_id, hop.from_position, hop.to_position, hop.node_id
      FROM inventory_circuitpath path
      LEFT JOIN inventory_circuithop hop ON hop.path_id = path.id
     WHERE %(circuit)s::bigint IS NULL OR path.circuit_id = %(circuit)s
     ORDER BY path.circuit_id
"""
# The node at position 0 is where the cable begins; position p is where its section p arrives.
_WALKS: LiteralString = """
    SELECT id, 0, NULL, a_node_id FROM inventory_cable WHERE id = ANY (%(cables)s)
    UNION ALL
    SELECT walk.cable_id, walk.position, walk.segment_id,
           CASE WHEN walk.is_reversed THEN segment.a_node_id ELSE segment.z_node_id END
      FROM inventory_cablesection walk
      JOIN inventory_routesegment segment ON segment.id = walk.segment_id
     WHERE walk.cable_id = ANY (%(cables)s)
     ORDER BY 1, 2
"""
#: Cable and node positions: a piece of glass that many light paths run over.
_Piece = tuple[int, int, int]


def stored_circuits(*, circuit_id: int | None = None) -> list[CircuitPaths]:
    """Return the circuits with a working path, or one, and what their paths run over; 2 queries."""
    with connection.cursor() as cursor:
        cursor.execute(_HOPS, {"circuit": circuit_id})
        rows = cursor.fetchall()
    runs: defaultdict[int, dict[str, bool]] = defaultdict(dict)
    pieces: defaultdict[tuple[int, str], set[_Piece]] = defaultdict(set)
    boxes: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    for circuit, leg, is_running, cable_id, first, last, node_id in rows:
        runs[circuit][leg] = is_running
        if cable_id is not None:
            pieces[circuit, leg].add((cable_id, first, last))
        if node_id is not None:
            boxes[circuit, leg].add(node_id)
    passed = _passed({piece for taken in pieces.values() for piece in taken})

    def light_path(circuit: int, leg: str) -> LightPath:
        taken = pieces[circuit, leg]
        return LightPath(
            runs=runs[circuit][leg],
            segments=frozenset[int]().union(*(passed[piece][0] for piece in taken)),
            nodes=frozenset(boxes[circuit, leg]).union(*(passed[piece][1] for piece in taken)),
            cables=frozenset(cable_id for cable_id, _first, _last in taken),
        )

    return [
        CircuitPaths(
            circuit,
            working=light_path(circuit, "working"),
            protect=light_path(circuit, "protect") if "protect" in legs else None,
        )
        for circuit, legs in runs.items()
        if "working" in legs
    ]


def _passed(pieces: set[_Piece]) -> dict[_Piece, tuple[set[int], set[int]]]:
    """Return the segments and nodes that each piece of glass passes; 1 query."""
    walks: defaultdict[int, list[tuple[int | None, int]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_WALKS, {"cables": list({cable_id for cable_id, _a, _z in pieces})})
        for cable_id, _position, segment_id, node_id in cursor.fetchall():
            walks[cable_id].append((segment_id, node_id))
    return {
        (cable_id, first, last): (
            {segment for segment, _node in walks[cable_id][first + 1 : last + 1] if segment},
            {node for _segment, node in walks[cable_id][first : last + 1]},
        )
        for cable_id, first, last in pieces
    }


@dataclass(frozen=True, slots=True)
class RiskGroups:
    """The risk groups that each segment, node and cable belongs to."""

    of_segment: dict[int, list[int]]
    of_node: dict[int, list[int]]
    of_cable: dict[int, list[int]]

    def of_path(self, path: LightPath) -> frozenset[int]:
        """Return the groups that a path depends on."""
        return frozenset(
            group
            for elements, groups in (
                (path.segments, self.of_segment),
                (path.nodes, self.of_node),
                (path.cables, self.of_cable),
            )
            for element in elements
            for group in groups.get(element, ())
        )


def risk_groups() -> RiskGroups:
    """Return who belongs to which risk group; 1 query."""
    found: tuple[defaultdict[int, list[int]], ...] = tuple(defaultdict(list) for _kind in range(3))
    members = RiskGroupMember.objects.order_by("group")
    for group, *things in members.values_list("group_id", "segment_id", "node_id", "cable_id"):
        for groups, thing in zip(found, things, strict=True):
            if thing is not None:
                groups[thing].append(group)
    return RiskGroups(*(dict(groups) for groups in found))
