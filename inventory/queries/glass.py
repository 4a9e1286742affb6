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

# What was asked for, with the strand that it is, if it is one.
_HOPS: LiteralString = """
    WITH hop AS MATERIALIZED (
        SELECT asked.entered, glass.node_id, glass.strand_section_id, glass.port_id, glass.leg_id,
               cable.id AS cable_id, cable.code AS cable_code, cable.sheath_m,
               section.from_position, section.to_position, tube.number AS tube_number,
               strand.number AS strand_number, strand.place, type.helix_ratio, type.fibre_kind,
               type.tube_scheme_id, type.fibre_scheme_id, loss.db_per_km
          FROM unnest($1) AS asked (entered)
          JOIN inventory_opticalend glass ON glass.id = asked.entered | 1
          LEFT JOIN inventory_strandsection section ON section.id = glass.strand_section_id
          LEFT JOIN inventory_strand strand ON strand.id = section.strand_id
          LEFT JOIN inventory_tube tube ON tube.id = strand.tube_id
          LEFT JOIN inventory_cable cable ON cable.id = strand.cable_id
          LEFT JOIN inventory_cabletype type ON type.id = cable.type_id
          LEFT JOIN inventory_cabletypeattenuation loss
            ON loss.type_id = type.id AND loss.wavelength_nm = $2
    ),
"""
# Metres of route and of slack: of the section (`from_position` to `to_position`) and in all.
_LENGTHS: LiteralString = """
    route AS (
        SELECT hop.entered, sum(metres) AS whole_route_m,
               sum(metres) FILTER (
                   WHERE walk.position > hop.from_position AND walk.position <= hop.to_position
               ) AS route_m
          FROM hop
          JOIN inventory_cablesection walk ON walk.cable_id = hop.cable_id
          JOIN inventory_routesegment segment ON segment.id = walk.segment_id
          CROSS JOIN LATERAL (
              SELECT COALESCE(segment.surveyed_length_m, segment.geodesic_length_m) AS metres
          ) surveyed
         GROUP BY hop.entered
    ),
    slack AS (
        SELECT hop.entered, sum(coil.length_m) AS whole_slack_m,
               sum(coil.length_m) FILTER (
                   WHERE place.position > hop.from_position AND place.position <= hop.to_position
                      OR place.position = 0 AND hop.from_position = 0
               ) AS slack_m
          FROM hop
          JOIN inventory_slackloop coil ON coil.cable_id = hop.cable_id
          CROSS JOIN LATERAL (
              SELECT COALESCE(max(walk.position), 0) AS position
                FROM inventory_cablesection walk
                JOIN inventory_routesegment segment ON segment.id = walk.segment_id
               WHERE walk.cable_id = coil.cable_id
                 AND (walk.segment_id = coil.segment_id OR coil.node_id =
                      CASE WHEN walk.is_reversed THEN segment.a_node_id
                           ELSE segment.z_node_id END)
          ) place
         GROUP BY hop.entered
    ),
"""
# Beyond a scheme's last colour the row begins again, each time with one ring more.
_DETAILS: LiteralString = f"""
    {_HOPS} {_LENGTHS}
    scheme AS MATERIALIZED (
        SELECT scheme_id, max(number) AS size FROM inventory_schemecolour GROUP BY scheme_id
    )
    SELECT hop.*,
           came.id AS from_node_id, came.code AS from_node_code,
           goes.id AS to_node_id, goes.code AS to_node_code,
           ARRAY[tube.name_en, tube.name_de, tube.rgb,
                 (tube.n_rings + (hop.tube_number - 1) / tubes.size)::text] AS tube_colour,
           ARRAY[fibre.name_en, fibre.name_de, fibre.rgb,
                 (fibre.n_rings + (hop.place - 1) / fibres.size)::text] AS fibre_colour,
           COALESCE(route.route_m, 0) AS route_m,
           COALESCE(route.whole_route_m, 0) AS whole_route_m,
           COALESCE(slack.slack_m, 0) AS slack_m,
           COALESCE(slack.whole_slack_m, 0) AS whole_slack_m,
           device.name AS panel_name, port.number AS port_number,
           splitter.code AS splitter_code, splitter.n_outputs,
           splitter.loss_db AS splitter_loss_db, leg.number AS leg_number,
           joint.id AS joint_id, joint.kind AS joint_kind, joint.loss_db AS joint_loss_db
      FROM hop
      LEFT JOIN inventory_opticalend entered ON entered.id = hop.entered
      LEFT JOIN inventory_opticalend leaving ON leaving.id = hop.entered # 1
      LEFT JOIN inventory_routenode came ON came.id = COALESCE(entered.node_id, hop.node_id)
      LEFT JOIN inventory_routenode goes ON goes.id = COALESCE(leaving.node_id, hop.node_id)
      LEFT JOIN inventory_mate mate ON mate.end_id = hop.entered
      LEFT JOIN inventory_joint joint ON joint.id = mate.joint_id
      LEFT JOIN scheme tubes ON tubes.scheme_id = hop.tube_scheme_id
      LEFT JOIN inventory_schemecolour tube
        ON tube.scheme_id = tubes.scheme_id AND tube.number = (hop.tube_number - 1) % tubes.size + 1
      LEFT JOIN scheme fibres ON fibres.scheme_id = hop.fibre_scheme_id
      LEFT JOIN inventory_schemecolour fibre
        ON fibre.scheme_id = fibres.scheme_id AND fibre.number = (hop.place - 1) % fibres.size + 1
      LEFT JOIN route ON route.entered = hop.entered
      LEFT JOIN slack ON slack.entered = hop.entered
      LEFT JOIN inventory_port port ON port.id = hop.port_id
      LEFT JOIN inventory_patchpanel panel ON panel.id = port.panel_id
      LEFT JOIN inventory_device device ON device.id = panel.device_id
      LEFT JOIN inventory_splitterleg leg ON leg.id = hop.leg_id
      LEFT JOIN inventory_splitter splitter ON splitter.id = leg.splitter_id
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
