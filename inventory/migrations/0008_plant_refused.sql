-- Impossible plant. What columns and foreign keys can say, they say; the rest is triggers, checked
-- at the end of a transaction so that a change may pass through states that could not stay.
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
DECLARE
    joint bigint := CASE TG_TABLE_NAME WHEN 'inventory_joint' THEN (to_jsonb(NEW) ->> 'id')::bigint
                                       ELSE (to_jsonb(OLD) ->> 'joint_id')::bigint END;
BEGIN
    IF EXISTS (SELECT FROM inventory_joint WHERE id = joint)
       AND NOT EXISTS (SELECT FROM inventory_mate WHERE joint_id = joint) THEN
        PERFORM inventory_refuse('joint_joins_two_ends', joint::text);
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER joint_joins_two_ends AFTER INSERT ON inventory_joint
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION inventory_refuse_joint_of_nothing();
CREATE CONSTRAINT TRIGGER joint_joins_two_ends AFTER DELETE ON inventory_mate
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION inventory_refuse_joint_of_nothing();

-- --- trays, closures, splitters ---------------------------------------------------------------
CREATE FUNCTION inventory_refuse_full_tray() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    tray inventory_tray;
    closure inventory_closure;
BEGIN
    SELECT * INTO tray FROM inventory_tray WHERE id = NEW.tray_id;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    SELECT * INTO closure FROM inventory_closure WHERE id = tray.closure_id;
    IF closure.node_id <> NEW.node_id THEN
        PERFORM inventory_refuse('joint_in_tray_of_its_node', closure.code || '/' || tray.number);
    END IF;
    IF (SELECT count(*) FROM inventory_joint WHERE tray_id = tray.id) > tray.max_joints THEN
        PERFORM inventory_refuse('tray_has_room', closure.code || '/' || tray.number);
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER tray_has_room AFTER INSERT OR UPDATE OF tray_id, node_id ON inventory_joint
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.tray_id IS NOT NULL) EXECUTE FUNCTION inventory_refuse_full_tray();

CREATE FUNCTION inventory_refuse_full_closure() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    closure inventory_closure;
    one bigint := CASE TG_TABLE_NAME WHEN 'inventory_tray' THEN (to_jsonb(NEW) ->> 'closure_id')::bigint
                                     ELSE (to_jsonb(NEW) ->> 'id')::bigint END;
BEGIN
    SELECT * INTO closure FROM inventory_closure WHERE id = one;
    IF (SELECT count(*) FROM inventory_tray WHERE closure_id = one) > closure.max_trays THEN
        PERFORM inventory_refuse('closure_has_room', closure.code);
    END IF;
    IF TG_TABLE_NAME = 'inventory_tray' AND (SELECT count(*) FROM inventory_joint WHERE tray_id = (to_jsonb(NEW) ->> 'id')::bigint)
       > (to_jsonb(NEW) ->> 'max_joints')::integer THEN
        PERFORM inventory_refuse('tray_has_room', closure.code || '/' || (to_jsonb(NEW) ->> 'number'));
    END IF;
    IF EXISTS (
        SELECT FROM inventory_tray t JOIN inventory_joint j ON j.tray_id = t.id
         WHERE t.closure_id = one AND j.node_id <> closure.node_id
    ) THEN
        PERFORM inventory_refuse('joint_in_tray_of_its_node', closure.code);
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER closure_has_room AFTER INSERT OR UPDATE ON inventory_tray
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION inventory_refuse_full_closure();
CREATE CONSTRAINT TRIGGER closure_has_room AFTER UPDATE OF max_trays, node_id ON inventory_closure
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION inventory_refuse_full_closure();

CREATE FUNCTION inventory_refuse_leg_beyond_splitter() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    splitter inventory_splitter;
BEGIN
    SELECT * INTO splitter FROM inventory_splitter WHERE id = NEW.splitter_id;
    IF NEW.number > splitter.n_outputs THEN
        PERFORM inventory_refuse('splitterleg_within_splitter', splitter.code);
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER splitterleg_within_splitter
    AFTER INSERT OR UPDATE ON inventory_splitterleg
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION inventory_refuse_leg_beyond_splitter();

