"""
How light steps from glass to glass, as SQL that `trace`, the stored hops and the checks share.

Light that entered glass at end e leaves it at e # 1 (XOR). From there it goes on

- into the mate, if the end is joined;
- within a splitter, from a leg's inside end (even) into the inside ends of the legs on the other
  side: input to outputs, an output to the input, never output to output.

Nothing else: where neither holds, the light ends. No hop is guessed.
"""

from typing import LiteralString

#: The ends that light enters next, of `walk.entered`; a LATERAL subquery.
NEXT: LiteralString = """
    SELECT mate.mate_id AS entered
      FROM inventory_mate mate WHERE mate.end_id = walk.entered # 1
    UNION ALL
    SELECT beyond.id * 2
      FROM inventory_splitterleg leg
      JOIN inventory_splitterleg beyond
        ON beyond.splitter_id = leg.splitter_id AND (beyond.number = 0) <> (leg.number = 0)
     WHERE walk.entered & 1 = 1 AND leg.id = walk.entered / 2
"""

#: The hops that the paths `%(paths)s` should have: none for a path that does not run.
#: A path runs if its last end is the last of the light; in a closed ring that is the end before
#: its first. A leg has a row for its outside end only, so that is the end stored for it.
HOPS: LiteralString = f"""
    WITH RECURSIVE walk (path_id, entered) AS (
        SELECT id, a_end_id FROM inventory_circuitpath WHERE id = ANY (%(paths)s)
        UNION ALL
        SELECT walk.path_id, step.entered FROM walk CROSS JOIN LATERAL ({NEXT}) step
    ) CYCLE path_id, entered SET is_again USING trail,
    arrived AS (
        SELECT DISTINCT ON (path.id) path.id AS path_id, walk.trail
          FROM walk JOIN inventory_circuitpath path ON path.id = walk.path_id
         WHERE NOT walk.is_again AND walk.entered # 1 = path.z_end_id
           AND NOT EXISTS (
               SELECT FROM inventory_mate mate
                WHERE mate.end_id = path.z_end_id AND mate.mate_id <> path.a_end_id
           )
    ),
    computed AS MATERIALIZED (
        SELECT arrived.path_id, hop.sequence::integer AS sequence,
               CASE WHEN glass.leg_id IS NULL THEN hop.entered ELSE glass.id END AS entered_end_id,
               glass.strand_section_id, strand.cable_id, section.from_position,
               section.to_position,
               CASE WHEN section.id IS NULL THEN glass.node_id END AS node_id
          FROM arrived
          CROSS JOIN LATERAL ROWS FROM (
              unnest(arrived.trail) AS (path_id bigint, entered bigint)
          ) WITH ORDINALITY AS hop (path_id, entered, sequence)
          JOIN inventory_opticalend glass ON glass.id = hop.entered | 1
          LEFT JOIN inventory_strandsection section ON section.id = glass.strand_section_id
          LEFT JOIN inventory_strand strand ON strand.id = section.strand_id
    )
"""  # noqa: S608 - own constants

#: Whether the stored `hop` is the one that is `computed`.
SAME_HOP: LiteralString = """
    (hop.path_id, hop.sequence, hop.entered_end_id)
        = (computed.path_id, computed.sequence, computed.entered_end_id)
    AND (hop.strand_section_id, hop.cable_id, hop.from_position, hop.to_position, hop.node_id)
        IS NOT DISTINCT FROM (computed.strand_section_id, computed.cable_id,
                              computed.from_position, computed.to_position, computed.node_id)
"""

#: The paths whose light could change with the ends `%(ends)s`: those that run over their glass,
#: and of those that do not run the ones that lead to it.
TOUCHED: LiteralString = f"""
    WITH RECURSIVE walk (entered) AS (
        SELECT root FROM unnest(%(ends)s) AS touched (id)
          CROSS JOIN LATERAL (
              SELECT touched.id AS root
              UNION ALL
              SELECT mate_id FROM inventory_mate WHERE end_id = touched.id
          ) roots
         WHERE EXISTS (SELECT FROM inventory_circuitpath WHERE NOT is_running)
        UNION
        SELECT step.entered FROM walk CROSS JOIN LATERAL ({NEXT}) step
    )
    SELECT path.id FROM walk JOIN inventory_circuitpath path ON path.a_end_id = walk.entered
     WHERE NOT path.is_running
    UNION
    SELECT path.id FROM walk JOIN inventory_circuitpath path ON path.a_end_id = walk.entered # 1
     WHERE NOT path.is_running
    UNION
    SELECT hop.path_id FROM inventory_circuithop hop
     WHERE hop.entered_end_id = ANY (%(ends)s) OR hop.entered_end_id = ANY (%(far_ends)s)
"""  # noqa: S608 - own constants
