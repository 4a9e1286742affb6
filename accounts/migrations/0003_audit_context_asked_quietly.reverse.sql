-- As pghistory installs it.
CREATE OR REPLACE FUNCTION _pgh_attach_context() RETURNS pghistory_context.id%TYPE
LANGUAGE plpgsql AS $$
DECLARE
    asked_id uuid;
    asked_metadata jsonb;
BEGIN
    BEGIN
        SELECT INTO asked_id current_setting('pghistory.context_id');
        SELECT INTO asked_metadata current_setting('pghistory.context_metadata');
    EXCEPTION WHEN OTHERS THEN
    END;
    IF asked_id IS NULL OR asked_metadata IS NULL THEN
        RETURN NULL;
    END IF;
    INSERT INTO pghistory_context (id, metadata, created_at, updated_at)
        VALUES (asked_id, asked_metadata, now(), now())
        ON CONFLICT (id) DO UPDATE SET metadata = EXCLUDED.metadata, updated_at = EXCLUDED.updated_at
        WHERE pghistory_context.metadata <> EXCLUDED.metadata;
    RETURN asked_id;
END
$$;
