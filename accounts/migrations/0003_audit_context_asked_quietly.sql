-- Which context a change belongs to, asked without an exception where there is none (a command, a
-- test). pghistory's own function catches one a row, and PostgreSQL then looks through all deferred
-- checks that wait in the transaction: a cable of 432 fibres took seconds once some lay there.
CREATE OR REPLACE FUNCTION _pgh_attach_context() RETURNS pghistory_context.id%TYPE
LANGUAGE plpgsql AS $$
DECLARE
    asked_id uuid := NULLIF(current_setting('pghistory.context_id', true), '')::uuid;
    asked_metadata jsonb := NULLIF(current_setting('pghistory.context_metadata', true), '')::jsonb;
BEGIN
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
