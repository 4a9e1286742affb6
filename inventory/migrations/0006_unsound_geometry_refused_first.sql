-- The metric twin is computed before any CHECK is asked, and fails on what has no place with an error
-- that names no column. So the trigger refuses it first, in the name of the CHECK.
CREATE OR REPLACE FUNCTION inventory_refuse_outside_area() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    g geometry;
    verdict text;
BEGIN
    EXECUTE format('SELECT ($1).%I', TG_ARGV[0]) INTO g USING NEW;
    IF g IS NULL THEN
        RETURN NEW;
    END IF;
    IF NOT inventory_is_sound(g) THEN
        RAISE EXCEPTION '% of % is not sound', TG_ARGV[0], TG_TABLE_NAME
            USING ERRCODE = 'check_violation',
                  CONSTRAINT = replace(TG_TABLE_NAME, 'inventory_', '') || '_' || TG_ARGV[0] || '_sound',
                  COLUMN = TG_ARGV[0],
                  TABLE = TG_TABLE_NAME;
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
