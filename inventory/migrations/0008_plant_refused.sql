-- Impossible plant. What columns and foreign keys can say, they say. The rest is checked at the end
-- of a transaction, so that a change may pass through states that could not stay.
-- Each error's DETAIL names the culprit for people; operations turn CONSTRAINT into a sentence.

-- One sequence of ids for all glass: strand sections, ports, legs of splitters. Glass i has the
-- optical ends 2i and 2i + 1.
CREATE SEQUENCE inventory_glass_id AS bigint;

CREATE FUNCTION inventory_refuse(rule text, culprit text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: %', rule, culprit
        USING ERRCODE = 'check_violation', CONSTRAINT = rule, DETAIL = COALESCE(culprit, '');
END
$$;

-- --- what is due to be checked ----------------------------------------------------------------
-- A cable of 432 fibres is 1,800 rows, and one check. So statements note what they touched, once
-- for each cable, duct, ... of a transaction; the note is a row whose deferred trigger does the
-- check and takes the note away. Outside of a transaction the table is always empty.
CREATE UNLOGGED TABLE inventory_due (
    xact xid8 NOT NULL DEFAULT pg_current_xact_id(),
    what text NOT NULL,
    id bigint NOT NULL,
    PRIMARY KEY (xact, what, id)
);

-- Arguments: what is due; the columns that matter; a query for its ids over the rows `changed`,
-- which are old and new ones alike: a row that moves leaves its former parent to be checked too.
CREATE FUNCTION inventory_note_due() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    changed text := CASE TG_OP
        WHEN 'INSERT' THEN 'SELECT %1$s FROM after'
        WHEN 'DELETE' THEN 'SELECT %1$s FROM before'
        ELSE '(SELECT %1$s FROM before EXCEPT SELECT %1$s FROM after)'
             ' UNION ALL (SELECT %1$s FROM after EXCEPT SELECT %1$s FROM before)' END;
BEGIN
    EXECUTE format(
        'WITH changed AS MATERIALIZED (' || changed || ')
         INSERT INTO inventory_due (what, id)
         SELECT DISTINCT %2$L, found.id FROM (%3$s) AS found (id) WHERE found.id IS NOT NULL
         ON CONFLICT DO NOTHING', TG_ARGV[1], TG_ARGV[0], TG_ARGV[2]);
    RETURN NULL;
END
$$;

-- Checks go by ids from index to index. A transaction that fills empty tables has no statistics, and
-- the planner then reads whole tables for each cable: 19 ms after 100 cables, 102 ms after 500.
CREATE FUNCTION inventory_check_due() RETURNS trigger
LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    ids bigint[];
BEGIN
    WITH taken AS (
        DELETE FROM inventory_due WHERE xact = pg_current_xact_id() AND what = NEW.what RETURNING id
    )
    SELECT array_agg(id) INTO ids FROM taken;
    -- The first note of a kind takes all of that kind along.
    IF ids IS NOT NULL THEN
        EXECUTE format('SELECT %I ($1)', 'inventory_check_' || NEW.what) USING ids;
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER checked_at_the_end AFTER INSERT ON inventory_due
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION inventory_check_due();

CREATE PROCEDURE inventory_watch(
    watched text, what text, columns text, query text, events text[] DEFAULT '{INSERT,UPDATE,DELETE}'
)
LANGUAGE plpgsql AS $$
DECLARE
    event text;
BEGIN
    FOREACH event IN ARRAY events LOOP
        EXECUTE format(
            'CREATE TRIGGER %I AFTER %s ON %I REFERENCING %s FOR EACH STATEMENT
             EXECUTE FUNCTION inventory_note_due(%L, %L, %L)',
            'due_' || what || '_' || lower(event), event, 'inventory_' || watched,
            CASE event WHEN 'INSERT' THEN 'NEW TABLE AS after'
                       WHEN 'DELETE' THEN 'OLD TABLE AS before'
                       ELSE 'OLD TABLE AS before NEW TABLE AS after' END,
            what, columns, query);
    END LOOP;
END
$$;

-- --- numbers ----------------------------------------------------------------------------------
-- For PostgreSQL NaN is greater than every number: a bound from below does not keep it out.
ALTER TABLE inventory_cable ADD CONSTRAINT cable_sheath_finite CHECK (sheath_m < 'Infinity');
ALTER TABLE inventory_slackloop
    ADD CONSTRAINT slackloop_finite CHECK (length_m < 'Infinity' AND chainage_m < 'Infinity');
ALTER TABLE inventory_joint ADD CONSTRAINT joint_loss_finite CHECK (loss_db < 'Infinity');
ALTER TABLE inventory_splitter ADD CONSTRAINT splitter_loss_finite CHECK (loss_db < 'Infinity');
ALTER TABLE inventory_duct
    ADD CONSTRAINT duct_finite CHECK (inner_mm < 'Infinity' AND outer_mm < 'Infinity');
ALTER TABLE inventory_cabletype ADD CONSTRAINT cabletype_outer_finite CHECK (outer_mm < 'Infinity');
ALTER TABLE inventory_cabletypeattenuation
    ADD CONSTRAINT cabletypeattenuation_finite CHECK (db_per_km < 'Infinity');

-- --- ends and joints --------------------------------------------------------------------------
ALTER TABLE inventory_opticalend
    ADD CONSTRAINT opticalend_of_one_glass CHECK (
        num_nonnulls(strand_section_id, port_id, leg_id) = 1
        AND id / 2 = COALESCE(strand_section_id, port_id, leg_id)
        AND (leg_id IS NULL OR id % 2 = 1)
    ),
    ADD CONSTRAINT opticalend_at_node UNIQUE (id, node_id);
ALTER TABLE inventory_joint ADD CONSTRAINT joint_at_node UNIQUE (id, node_id);

ALTER TABLE inventory_mate
    ADD CONSTRAINT mate_end_at_node FOREIGN KEY (end_id, node_id)
        REFERENCES inventory_opticalend (id, node_id) DEFERRABLE INITIALLY DEFERRED,
    ADD CONSTRAINT mate_joint_at_node FOREIGN KEY (joint_id, node_id)
        REFERENCES inventory_joint (id, node_id) DEFERRABLE INITIALLY DEFERRED,
    ADD CONSTRAINT mate_is_mutual FOREIGN KEY (mate_id, end_id, node_id, joint_id)
        REFERENCES inventory_mate (end_id, mate_id, node_id, joint_id) DEFERRABLE INITIALLY DEFERRED;
-- A joint joins one pair: of its rows one leads up, one down.
CREATE UNIQUE INDEX mate_one_pair_a_joint ON inventory_mate (joint_id, (end_id < mate_id));

CREATE FUNCTION inventory_refuse_joint_of_nothing() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM inventory_mate WHERE joint_id = NEW.id)
       AND EXISTS (SELECT FROM inventory_joint WHERE id = NEW.id) THEN
        PERFORM inventory_refuse('joint_joins_two_ends', NEW.id::text);
    END IF;
    RETURN NULL;
END
$$;
CREATE FUNCTION inventory_refuse_joint_left() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM inventory_mate WHERE joint_id = OLD.joint_id)
       AND EXISTS (SELECT FROM inventory_joint WHERE id = OLD.joint_id) THEN
        PERFORM inventory_refuse('joint_joins_two_ends', OLD.joint_id::text);
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER joint_joins_two_ends AFTER INSERT ON inventory_joint
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION inventory_refuse_joint_of_nothing();
CREATE CONSTRAINT TRIGGER joint_joins_two_ends AFTER DELETE OR UPDATE OF joint_id ON inventory_mate
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION inventory_refuse_joint_left();

