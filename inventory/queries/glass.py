"""
What there is to say of pieces of glass: what they belong to, their colours, lengths and joints.

Lengths are metres of sheath, slack coils included. Where a cable's sheath was measured, its
sections share it in the measure of their route and slack; else route and slack are added up. A
coil at a node where strands are cut belongs to the section that ends there.
"""

from collections.abc import Sequence
from typing import Any, LiteralString

from inventory.plant import optics
from inventory.queries.prepared import Prepared

# Each OFFSET 0 keeps the planner from weighing twenty tables against each other.
_PLACES: LiteralString = """
      LEFT JOIN LATERAL (
          SELECT node.id AS from_node_id, node.code AS from_node_code
            FROM inventory_routenode node
           WHERE node.id = COALESCE(
                 (SELECT node_id FROM inventory_opticalend WHERE id = hop.entered), glass.node_id)
          OFFSET 0
      ) came ON true
      LEFT JOIN LATERAL (
          SELECT node.id AS to_node_id, node.code AS to_node_code
            FROM inventory_routenode node
           WHERE node.id = COALESCE(
                 (SELECT node_id FROM inventory_opticalend WHERE id = hop.entered # 1),
                 glass.node_id)
          OFFSET 0
      ) goes ON true
"""
_STRAND: LiteralString = """
      LEFT JOIN LATERAL (
          SELECT cable.id AS cable_id, cable.code AS cable_code, cable.sheath_m,
                 section.from_position, section.to_position, tube.number AS tube_number,
                 strand.number AS strand_number, strand.place, cable.type_id
            FROM inventory_strandsection section
            JOIN inventory_strand strand ON strand.id = section.strand_id
            JOIN inventory_tube tube ON tube.id = strand.tube_id
            JOIN inventory_cable cable ON cable.id = strand.cable_id
           WHERE section.id = glass.strand_section_id OFFSET 0
      ) strand ON true
      LEFT JOIN LATERAL (
          SELECT type.helix_ratio, type.fibre_kind, type.tube_scheme_id, type.fibre_scheme_id,
                 loss.db_per_km
            FROM inventory_cabletype type
            LEFT JOIN inventory_cabletypeattenuation loss
              ON loss.type_id = type.id AND loss.wavelength_nm = $2
           WHERE type.id = strand.type_id OFFSET 0
      ) type ON true
"""
# Beyond a scheme's last colour the row begins again, each time with one ring more.
_COLOURS: LiteralString = """
      LEFT JOIN LATERAL (
          SELECT ARRAY[name_en, name_de, rgb,
                       (n_rings + (strand.tube_number - 1) / size)::text] AS tube_colour
            FROM inventory_schemecolour colour, (
                SELECT max(number) AS size FROM inventory_schemecolour
                 WHERE scheme_id = type.tube_scheme_id) scheme
           WHERE colour.scheme_id = type.tube_scheme_id
             AND colour.number = (strand.tube_number - 1) % size + 1
          OFFSET 0
      ) tube_look ON true
      LEFT JOIN LATERAL (
          SELECT ARRAY[name_en, name_de, rgb,
                       (n_rings + (strand.place - 1) / size)::text] AS fibre_colour
            FROM inventory_schemecolour colour, (
                SELECT max(number) AS size FROM inventory_schemecolour
                 WHERE scheme_id = type.fibre_scheme_id) scheme
           WHERE colour.scheme_id = type.fibre_scheme_id
             AND colour.number = (strand.place - 1) % size + 1
          OFFSET 0
      ) fibre_look ON true
"""
#: Metres of route and of slack: of the section (`from_position` to `to_position`) and in all.
LENGTHS: LiteralString = """
      LEFT JOIN LATERAL (
          SELECT COALESCE(sum(metres), 0) AS whole_route_m,
                 COALESCE(sum(metres) FILTER (
                     WHERE position > strand.from_position AND position <= strand.to_position
                 ), 0) AS route_m
            FROM (
                SELECT walk.position,
                       COALESCE(segment.surveyed_length_m, segment.geodesic_length_m) AS metres
                  FROM inventory_cablesection walk
                  JOIN inventory_routesegment segment ON segment.id = walk.segment_id
                 WHERE walk.cable_id = strand.cable_id
            ) walked
      ) route ON true
      LEFT JOIN LATERAL (
          SELECT COALESCE(sum(length_m), 0) AS whole_slack_m,
                 COALESCE(sum(length_m) FILTER (
                     WHERE position > strand.from_position AND position <= strand.to_position
                        OR position = 0 AND strand.from_position = 0
                 ), 0) AS slack_m
            FROM (
                SELECT coil.length_m, COALESCE((
                    SELECT walk.position
                      FROM inventory_cablesection walk
                      JOIN inventory_routesegment segment ON segment.id = walk.segment_id
                     WHERE walk.cable_id = coil.cable_id
                       AND (walk.segment_id = coil.segment_id OR coil.node_id =
                            CASE WHEN walk.is_reversed THEN segment.a_node_id
                                 ELSE segment.z_node_id END)
                     LIMIT 1
                ), 0) AS position
                  FROM inventory_slackloop coil WHERE coil.cable_id = strand.cable_id
            ) coiled
      ) slack ON true
"""
_BOXES: LiteralString = """
      LEFT JOIN LATERAL (
          SELECT device.name AS panel_name, port.number AS port_number
            FROM inventory_port port
            JOIN inventory_patchpanel panel ON panel.id = port.panel_id
            JOIN inventory_device device ON device.id = panel.device_id
           WHERE port.id = glass.port_id OFFSET 0
      ) port ON true
      LEFT JOIN LATERAL (
          SELECT splitter.code AS splitter_code, leg.number AS leg_number, splitter.n_outputs,
                 splitter.loss_db AS splitter_loss_db
            FROM inventory_splitterleg leg
            JOIN inventory_splitter splitter ON splitter.id = leg.splitter_id
           WHERE leg.id = glass.leg_id OFFSET 0
      ) leg ON true
      LEFT JOIN LATERAL (
          SELECT joint.id AS joint_id, joint.kind AS joint_kind, joint.loss_db AS joint_loss_db
            FROM inventory_mate mate JOIN inventory_joint joint ON joint.id = mate.joint_id
           WHERE mate.end_id = hop.entered OFFSET 0
      ) joint ON true
"""
_DETAILS: LiteralString = f"""
    SELECT hop.entered, glass.strand_section_id, glass.port_id, came.*, goes.*, strand.*, type.*,
           tube_look.*, fibre_look.*, route.*, slack.*, port.*, leg.*, joint.*
      FROM unnest($1) AS hop (entered)
      JOIN inventory_opticalend glass ON glass.id = hop.entered | 1
      {_PLACES} {_STRAND} {_COLOURS} {LENGTHS} {_BOXES}
"""  # noqa: S608 - own constants