-- --- cable types, tubes, strands --------------------------------------------------------------
CREATE FUNCTION inventory_refuse_tubes_not_summing() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    one bigint := CASE TG_TABLE_NAME
        WHEN 'inventory_cabletype' THEN (to_jsonb(NEW) ->> 'id')::bigint
        ELSE (COALESCE(to_jsonb(NEW), to_jsonb(OLD)) ->> 'type_id')::bigint END;
    type inventory_cabletype;
BEGIN
    SELECT * INTO type FROM inventory_cabletype WHERE id = one;
    IF FOUND AND type.n_fibres <> (
        SELECT COALESCE(sum(n_fibres), 0) FROM inventory_cabletypetube WHERE type_id = one
    ) THEN
        PERFORM inventory_refuse('cabletype_tubes_sum', type.name);
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER cabletype_tubes_sum AFTER INSERT OR UPDATE OF n_fibres ON inventory_cabletype
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION inventory_refuse_tubes_not_summing();
CREATE CONSTRAINT TRIGGER cabletype_tubes_sum AFTER INSERT OR UPDATE OR DELETE ON inventory_cabletypetube
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION inventory_refuse_tubes_not_summing();

ALTER TABLE inventory_tube ADD CONSTRAINT tube_of_cable UNIQUE (id, cable_id);
ALTER TABLE inventory_strand ADD CONSTRAINT strand_in_tube_of_its_cable
    FOREIGN KEY (tube_id, cable_id) REFERENCES inventory_tube (id, cable_id)
    DEFERRABLE INITIALLY DEFERRED;

-- By statement: a cable's 432 strands are checked at once.
CREATE FUNCTION inventory_refuse_strand_beyond_type() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    culprit text;
BEGIN
    SELECT c.code || '#' || s.number INTO culprit
      FROM changed s
      JOIN inventory_cable c ON c.id = s.cable_id
      JOIN inventory_cabletype t ON t.id = c.type_id
     WHERE s.number > t.n_fibres LIMIT 1;
    IF culprit IS NOT NULL THEN
        PERFORM inventory_refuse('strand_within_type', culprit);
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER strand_within_type_new AFTER INSERT ON inventory_strand
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION inventory_refuse_strand_beyond_type();
CREATE TRIGGER strand_within_type_changed AFTER UPDATE ON inventory_strand
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION inventory_refuse_strand_beyond_type();

-- A lit strand has a circuit's light; a faulty or retired one has none.
CREATE FUNCTION inventory_refuse_strand_untrue(strand bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    one inventory_strand;
    in_use boolean;
    culprit text;
BEGIN
    SELECT * INTO one FROM inventory_strand WHERE id = strand;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    in_use := EXISTS (
        SELECT FROM inventory_strandsection g JOIN inventory_circuithop h ON h.strand_section_id = g.id
         WHERE g.strand_id = strand
    );
    SELECT code || '#' || one.number INTO culprit FROM inventory_cable WHERE id = one.cable_id;
    IF one.status = 'lit' AND NOT in_use THEN
        PERFORM inventory_refuse('strand_lit_has_circuit', culprit);
    END IF;
    IF one.status IN ('faulty', 'retired') AND in_use THEN
        PERFORM inventory_refuse('strand_faulty_has_none', culprit);
    END IF;
END
$$;
CREATE FUNCTION inventory_refuse_strand_status() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM inventory_refuse_strand_untrue(NEW.id);
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER strand_lit_has_circuit AFTER INSERT OR UPDATE OF status ON inventory_strand
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.status IN ('lit', 'faulty', 'retired'))
    EXECUTE FUNCTION inventory_refuse_strand_status();
CREATE FUNCTION inventory_refuse_hop_on_bad_strand() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM inventory_refuse_strand_untrue(
        (SELECT strand_id FROM inventory_strandsection
          WHERE id = COALESCE(NEW.strand_section_id, OLD.strand_section_id)));
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER circuithop_on_sound_strand AFTER INSERT ON inventory_circuithop
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.strand_section_id IS NOT NULL) EXECUTE FUNCTION inventory_refuse_hop_on_bad_strand();
CREATE CONSTRAINT TRIGGER circuithop_leaves_no_lit_strand AFTER DELETE ON inventory_circuithop
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.strand_section_id IS NOT NULL) EXECUTE FUNCTION inventory_refuse_hop_on_bad_strand();

