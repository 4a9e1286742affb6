-- Geometry that must not be stored: not finite, off the globe, invalid, outside the operator's area.
-- PostGIS itself stores NaN and 500/500 without a word, and then answers distances of 0.

CREATE FUNCTION inventory_is_sound(g geometry) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    -- NaN compares greater than every number, so it fails the upper bounds; in a line the box can
    -- hide it, and ST_IsValid finds it.
    SELECT g IS NULL OR (
        NOT ST_IsEmpty(g)
        AND ST_XMin(g) BETWEEN -180 AND 180 AND ST_XMax(g) BETWEEN -180 AND 180
        AND ST_YMin(g) BETWEEN -90 AND 90 AND ST_YMax(g) BETWEEN -90 AND 90
        AND ST_IsValid(g)
    )
$$;

ALTER TABLE inventory_operatorarea
    ADD CONSTRAINT operatorarea_geom_sound CHECK (inventory_is_sound(geom));
ALTER TABLE inventory_region
    ADD CONSTRAINT region_geom_sound CHECK (inventory_is_sound(geom));
ALTER TABLE inventory_site
    ADD CONSTRAINT site_geom_sound CHECK (inventory_is_sound(geom)),
    ADD CONSTRAINT site_area_sound CHECK (inventory_is_sound(area));
ALTER TABLE inventory_routenode
    ADD CONSTRAINT routenode_geom_sound CHECK (inventory_is_sound(geom));
ALTER TABLE inventory_routesegment
    ADD CONSTRAINT routesegment_geom_sound CHECK (inventory_is_sound(geom)),
    ADD CONSTRAINT routesegment_geom_simple CHECK (ST_IsSimple(geom)),
    ADD CONSTRAINT routesegment_length_positive CHECK (geodesic_length_m > 0);

-- The error's DETAIL is 'swapped' or 'outside', its COLUMN the geometry's: operations turn both
-- into words for people.
CREATE FUNCTION inventory_refuse_outside_area() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    g geometry;
    city inventory_operatorarea;
BEGIN
    EXECUTE format('SELECT ($1).%I', TG_ARGV[0]) INTO g USING NEW;
    IF g IS NULL OR NOT inventory_is_sound(g) THEN
        RETURN NEW;  -- the CHECK says what is wrong
    END IF;
    SELECT * INTO city FROM inventory_operatorarea LIMIT 1;
    IF NOT FOUND OR ST_DWithin(g::geography, city.geom::geography, 0) AND ST_Within(g, city.geom) THEN
        RETURN NEW;
    END IF;
    IF ST_Within(g, ST_Buffer(city.geom::geography, city.tolerance_m)::geometry) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% of % lies outside the area of %', TG_ARGV[0], TG_TABLE_NAME, city.name
        USING ERRCODE = 'check_violation',
              CONSTRAINT = 'inside_operator_area',
              COLUMN = TG_ARGV[0],
              TABLE = TG_TABLE_NAME,
              DETAIL = CASE
                  WHEN ST_Within(ST_FlipCoordinates(g), ST_Buffer(city.geom::geography, city.tolerance_m)::geometry)
                  THEN 'swapped' ELSE 'outside' END;
END
$$;

CREATE TRIGGER site_geom_inside_area BEFORE INSERT OR UPDATE OF geom ON inventory_site
    FOR EACH ROW EXECUTE FUNCTION inventory_refuse_outside_area('geom');
CREATE TRIGGER site_area_inside_area BEFORE INSERT OR UPDATE OF area ON inventory_site
    FOR EACH ROW EXECUTE FUNCTION inventory_refuse_outside_area('area');
CREATE TRIGGER routenode_inside_area BEFORE INSERT OR UPDATE OF geom ON inventory_routenode
    FOR EACH ROW EXECUTE FUNCTION inventory_refuse_outside_area('geom');
CREATE TRIGGER routesegment_inside_area BEFORE INSERT OR UPDATE OF geom ON inventory_routesegment
    FOR EACH ROW EXECUTE FUNCTION inventory_refuse_outside_area('geom');

-- A segment's line begins and ends at its nodes (0.05 m), checked at commit so that a node and its
-- segments can move together.
CREATE FUNCTION inventory_segment_on_nodes(s inventory_routesegment) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT ST_Distance(ST_StartPoint(s.geom)::geography, a.geom::geography) <= 0.05
       AND ST_Distance(ST_EndPoint(s.geom)::geography, z.geom::geography) <= 0.05
      FROM inventory_routenode a, inventory_routenode z
     WHERE a.id = s.a_node_id AND z.id = s.z_node_id
$$;

CREATE FUNCTION inventory_refuse_segment_off_nodes() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    off text;
BEGIN
    IF TG_TABLE_NAME = 'inventory_routesegment' THEN
        SELECT s.code INTO off FROM inventory_routesegment s
         WHERE s.id = NEW.id AND NOT inventory_segment_on_nodes(s);
    ELSE
        SELECT s.code INTO off FROM inventory_routesegment s
         WHERE (s.a_node_id = NEW.id OR s.z_node_id = NEW.id) AND NOT inventory_segment_on_nodes(s)
         LIMIT 1;
    END IF;
    IF off IS NOT NULL THEN
        RAISE EXCEPTION 'segment % does not begin and end at its nodes', off
            USING ERRCODE = 'check_violation', CONSTRAINT = 'routesegment_ends_at_nodes',
                  TABLE = 'inventory_routesegment', COLUMN = 'geom', DETAIL = off;
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER routesegment_ends_at_nodes
    AFTER INSERT OR UPDATE OF geom, a_node_id, z_node_id ON inventory_routesegment
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION inventory_refuse_segment_off_nodes();
CREATE CONSTRAINT TRIGGER routenode_keeps_segments
    AFTER UPDATE OF geom ON inventory_routenode
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION inventory_refuse_segment_off_nodes();

-- A route's walk is contiguous: each segment begins at the node where the one before it ended.
CREATE FUNCTION inventory_refuse_broken_walk() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    walked bigint := COALESCE(NEW.route_id, OLD.route_id);
    gap integer;
BEGIN
    SELECT w.sequence INTO gap FROM (
        SELECT p.sequence,
               CASE WHEN p.is_reversed THEN s.z_node_id ELSE s.a_node_id END AS enters,
               lag(CASE WHEN p.is_reversed THEN s.a_node_id ELSE s.z_node_id END)
                   OVER (ORDER BY p.sequence) AS left_at
          FROM inventory_fibreroutesegment p JOIN inventory_routesegment s ON s.id = p.segment_id
         WHERE p.route_id = walked
    ) w WHERE w.left_at IS NOT NULL AND w.left_at <> w.enters LIMIT 1;
    IF gap IS NOT NULL THEN
        RAISE EXCEPTION 'the walk of route % breaks before place %', walked, gap
            USING ERRCODE = 'check_violation', CONSTRAINT = 'fibreroute_walk_contiguous',
                  TABLE = 'inventory_fibreroutesegment', DETAIL = gap::text;
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER fibreroute_walk_contiguous
    AFTER INSERT OR UPDATE OR DELETE ON inventory_fibreroutesegment
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION inventory_refuse_broken_walk();