_PREPARED = Prepared("lichtweg_glass", "bigint[], integer", _DETAILS)

#: A row by the names of its columns.
Row = dict[str, Any]


def details(entered_ends: Sequence[int], *, wavelength_nm: int) -> dict[int, Row]:
    """
    Return what there is to say of each piece of glass by the end that light enters it; 1 query.

    An end that is not there is not in the answer.
    """
    names, rows = _PREPARED.rows(list(entered_ends), wavelength_nm)
    return {row[0]: dict(zip(names, row, strict=True)) for row in rows}


def sheath_m(row: Row) -> float:
    """Return the metres of sheath that a row's section has, coils included; 0 for a port or leg."""
    if row["strand_section_id"] is None:
        return 0.0
    laid_m: float = row["route_m"] + row["slack_m"]
    if row["sheath_m"] is None:
        return laid_m
    whole_m: float = row["whole_route_m"] + row["whole_slack_m"]
    measured_m: float = row["sheath_m"]
    # A patch cord has no route: its one section has all of it.
    return measured_m * laid_m / whole_m if whole_m else measured_m


def optical_m(row: Row) -> float:
    """Return the metres of glass of a row: sheath x (1 + helix ratio)."""
    return sheath_m(row) * (1.0 + (row["helix_ratio"] or 0.0))


def glass_loss_db(row: Row, *, wavelength_nm: int) -> float:
    """
    Return what a row's glass alone loses; a splitter's loss is that of the leg left outwards.

    Raises:
        ValueError: no attenuation is known at the wavelength.
    """
    if row["strand_section_id"] is not None:
        db_per_km = row["db_per_km"]
        if db_per_km is None:
            db_per_km = optics.attenuation_db_per_km(
                fibre=optics.Fibre(row["fibre_kind"]), wavelength_nm=wavelength_nm
            )
        return optics.fibre_loss_db(length_m=optical_m(row), attenuation_db_per_km=db_per_km)
    # Light crosses two legs of a splitter; the second it enters at its inside end, an even one.
    if row["splitter_code"] is not None and row["entered"] % 2 == 0:
        measured: float | None = row["splitter_loss_db"]
        return optics.splitter_loss_db(row["n_outputs"]) if measured is None else measured
    # A port is a pair of connectors; what they lose is in the joint.
    return 0.0


def joint_loss_db(row: Row) -> float | None:
    """Return what the joint into a row's glass loses, as measured or designed; None if none."""
    if row["joint_id"] is None:
        return None
    measured: float | None = row["joint_loss_db"]
    return (
        optics.JOINT_LOSS_DB[optics.LossKind(row["joint_kind"])] if measured is None else measured
    )