ALTER TABLE inventory_reservation ADD CONSTRAINT reservation_no_overlap EXCLUDE USING gist (
    cable_id WITH =,
    int4range(first_number, last_number, '[]') WITH &&,
    daterange(from_date, until_date, '[]') WITH &&
);
CREATE FUNCTION inventory_refuse_reservation_beyond_type() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    culprit text;
BEGIN
    SELECT c.code INTO culprit FROM inventory_cable c JOIN inventory_cabletype t ON t.id = c.type_id
     WHERE c.id = NEW.cable_id AND NEW.last_number > t.n_fibres;
    IF FOUND THEN
        PERFORM inventory_refuse('reservation_within_type', culprit);
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER reservation_within_type AFTER INSERT OR UPDATE ON inventory_reservation
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION inventory_refuse_reservation_beyond_type();

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

CREATE FUNCTION inventory_refuse_crooked_cable(one bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    cable inventory_cable;
    step record;
    here bigint;
    passed bigint[];
    expected integer := 0;
BEGIN
    SELECT * INTO cable FROM inventory_cable WHERE id = one;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    here := cable.a_node_id;
    passed := ARRAY[here];
    FOR step IN SELECT * FROM inventory_cable_steps(one) LOOP
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
         WHERE w.cable_id = one
    ) THEN
        PERFORM inventory_refuse('cable_sheath_covers_route', cable.code);
    END IF;
    IF cable.status = 'active' AND EXISTS (
        SELECT FROM inventory_cablesection w JOIN inventory_routesegment s ON s.id = w.segment_id
         WHERE w.cable_id = one AND s.status IN ('planned', 'under_construction', 'retired')
    ) THEN
        PERFORM inventory_refuse('cable_active_where_built', cable.code);
    END IF;
END
$$;
CREATE FUNCTION inventory_refuse_cable() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM inventory_refuse_crooked_cable(CASE TG_TABLE_NAME
        WHEN 'inventory_cable' THEN (to_jsonb(NEW) ->> 'id')::bigint
        ELSE (COALESCE(to_jsonb(NEW), to_jsonb(OLD)) ->> 'cable_id')::bigint END);
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER cable_sound
    AFTER INSERT OR UPDATE OF kind, a_node_id, z_node_id, sheath_m, status ON inventory_cable
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION inventory_refuse_cable();
CREATE CONSTRAINT TRIGGER cable_sound AFTER INSERT OR UPDATE OR DELETE ON inventory_cablesection
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION inventory_refuse_cable();
CREATE FUNCTION inventory_refuse_segment_under_cable() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM inventory_refuse_crooked_cable(cable_id)
       FROM inventory_cablesection WHERE segment_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER cable_sound
    AFTER UPDATE OF a_node_id, z_node_id, status, surveyed_length_m, geom ON inventory_routesegment
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION inventory_refuse_segment_under_cable();

CREATE FUNCTION inventory_refuse_slack_off_cable() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    culprit text;
BEGIN
    SELECT c.code INTO culprit FROM inventory_cable c WHERE c.id = NEW.cable_id;
    IF NEW.node_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM inventory_cable_steps(NEW.cable_id) WHERE NEW.node_id IN (enters, leaves)
    ) OR NEW.segment_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM inventory_cablesection w JOIN inventory_routesegment s ON s.id = w.segment_id
         WHERE w.cable_id = NEW.cable_id AND s.id = NEW.segment_id
           AND NEW.chainage_m <= COALESCE(s.surveyed_length_m, s.geodesic_length_m)
    ) THEN
        PERFORM inventory_refuse('slackloop_on_its_cable', culprit);
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER slackloop_on_its_cable AFTER INSERT OR UPDATE ON inventory_slackloop
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION inventory_refuse_slack_off_cable();

