"""
What is amiss in the plant: each rule that must hold, asked of all rows by one statement.

Most rules are constraints as well; what came into the database by another way (a restored dump,
triggers switched off) is found here. Derived rows (hops, lit strands) have no constraint that
could say it all: that they are true is proven by computing them anew.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, LiteralString

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from inventory.models import CircuitPath
from inventory.queries import light

#: So many paths are computed anew at once.
PATHS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Finding:
    """Something amiss: the rule's code, what it is about, and the rule in words."""

    code: str
    culprit: str
    words: str

    def __str__(self) -> str:
        """Return one line for people."""
        return f"{self.code} {self.culprit}: {self.words}"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule; its statement returns the names of what breaks it."""

    code: str
    words: Promise
    statement: LiteralString


# The nodes that each cable passes, by position.
_POSITIONS: LiteralString = """
    WITH positions AS (
        SELECT id AS cable_id, 0 AS position, a_node_id AS node_id FROM inventory_cable
        UNION ALL
        SELECT walk.cable_id, walk.position,
               CASE WHEN walk.is_reversed THEN segment.a_node_id ELSE segment.z_node_id END
          FROM inventory_cablesection walk
          JOIN inventory_routesegment segment ON segment.id = walk.segment_id
    )
"""
_STRAND: LiteralString = "cable.code || '#' || strand.number"

RULES: tuple[Rule, ...] = (
    Rule(
        "P01",
        _("The cable's way breaks, or does not lead from its first node to its last."),
        """
        SELECT DISTINCT cable.code
          FROM inventory_cable cable
          LEFT JOIN LATERAL (
              SELECT count(*) AS n, max(at_position) AS last,
                     bool_or(enters <> came_from) AS is_broken,
                     (array_agg(leaves ORDER BY at_position DESC))[1] AS arrives
                FROM (
                    SELECT step.*, COALESCE(lag(leaves) OVER (ORDER BY at_position),
                                            cable.a_node_id) AS came_from
                      FROM inventory_cable_steps(cable.id) step
                ) steps
          ) walk ON true
         WHERE COALESCE(walk.last, 0) <> walk.n OR walk.is_broken
            OR COALESCE(walk.arrives, cable.a_node_id) <> cable.z_node_id
            OR (cable.kind = 'cable') <> (walk.n > 0)
         ORDER BY 1
        """,
    ),
    Rule(
        "P02",
        _("An end of this fibre is missing, or lies elsewhere than its place in the cable's way."),
        f"""
        {_POSITIONS}
        SELECT DISTINCT {_STRAND}
          FROM inventory_strandsection section
          JOIN inventory_strand strand ON strand.id = section.strand_id
          JOIN inventory_cable cable ON cable.id = strand.cable_id
          LEFT JOIN positions a ON (a.cable_id, a.position) = (cable.id, section.from_position)
          LEFT JOIN positions z ON (z.cable_id, z.position) = (cable.id, section.to_position)
          LEFT JOIN inventory_opticalend a_end ON a_end.id = section.id * 2
          LEFT JOIN inventory_opticalend z_end ON z_end.id = section.id * 2 + 1
         WHERE (a.node_id = a_end.node_id AND z.node_id = z_end.node_id) IS NOT TRUE
         ORDER BY 1
        """,  # noqa: S608 - own constants
    ),
    Rule(
        "P03",
        _("The pieces of this fibre leave a gap in its cable's way, or overlap."),
        f"""
        SELECT {_STRAND}
          FROM inventory_strand strand
          JOIN inventory_cable cable ON cable.id = strand.cable_id
          LEFT JOIN (
              SELECT strand_id, min(from_position) AS first, max(to_position) AS last,
                     sum(to_position - from_position) AS covered,
                     bool_or(from_position <> before) AS is_broken
                FROM (
                    SELECT section.*, lag(to_position) OVER (
                               PARTITION BY strand_id ORDER BY from_position) AS before
                      FROM inventory_strandsection section
                ) pieces
               GROUP BY strand_id
          ) piece ON piece.strand_id = strand.id
          LEFT JOIN (
              SELECT cable_id, max(position) AS last FROM inventory_cablesection GROUP BY cable_id
          ) walk ON walk.cable_id = cable.id
         WHERE (piece.first = 0 AND piece.last = COALESCE(walk.last, 0)
                AND piece.covered = piece.last) IS NOT TRUE
            OR piece.is_broken
         ORDER BY 1
        """,  # noqa: S608 - own constants
    ),
    Rule(
        "P04",
        _("The fibre is marked as lit, but no circuit's light runs over it, or the other way."),
        f"""
        SELECT {_STRAND}
          FROM inventory_strand strand
          JOIN inventory_cable cable ON cable.id = strand.cable_id
         WHERE (strand.status = 'lit') <> (strand.id IN (
                   SELECT section.strand_id FROM inventory_circuithop hop
                     JOIN inventory_strandsection section ON section.id = hop.strand_section_id))
         ORDER BY 1
        """,  # noqa: S608 - own constants
    ),
    Rule(
        "P05",
        _("The cable has other tubes or fibres than its type."),
        """
        SELECT cable.code
          FROM inventory_cable cable
          JOIN inventory_cabletype type ON type.id = cable.type_id
         WHERE type.n_fibres <> (
                   SELECT count(*) FROM inventory_strand WHERE cable_id = cable.id)
            OR EXISTS (
                SELECT FROM (
                    SELECT number, n_fibres FROM inventory_cabletypetube WHERE type_id = type.id
                ) wanted
                FULL JOIN (
                    SELECT tube.number, count(strand.id) AS n_fibres
                      FROM inventory_tube tube
                      LEFT JOIN inventory_strand strand ON strand.tube_id = tube.id
                     WHERE tube.cable_id = cable.id GROUP BY tube.number
                ) found USING (number)
                WHERE wanted.n_fibres IS DISTINCT FROM found.n_fibres
            )
         ORDER BY 1
        """,
    ),
    Rule(
        "P06",
        _("The joint lies in a tray of another place."),
        """
        SELECT closure.code || '/' || tray.number || ' (' || joint.id || ')'
          FROM inventory_joint joint
          JOIN inventory_tray tray ON tray.id = joint.tray_id
          JOIN inventory_closure closure ON closure.id = tray.closure_id
         WHERE closure.node_id <> joint.node_id
         ORDER BY 1
        """,
    ),
    Rule(
        "P07",
        _("The tray holds more joints than it has room for."),
        """
        SELECT closure.code || '/' || tray.number
          FROM inventory_tray tray
          JOIN inventory_closure closure ON closure.id = tray.closure_id
         WHERE tray.max_joints < (SELECT count(*) FROM inventory_joint WHERE tray_id = tray.id)
         ORDER BY 1
        """,
    ),
    Rule(
        "P08",
        _("The joint does not join two ends at its place."),
        """
        SELECT node.code || ' (' || joint.id || ')'
          FROM inventory_joint joint
          JOIN inventory_routenode node ON node.id = joint.node_id
         WHERE 2 <> (
             SELECT count(*) FROM inventory_mate one
               JOIN inventory_mate other ON other.joint_id = one.joint_id
                AND (other.end_id, other.mate_id) = (one.mate_id, one.end_id)
               JOIN inventory_opticalend here ON here.id = one.end_id
              WHERE one.joint_id = joint.id AND one.end_id <> one.mate_id
                AND here.node_id = joint.node_id AND one.node_id = joint.node_id)
         ORDER BY 1
        """,
    ),
    Rule(
        "P09",
        _("The panel has other ports than it says, or one of them lacks its ends."),
        """
        SELECT device.name
          FROM inventory_patchpanel panel
          JOIN inventory_device device ON device.id = panel.device_id
         WHERE panel.n_ports <> (
             SELECT count(*) FROM inventory_port port WHERE port.panel_id = panel.id AND 2 = (
                 SELECT count(*) FROM inventory_opticalend one
                  WHERE one.port_id = port.id AND one.node_id = device.node_id))
         ORDER BY 1
        """,
    ),
    Rule(
        "P10",
        _("The splitter has other legs than it says, or one of them lacks its end."),
        """
        SELECT splitter.code
          FROM inventory_splitter splitter
         WHERE splitter.n_outputs + 1 <> (
             SELECT count(*) FROM inventory_splitterleg leg
               JOIN inventory_opticalend one ON one.id = leg.id * 2 + 1
              WHERE leg.splitter_id = splitter.id AND one.leg_id = leg.id
                AND one.node_id = splitter.node_id
                AND leg.number BETWEEN 0 AND splitter.n_outputs)
         ORDER BY 1
        """,
    ),
    Rule(
        "P11",
        _("This slack lies neither at a node nor on a segment of its cable's way."),
        f"""
        {_POSITIONS}
        SELECT cable.code || ' (' || coil.id || ')'
          FROM inventory_slackloop coil JOIN inventory_cable cable ON cable.id = coil.cable_id
         WHERE coil.node_id IS NOT NULL AND NOT EXISTS (
                   SELECT FROM positions
                    WHERE cable_id = coil.cable_id AND node_id = coil.node_id)
            OR coil.segment_id IS NOT NULL AND NOT EXISTS (
                   SELECT FROM inventory_cablesection walk
                     JOIN inventory_routesegment segment ON segment.id = walk.segment_id
                    WHERE walk.cable_id = coil.cable_id AND walk.segment_id = coil.segment_id
                      AND coil.chainage_m <= COALESCE(segment.surveyed_length_m,
                                                      segment.geodesic_length_m))
         ORDER BY 1
        """,  # noqa: S608 - own constants
    ),
    Rule(
        "P12",
        _("The risk group has no members."),
        """
        SELECT name FROM inventory_riskgroup grouped
         WHERE NOT EXISTS (SELECT FROM inventory_riskgroupmember WHERE group_id = grouped.id)
         ORDER BY 1
        """,
    ),
)
_STALE = _("The stored light path is not the one that the joints make.")
_STALE_PATHS: LiteralString = f"""{light.HOPS},
    missing AS (
        SELECT computed.path_id FROM computed
         WHERE NOT EXISTS (SELECT FROM inventory_circuithop hop WHERE {light.SAME_HOP})
    ),
    stale AS (
        SELECT hop.path_id FROM inventory_circuithop hop
         WHERE hop.path_id = ANY (%(paths)s)
           AND NOT EXISTS (SELECT FROM computed WHERE {light.SAME_HOP})
    )
    SELECT circuit.cid || ' ' || path.leg
      FROM inventory_circuitpath path
      JOIN inventory_circuit circuit ON circuit.id = path.circuit_id
     WHERE path.id = ANY (%(paths)s)
       AND (path.id IN (SELECT path_id FROM missing UNION SELECT path_id FROM stale)
            OR path.is_running <> (path.id IN (SELECT path_id FROM computed)))
     ORDER BY 1
"""  # noqa: S608 - own constants


def findings() -> Iterator[Finding]:
    """Return all that is amiss, rule by rule; one query a rule, one each 500 light paths."""
    for rule in RULES:
        yield from _found(rule.code, rule.words, rule.statement)
    paths = list(CircuitPath.objects.order_by("pk").values_list("pk", flat=True))
    for at in range(0, len(paths), PATHS_AT_ONCE):
        asked = {"paths": paths[at : at + PATHS_AT_ONCE]}
        yield from _found("P13", _STALE, _STALE_PATHS, asked)


def _found(
    code: str, words: Promise, statement: LiteralString, asked: dict[str, Any] | None = None
) -> list[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        return [Finding(code, culprit, str(words)) for (culprit,) in cursor.fetchall()]
