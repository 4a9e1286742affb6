CREATE OR REPLACE FUNCTION inventory_refuse_outside_area() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    g geometry;
    verdict text;
BEGIN
    EXECUTE format('SELECT ($1).%I', TG_ARGV[0]) INTO g USING NEW;
    IF g IS NULL OR NOT inventory_is_sound(g) THEN
        RETURN NEW;  -- the CHECK says what is wrong
    END IF;
    verdict := inventory_area_verdict(g);
    IF verdict = 'inside' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% of % lies outside the area', TG_ARGV[0], TG_TABLE_NAME
        USING ERRCODE = 'check_violation',
              CONSTRAINT = 'inside_operator_area',
              COLUMN = TG_ARGV[0],
              TABLE = TG_TABLE_NAME,
              DETAIL = verdict;
END
$$;