-- --- ducts ------------------------------------------------------------------------------------
CREATE FUNCTION inventory_refuse_duct(one bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    duct inventory_duct;
    around inventory_duct;
    gap integer;
BEGIN
    SELECT * INTO duct FROM inventory_duct WHERE id = one;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    SELECT w.position INTO gap FROM (
        SELECT p.position,
               CASE WHEN p.is_reversed THEN s.z_node_id ELSE s.a_node_id END AS enters,
               lag(CASE WHEN p.is_reversed THEN s.a_node_id ELSE s.z_node_id END)
                   OVER (ORDER BY p.position) AS left_at
          FROM inventory_ductsection p JOIN inventory_routesegment s ON s.id = p.segment_id
         WHERE p.duct_id = one
    ) w WHERE w.left_at IS NOT NULL AND w.left_at <> w.enters LIMIT 1;
    IF gap IS NOT NULL THEN
        PERFORM inventory_refuse('duct_walk_contiguous', duct.code);
    END IF;
    IF duct.parent_id IS NULL THEN
        RETURN;
    END IF;
    SELECT * INTO around FROM inventory_duct WHERE id = duct.parent_id;
    IF duct.outer_mm >= around.inner_mm THEN
        PERFORM inventory_refuse('duct_fits_its_parent', duct.code);
    END IF;
    IF EXISTS (
        SELECT segment_id FROM inventory_ductsection WHERE duct_id = one
        EXCEPT SELECT segment_id FROM inventory_ductsection WHERE duct_id = duct.parent_id
    ) THEN
        PERFORM inventory_refuse('duct_within_its_parent', duct.code);
    END IF;
    IF EXISTS (
        WITH RECURSIVE up AS (
            SELECT d.id, d.parent_id FROM inventory_duct d WHERE d.id = one
            UNION ALL
            SELECT d.id, d.parent_id FROM inventory_duct d JOIN up ON d.id = up.parent_id
        ) CYCLE id SET again USING path
        SELECT FROM up WHERE again
    ) THEN
        PERFORM inventory_refuse('duct_not_nested_in_itself', duct.code);
    END IF;
END
$$;
CREATE FUNCTION inventory_refuse_duct_row() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    one bigint := CASE TG_TABLE_NAME WHEN 'inventory_duct' THEN (to_jsonb(NEW) ->> 'id')::bigint
        ELSE (COALESCE(to_jsonb(NEW), to_jsonb(OLD)) ->> 'duct_id')::bigint END;
BEGIN
    PERFORM inventory_refuse_duct(one);
    PERFORM inventory_refuse_duct(id) FROM inventory_duct WHERE parent_id = one;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER duct_sound AFTER INSERT OR UPDATE ON inventory_duct
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION inventory_refuse_duct_row();
CREATE CONSTRAINT TRIGGER duct_sound AFTER INSERT OR UPDATE OR DELETE ON inventory_ductsection
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION inventory_refuse_duct_row();

CREATE FUNCTION inventory_refuse_overfilled_duct() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    duct inventory_duct;
    n integer;
    sum_mm float;
BEGIN
    SELECT * INTO duct FROM inventory_duct WHERE id = NEW.duct_id;
    IF NOT EXISTS (
        SELECT FROM inventory_ductsection WHERE duct_id = duct.id AND segment_id = NEW.segment_id
    ) THEN
        PERFORM inventory_refuse('cablesection_in_duct_there', duct.code);
    END IF;
    SELECT count(*), sum(t.outer_mm) INTO n, sum_mm
      FROM inventory_cablesection w
      JOIN inventory_cable c ON c.id = w.cable_id
      JOIN inventory_cabletype t ON t.id = c.type_id
     WHERE w.duct_id = duct.id AND w.segment_id = NEW.segment_id AND c.status <> 'retired';
    IF n > 1 AND duct.kind = 'microduct' OR sum_mm > duct.inner_mm THEN
        PERFORM inventory_refuse('duct_has_room', duct.code);
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER duct_has_room AFTER INSERT OR UPDATE OF duct_id, segment_id ON inventory_cablesection
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.duct_id IS NOT NULL) EXECUTE FUNCTION inventory_refuse_overfilled_duct();
