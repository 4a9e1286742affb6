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

# A node is passed at its position in the walk: where a section arrives, and where the first began.
_ELEMENTS: LiteralString = """
    SELECT path.circuit_id, path.leg, path.is_running,
           COALESCE(array_agg(DISTINCT passed.segment_id)
                    FILTER (WHERE passed.segment_id IS NOT NULL), '{}'),
           COALESCE(array_agg(DISTINCT passed.node_id)
                    FILTER (WHERE passed.node_id IS NOT NULL), '{}'),
           COALESCE(array_agg(DISTINCT hop.cable_id) FILTER (WHERE hop.cable_id IS NOT NULL), '{}')
      FROM inventory_circuitpath path
      LEFT JOIN inventory_circuithop hop ON hop.path_id = path.id
      LEFT JOIN LATERAL (
          SELECT walk.segment_id, unnest(ARRAY[segment.a_node_id, segment.z_node_id]) AS node_id
            FROM inventory_cablesection walk
            JOIN inventory_routesegment segment ON segment.id = walk.segment_id
           WHERE walk.cable_id = hop.cable_id
             AND walk.position > hop.from_position AND walk.position <= hop.to_position
          UNION ALL
          SELECT NULL, cable.a_node_id FROM inventory_cable cable
           WHERE cable.id = hop.cable_id AND cable.kind = 'patch_cord'
          UNION ALL
          SELECT NULL, hop.node_id
      ) passed ON true
     WHERE %(circuit)s::bigint IS NULL OR path.circuit_id = %(circuit)s
     GROUP BY path.id
     ORDER BY path.circuit_id
"""


def stored_circuits(*, circuit_id: int | None = None) -> list[CircuitPaths]:
    """Return the circuits with a working path, or one, and what their paths run over; 1 query."""
    with connection.cursor() as cursor:
        cursor.execute(_ELEMENTS, {"circuit": circuit_id})
        rows = cursor.fetchall()
    legs: defaultdict[int, dict[str, LightPath]] = defaultdict(dict)
    for circuit_id, leg, is_running, segments, nodes, cables in rows:
        legs[circuit_id][leg] = LightPath(
            runs=is_running,
            segments=frozenset(segments),
            nodes=frozenset(nodes),
            cables=frozenset(cables),
        )
    return [
        CircuitPaths(circuit_id, working=paths["working"], protect=paths.get("protect"))
        for circuit_id, paths in legs.items()
        if "working" in paths
    ]


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
