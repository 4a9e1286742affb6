CREATE OR REPLACE FUNCTION inventory_refuse_outside_area() RETURNS trigger
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

DROP FUNCTION inventory_area_verdict(geometry);