-- --- trays and closures -----------------------------------------------------------------------
CREATE FUNCTION inventory_check_closure(ids bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    culprit text;
BEGIN
    -- Two transactions that each fill the last place wait for each other here.
    PERFORM FROM inventory_closure WHERE id = ANY (ids) ORDER BY id FOR NO KEY UPDATE;
    SELECT c.code INTO culprit FROM inventory_closure c
     WHERE c.id = ANY (ids)
       AND (SELECT count(*) FROM inventory_tray WHERE closure_id = c.id) > c.max_trays LIMIT 1;
    IF FOUND THEN
        PERFORM inventory_refuse('closure_has_room', culprit);
    END IF;
    SELECT c.code || '/' || t.number INTO culprit
      FROM inventory_closure c JOIN inventory_tray t ON t.closure_id = c.id
     WHERE c.id = ANY (ids)
       AND (SELECT count(*) FROM inventory_joint WHERE tray_id = t.id) > t.max_joints LIMIT 1;
    IF FOUND THEN
        PERFORM inventory_refuse('tray_has_room', culprit);
    END IF;
    SELECT c.code || '/' || t.number INTO culprit
      FROM inventory_closure c JOIN inventory_tray t ON t.closure_id = c.id
      JOIN inventory_joint j ON j.tray_id = t.id
     WHERE c.id = ANY (ids) AND j.node_id <> c.node_id LIMIT 1;
    IF FOUND THEN
        PERFORM inventory_refuse('joint_in_tray_of_its_node', culprit);
    END IF;
    SELECT s.code INTO culprit
      FROM inventory_closure c JOIN inventory_tray t ON t.closure_id = c.id
      JOIN inventory_splitter s ON s.tray_id = t.id
     WHERE c.id = ANY (ids) AND s.node_id <> c.node_id LIMIT 1;
    IF FOUND THEN
        PERFORM inventory_refuse('splitter_in_tray_of_its_node', culprit);
    END IF;
END
$$;
CALL inventory_watch('closure', 'closure', 'id, node_id, max_trays', 'SELECT id FROM changed');
CALL inventory_watch('tray', 'closure', 'id, closure_id, max_joints', 'SELECT closure_id FROM changed');
CALL inventory_watch('joint', 'closure', 'id, tray_id, node_id',
    'SELECT t.closure_id FROM changed c JOIN inventory_tray t ON t.id = c.tray_id', '{INSERT,UPDATE}');
CALL inventory_watch('splitter', 'closure', 'id, tray_id, node_id',
    'SELECT t.closure_id FROM changed c JOIN inventory_tray t ON t.id = c.tray_id', '{INSERT,UPDATE}');

-- --- ports and splitters ----------------------------------------------------------------------
-- Glass has both its ends, where it ends. Ids of glass that clash show here: the ends are another's.
CREATE FUNCTION inventory_check_panel(ids bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    rule text;
    culprit text;
BEGIN
    SELECT CASE WHEN p.number > o.n_ports THEN 'port_within_panel'
                WHEN e.port_id IS DISTINCT FROM p.id THEN 'opticalend_both_of_glass'
                ELSE 'opticalend_where_glass_ends' END,
           d.name || '/' || p.number INTO rule, culprit
      FROM inventory_patchpanel o
      JOIN inventory_device d ON d.id = o.device_id
      JOIN inventory_port p ON p.panel_id = o.id
      CROSS JOIN generate_series(0, 1) AS side
      LEFT JOIN inventory_opticalend e ON e.id = 2 * p.id + side
     WHERE o.id = ANY (ids)
       AND (p.number > o.n_ports OR e.port_id IS DISTINCT FROM p.id OR e.node_id <> d.node_id)
     LIMIT 1;
    IF FOUND THEN
        PERFORM inventory_refuse(rule, culprit);
    END IF;
END
$$;
CALL inventory_watch('patchpanel', 'panel', 'id, device_id, n_ports', 'SELECT id FROM changed', '{UPDATE}');
CALL inventory_watch('port', 'panel', 'id, panel_id, number', 'SELECT panel_id FROM changed');
CALL inventory_watch('opticalend', 'panel', 'id, node_id, port_id',
    'SELECT p.panel_id FROM changed c JOIN inventory_port p ON p.id = c.port_id');
CALL inventory_watch('device', 'panel', 'id, node_id',
    'SELECT o.id FROM changed c JOIN inventory_patchpanel o ON o.device_id = c.id', '{UPDATE}');

CREATE FUNCTION inventory_check_splitter(ids bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    rule text;
    culprit text;
BEGIN
    SELECT CASE WHEN l.number > s.n_outputs THEN 'splitterleg_within_splitter'
                WHEN e.leg_id IS DISTINCT FROM l.id THEN 'opticalend_both_of_glass'
                ELSE 'opticalend_where_glass_ends' END,
           s.code || '/' || l.number INTO rule, culprit
      FROM inventory_splitter s
      JOIN inventory_splitterleg l ON l.splitter_id = s.id
      LEFT JOIN inventory_opticalend e ON e.id = 2 * l.id + 1
     WHERE s.id = ANY (ids)
       AND (l.number > s.n_outputs OR e.leg_id IS DISTINCT FROM l.id OR e.node_id <> s.node_id)
     LIMIT 1;
    IF FOUND THEN
        PERFORM inventory_refuse(rule, culprit);
    END IF;
END
$$;
CALL inventory_watch('splitter', 'splitter', 'id, n_outputs, node_id', 'SELECT id FROM changed', '{UPDATE}');
CALL inventory_watch('splitterleg', 'splitter', 'id, splitter_id, number', 'SELECT splitter_id FROM changed');
CALL inventory_watch('opticalend', 'splitter', 'id, node_id, leg_id',
    'SELECT l.splitter_id FROM changed c JOIN inventory_splitterleg l ON l.id = c.leg_id');

-- --- cable types, tubes, strands --------------------------------------------------------------
ALTER TABLE inventory_tube ADD CONSTRAINT tube_of_cable UNIQUE (id, cable_id);
ALTER TABLE inventory_strand ADD CONSTRAINT strand_in_tube_of_its_cable
    FOREIGN KEY (tube_id, cable_id) REFERENCES inventory_tube (id, cable_id)
    DEFERRABLE INITIALLY DEFERRED;

CREATE FUNCTION inventory_check_glass(cables bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    rule text;
    culprit text;
BEGIN
    SELECT c.code || '#' || s.number INTO culprit
      FROM inventory_cable c
      JOIN inventory_cabletype y ON y.id = c.type_id
      JOIN inventory_strand s ON s.cable_id = c.id
      JOIN inventory_tube t ON t.id = s.tube_id
      LEFT JOIN inventory_cabletypetube p ON p.type_id = y.id AND p.number = t.number
     WHERE c.id = ANY (cables)
       AND (s.number > y.n_fibres OR s.place > COALESCE(p.n_fibres, 0)) LIMIT 1;
    IF FOUND THEN
        PERFORM inventory_refuse('strand_within_type', culprit);
    END IF;
    SELECT c.code INTO culprit
      FROM inventory_cable c
      JOIN inventory_cabletype y ON y.id = c.type_id
      JOIN inventory_reservation r ON r.cable_id = c.id
     WHERE c.id = ANY (cables) AND r.last_number > y.n_fibres LIMIT 1;
    IF FOUND THEN
        PERFORM inventory_refuse('reservation_within_type', culprit);
    END IF;
    -- The pieces of a strand follow each other from 0 to the last node position of the walk.
    SELECT piece.culprit INTO culprit FROM (
        SELECT c.code || '#' || s.number AS culprit, g.from_position, g.to_position,
               lag(g.to_position, 1, 0) OVER pieces AS begins,
               lead(g.from_position, 1, walk.n) OVER pieces AS ends
          FROM inventory_cable c
          CROSS JOIN LATERAL (
              SELECT count(*)::integer AS n FROM inventory_cablesection WHERE cable_id = c.id
          ) walk
          JOIN inventory_strand s ON s.cable_id = c.id
          LEFT JOIN inventory_strandsection g ON g.strand_id = s.id
         WHERE c.id = ANY (cables)
        WINDOW pieces AS (PARTITION BY s.id ORDER BY g.from_position)
    ) piece WHERE (from_position, to_position) IS DISTINCT FROM (begins, ends) LIMIT 1;
    IF FOUND THEN
        PERFORM inventory_refuse('strandsection_covers_strand', culprit);
    END IF;
    WITH walk AS MATERIALIZED (
        SELECT c.id AS cable_id, c.code, c.a_node_id || ARRAY(
                   SELECT leaves FROM inventory_cable_steps(c.id) ORDER BY at_position
               ) AS nodes
          FROM inventory_cable c WHERE c.id = ANY (cables)
    )
    SELECT CASE WHEN a.strand_section_id IS DISTINCT FROM g.id OR z.strand_section_id IS DISTINCT FROM g.id
                THEN 'opticalend_both_of_glass' ELSE 'opticalend_where_glass_ends' END,
           walk.code || '#' || s.number INTO rule, culprit
      FROM walk
      JOIN inventory_strand s ON s.cable_id = walk.cable_id
      JOIN inventory_strandsection g ON g.strand_id = s.id
      LEFT JOIN inventory_opticalend a ON a.id = 2 * g.id
      LEFT JOIN inventory_opticalend z ON z.id = 2 * g.id + 1
     WHERE (a.strand_section_id, a.node_id) IS DISTINCT FROM (g.id, walk.nodes[1 + g.from_position])
        OR (z.strand_section_id, z.node_id) IS DISTINCT FROM (g.id, walk.nodes[1 + g.to_position])
     LIMIT 1;
    IF FOUND THEN
        PERFORM inventory_refuse(rule, culprit);
    END IF;
END
$$;
CALL inventory_watch('cable', 'glass', 'id, type_id, a_node_id', 'SELECT id FROM changed', '{UPDATE}');
CALL inventory_watch('cablesection', 'glass', 'id, cable_id, position, segment_id, is_reversed',
    'SELECT cable_id FROM changed');
CALL inventory_watch('routesegment', 'glass', 'id, a_node_id, z_node_id',
    'SELECT w.cable_id FROM changed c JOIN inventory_cablesection w ON w.segment_id = c.id', '{UPDATE}');
CALL inventory_watch('tube', 'glass', 'id, cable_id, number', 'SELECT cable_id FROM changed', '{UPDATE}');
CALL inventory_watch('strand', 'glass', 'id, cable_id, tube_id, number, place',
    'SELECT cable_id FROM changed', '{INSERT,UPDATE}');
CALL inventory_watch('strandsection', 'glass', 'id, strand_id, from_position, to_position',
    'SELECT s.cable_id FROM changed c JOIN inventory_strand s ON s.id = c.strand_id');
CALL inventory_watch('opticalend', 'glass', 'id, node_id, strand_section_id',
    'SELECT s.cable_id FROM changed c JOIN inventory_strandsection g ON g.id = c.strand_section_id
                                      JOIN inventory_strand s ON s.id = g.strand_id');
CALL inventory_watch('reservation', 'glass', 'id, cable_id, last_number',
    'SELECT cable_id FROM changed', '{INSERT,UPDATE}');

CREATE FUNCTION inventory_check_type(types bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    culprit text;
BEGIN
    SELECT y.name INTO culprit FROM inventory_cabletype y
     WHERE y.id = ANY (types) AND y.n_fibres <> (
         SELECT COALESCE(sum(n_fibres), 0) FROM inventory_cabletypetube WHERE type_id = y.id
     ) LIMIT 1;
    IF FOUND THEN
        PERFORM inventory_refuse('cabletype_tubes_sum', culprit);
    END IF;
    PERFORM inventory_check_glass(array_agg(id)) FROM inventory_cable WHERE type_id = ANY (types);
END
$$;
CALL inventory_watch('cabletype', 'type', 'id, n_fibres', 'SELECT id FROM changed', '{INSERT,UPDATE}');
CALL inventory_watch('cabletypetube', 'type', 'id, type_id, number, n_fibres', 'SELECT type_id FROM changed');

ALTER TABLE inventory_reservation ADD CONSTRAINT reservation_no_overlap EXCLUDE USING gist (
    cable_id WITH =,
    int4range(first_number, last_number, '[]') WITH &&,
    daterange(from_date, until_date, '[]') WITH &&
);

-- --- light ------------------------------------------------------------------------------------
-- A strand is lit if and only if a circuit's light runs over it.
CREATE FUNCTION inventory_check_light(cables bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    rule text;
    culprit text;
BEGIN
    SELECT CASE WHEN NOT s.is_used THEN 'strand_lit_has_circuit'
                WHEN s.status IN ('faulty', 'retired') THEN 'strand_faulty_has_none'
                WHEN s.status <> 'lit' THEN 'strand_with_circuit_is_lit'
                ELSE 'cable_retired_has_no_circuit' END,
           c.code || '#' || s.number INTO rule, culprit
      FROM inventory_cable c
      CROSS JOIN LATERAL (
          SELECT o.number, o.status, EXISTS (
              SELECT FROM inventory_strandsection g
                JOIN inventory_circuithop h ON h.strand_section_id = g.id
               WHERE g.strand_id = o.id
          ) AS is_used
            FROM inventory_strand o WHERE o.cable_id = c.id
      ) s
     WHERE c.id = ANY (cables)
       AND (s.is_used <> (s.status = 'lit') OR s.is_used AND c.status = 'retired') LIMIT 1;
    IF FOUND THEN
        PERFORM inventory_refuse(rule, culprit);
    END IF;
END
$$;
CALL inventory_watch('cable', 'light', 'id, status', 'SELECT id FROM changed', '{UPDATE}');
CALL inventory_watch('strand', 'light', 'id, cable_id, status', 'SELECT cable_id FROM changed', '{INSERT,UPDATE}');
CALL inventory_watch('strandsection', 'light', 'id, strand_id',
    'SELECT s.cable_id FROM changed c JOIN inventory_strand s ON s.id = c.strand_id', '{UPDATE,DELETE}');
CALL inventory_watch('circuithop', 'light', 'id, strand_section_id, cable_id',
    'SELECT cable_id FROM changed
     UNION SELECT s.cable_id FROM changed c JOIN inventory_strandsection g ON g.id = c.strand_section_id
                                            JOIN inventory_strand s ON s.id = g.strand_id');

-- Stored hops follow the joints: so no joint can go, and no glass be cut, under a circuit's light
-- unless its path is rebuilt with it. What light does within a splitter is said in `queries.light`.
CREATE FUNCTION inventory_check_path(paths bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    rule text;
    culprit text;
BEGIN
    SELECT CASE WHEN hop.is_running <> (hop.entered IS NOT NULL) THEN 'circuitpath_runs_over_hops'
                ELSE 'circuithop_follows_joints' END, u.cid INTO rule, culprit
      FROM (
          SELECT p.circuit_id, p.is_running, p.a_end_id, p.z_end_id,
                 h.entered_end_id AS entered, e.leg_id,
                 CASE WHEN e.leg_id IS NULL THEN h.entered_end_id # 1 ELSE h.entered_end_id END AS leaves,
                 (h.cable_id, h.strand_section_id, h.from_position, h.to_position)
                     IS DISTINCT FROM (s.cable_id, e.strand_section_id, g.from_position, g.to_position)
                     AS is_untrue,
                 lag(e.id) OVER walk AS came_from, lag(e.leg_id) OVER walk AS came_leg,
                 lead(h.id) OVER walk IS NULL AS is_last
            FROM inventory_circuitpath p
            LEFT JOIN inventory_circuithop h ON h.path_id = p.id
            LEFT JOIN inventory_opticalend e ON e.id = h.entered_end_id
            LEFT JOIN inventory_strandsection g ON g.id = e.strand_section_id
            LEFT JOIN inventory_strand s ON s.id = g.strand_id
           WHERE p.id = ANY (paths)
          WINDOW walk AS (PARTITION BY p.id ORDER BY h.sequence)
      ) hop
      JOIN inventory_circuit u ON u.id = hop.circuit_id
     WHERE hop.is_running <> (hop.entered IS NOT NULL)
        OR hop.is_untrue
        OR hop.is_last AND hop.leaves <> hop.z_end_id
        OR hop.came_from IS NULL AND hop.entered <> hop.a_end_id
        OR hop.came_from IS NOT NULL AND NOT EXISTS (
               SELECT FROM inventory_mate m
                WHERE m.mate_id = hop.entered
                  AND m.end_id = CASE WHEN hop.came_leg IS NULL THEN hop.came_from # 1 ELSE hop.came_from END
           ) AND NOT EXISTS (
               SELECT FROM inventory_splitterleg l JOIN inventory_splitterleg o USING (splitter_id)
                WHERE l.id = hop.came_leg AND o.id = hop.leg_id AND (l.number = 0) <> (o.number = 0)
           )
     LIMIT 1;
    IF FOUND THEN
        PERFORM inventory_refuse(rule, culprit);
    END IF;
END
$$;
CALL inventory_watch('circuitpath', 'path', 'id, a_end_id, z_end_id, is_running',
    'SELECT id FROM changed', '{INSERT,UPDATE}');
CALL inventory_watch('circuithop', 'path',
    'id, path_id, sequence, entered_end_id, strand_section_id, cable_id, from_position, to_position',
    'SELECT path_id FROM changed');
CALL inventory_watch('mate', 'path', 'end_id, mate_id',
    'SELECT h.path_id FROM changed c JOIN inventory_circuithop h ON h.entered_end_id IN (c.end_id, c.mate_id)',
    '{UPDATE,DELETE}');
CALL inventory_watch('strandsection', 'path', 'id, strand_id, from_position, to_position',
    'SELECT h.path_id FROM changed c JOIN inventory_circuithop h ON h.strand_section_id = c.id', '{UPDATE}');

-- --- walks ------------------------------------------------------------------------------------
-- The nodes that a cable passes, position 0 to n. A broken walk shows in `enters <> came_from`.
CREATE FUNCTION inventory_cable_steps(cable bigint)
RETURNS TABLE (at_position integer, segment bigint, enters bigint, leaves bigint)
LANGUAGE sql STABLE AS $$
    SELECT w.position, w.segment_id,
           CASE WHEN w.is_reversed THEN s.z_node_id ELSE s.a_node_id END,
           CASE WHEN w.is_reversed THEN s.a_node_id ELSE s.z_node_id END
      FROM inventory_cablesection w JOIN inventory_routesegment s ON s.id = w.segment_id
     WHERE w.cable_id = cable ORDER BY w.position
$$;

CREATE FUNCTION inventory_refuse_crooked_cable(cable inventory_cable) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    step record;
    here bigint := cable.a_node_id;
    passed bigint[] := ARRAY[here];
    expected integer := 0;
BEGIN
    FOR step IN SELECT * FROM inventory_cable_steps(cable.id) LOOP
        expected := expected + 1;
        IF step.at_position <> expected OR step.enters <> here THEN
            PERFORM inventory_refuse('cable_walk_contiguous', cable.code);
        END IF;
        here := step.leaves;
        IF here = ANY (passed) THEN
            PERFORM inventory_refuse('cable_passes_node_once', cable.code);
        END IF;
        passed := passed || here;
    END LOOP;
    IF cable.kind = 'cable' AND expected = 0 THEN
        PERFORM inventory_refuse('cable_has_a_walk', cable.code);
    END IF;
    IF cable.kind = 'patch_cord' AND (expected > 0 OR cable.a_node_id <> cable.z_node_id) THEN
        PERFORM inventory_refuse('cable_patch_cord_stays', cable.code);
    END IF;
    IF here <> cable.z_node_id THEN
        PERFORM inventory_refuse('cable_walk_contiguous', cable.code);
    END IF;
    -- Reference plant.md section 3: a sheath shorter than its route by more than 3 % cannot be.
    IF cable.sheath_m < 0.97 * (
        SELECT sum(COALESCE(s.surveyed_length_m, s.geodesic_length_m))
          FROM inventory_cablesection w JOIN inventory_routesegment s ON s.id = w.segment_id
         WHERE w.cable_id = cable.id
    ) THEN
        PERFORM inventory_refuse('cable_sheath_covers_route', cable.code);
    END IF;
    IF cable.status = 'active' AND EXISTS (
        SELECT FROM inventory_cablesection w JOIN inventory_routesegment s ON s.id = w.segment_id
         WHERE w.cable_id = cable.id AND s.status IN ('planned', 'under_construction', 'retired')
    ) THEN
        PERFORM inventory_refuse('cable_active_where_built', cable.code);
    END IF;
    IF EXISTS (
        SELECT FROM inventory_slackloop l
         WHERE l.cable_id = cable.id AND l.node_id <> ALL (passed)
    ) OR EXISTS (
        SELECT FROM inventory_slackloop l WHERE l.cable_id = cable.id AND l.segment_id IS NOT NULL
           AND NOT EXISTS (
               SELECT FROM inventory_cablesection w JOIN inventory_routesegment s ON s.id = w.segment_id
                WHERE w.cable_id = cable.id AND s.id = l.segment_id
                  AND l.chainage_m <= COALESCE(s.surveyed_length_m, s.geodesic_length_m)
           )
    ) THEN
        PERFORM inventory_refuse('slackloop_on_its_cable', cable.code);
    END IF;
END
$$;
CREATE FUNCTION inventory_check_cable(ids bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM inventory_refuse_crooked_cable(c) FROM inventory_cable c WHERE c.id = ANY (ids);
END
$$;
CALL inventory_watch('cable', 'cable', 'id, kind, a_node_id, z_node_id, sheath_m, status',
    'SELECT id FROM changed', '{INSERT,UPDATE}');
CALL inventory_watch('cablesection', 'cable', 'id, cable_id, position, segment_id, is_reversed',
    'SELECT cable_id FROM changed');
CALL inventory_watch('slackloop', 'cable', 'id, cable_id, node_id, segment_id, chainage_m',
    'SELECT cable_id FROM changed', '{INSERT,UPDATE}');
CALL inventory_watch('routesegment', 'cable',
    'id, a_node_id, z_node_id, status, surveyed_length_m, geodesic_length_m',
    'SELECT w.cable_id FROM changed c JOIN inventory_cablesection w ON w.segment_id = c.id', '{UPDATE}');

-- --- ducts ------------------------------------------------------------------------------------
CREATE FUNCTION inventory_refuse_crooked_duct(duct inventory_duct) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    around inventory_duct;
BEGIN
    IF EXISTS (
        WITH RECURSIVE up AS (
            SELECT d.id, d.parent_id FROM inventory_duct d WHERE d.id = duct.id
            UNION ALL
            SELECT d.id, d.parent_id FROM inventory_duct d JOIN up ON d.id = up.parent_id
        ) CYCLE id SET again USING path
        SELECT FROM up WHERE again
    ) THEN
        PERFORM inventory_refuse('duct_not_nested_in_itself', duct.code);
    END IF;
    IF EXISTS (
        SELECT FROM (
            SELECT CASE WHEN p.is_reversed THEN s.z_node_id ELSE s.a_node_id END AS enters,
                   lag(CASE WHEN p.is_reversed THEN s.a_node_id ELSE s.z_node_id END)
                       OVER (ORDER BY p.position) AS left_at
              FROM inventory_ductsection p JOIN inventory_routesegment s ON s.id = p.segment_id
             WHERE p.duct_id = duct.id
        ) w WHERE w.left_at <> w.enters
    ) THEN
        PERFORM inventory_refuse('duct_walk_contiguous', duct.code);
    END IF;
    SELECT * INTO around FROM inventory_duct WHERE id = duct.parent_id;
    IF duct.outer_mm >= around.inner_mm THEN
        PERFORM inventory_refuse('duct_fits_its_parent', duct.code);
    END IF;
    IF around.id IS NOT NULL AND EXISTS (
        SELECT segment_id FROM inventory_ductsection WHERE duct_id = duct.id
        EXCEPT SELECT segment_id FROM inventory_ductsection WHERE duct_id = around.id
    ) THEN
        PERFORM inventory_refuse('duct_within_its_parent', duct.code);
    END IF;
END
$$;

-- The same rules as inventory/plant/capacity.py: one cable in a microduct; diameters of cables sum
-- to the bore at most; so do the cross-sections of cables and inner ducts. Unknown ones count nought.
CREATE FUNCTION inventory_refuse_full_duct(duct inventory_duct) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT segment_id FROM inventory_cablesection WHERE duct_id = duct.id
        EXCEPT SELECT segment_id FROM inventory_ductsection WHERE duct_id = duct.id
    ) THEN
        PERFORM inventory_refuse('cablesection_in_duct_there', duct.code);
    END IF;
    IF EXISTS (
        SELECT FROM (
            SELECT w.segment_id, t.outer_mm AS mm, true AS is_cable
              FROM inventory_cablesection w
              JOIN inventory_cable c ON c.id = w.cable_id
              JOIN inventory_cabletype t ON t.id = c.type_id
             WHERE w.duct_id = duct.id AND c.status <> 'retired'
            UNION ALL
            SELECT p.segment_id, d.outer_mm, false
              FROM inventory_duct d JOIN inventory_ductsection p ON p.duct_id = d.id
             WHERE d.parent_id = duct.id AND d.status <> 'retired'
        ) inside
         GROUP BY segment_id
        HAVING duct.kind = 'microduct' AND count(*) FILTER (WHERE is_cable) > 1
            OR sum(mm) FILTER (WHERE is_cable) > duct.inner_mm
            OR sum(mm * mm) > duct.inner_mm * duct.inner_mm
    ) THEN
        PERFORM inventory_refuse('duct_has_room', duct.code);
    END IF;
END
$$;
CREATE FUNCTION inventory_check_duct(ids bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    -- Two transactions that each fill the last place wait for each other here.
    PERFORM FROM inventory_duct WHERE id = ANY (ids) ORDER BY id FOR NO KEY UPDATE;
    PERFORM inventory_refuse_crooked_duct(d) FROM inventory_duct d
      WHERE d.id = ANY (ids) OR d.parent_id = ANY (ids);
    PERFORM inventory_refuse_full_duct(d) FROM inventory_duct d WHERE d.id = ANY (ids);
END
$$;
CALL inventory_watch('duct', 'duct', 'id, kind, parent_id, inner_mm, outer_mm, status',
    'SELECT id FROM changed UNION SELECT parent_id FROM changed', '{INSERT,UPDATE}');
CALL inventory_watch('ductsection', 'duct', 'id, duct_id, segment_id, position, is_reversed',
    'SELECT duct_id FROM changed
     UNION SELECT d.parent_id FROM changed c JOIN inventory_duct d ON d.id = c.duct_id');
CALL inventory_watch('routesegment', 'duct', 'id, a_node_id, z_node_id',
    'SELECT p.duct_id FROM changed c JOIN inventory_ductsection p ON p.segment_id = c.id', '{UPDATE}');
CALL inventory_watch('cablesection', 'duct', 'id, duct_id, segment_id', 'SELECT duct_id FROM changed', '{INSERT,UPDATE}');
CALL inventory_watch('cable', 'duct', 'id, type_id, status',
    'SELECT w.duct_id FROM changed c JOIN inventory_cablesection w ON w.cable_id = c.id', '{UPDATE}');
CALL inventory_watch('cabletype', 'duct', 'id, outer_mm',
    'SELECT w.duct_id FROM changed c JOIN inventory_cable k ON k.type_id = c.id
                                     JOIN inventory_cablesection w ON w.cable_id = k.id', '{UPDATE}');
