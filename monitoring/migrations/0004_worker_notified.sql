-- A worker asks again by itself (requests every second, targets every ten); this saves the wait.
-- By trigger, so that no way to write (page, API, admin, SQL) can forget it; once per transaction.
CREATE FUNCTION monitoring_notify_worker() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('lichtweg_worker', TG_ARGV[0]);
    RETURN NULL;
END
$$;
CREATE TRIGGER proberequest_notifies_worker AFTER INSERT ON monitoring_proberequest
    FOR EACH STATEMENT EXECUTE FUNCTION monitoring_notify_worker('requests');
CREATE TRIGGER target_notifies_worker AFTER INSERT OR UPDATE OR DELETE ON monitoring_target
    FOR EACH STATEMENT EXECUTE FUNCTION monitoring_notify_worker('targets');
CREATE TRIGGER vantage_notifies_worker AFTER INSERT OR UPDATE OR DELETE ON monitoring_vantage
    FOR EACH STATEMENT EXECUTE FUNCTION monitoring_notify_worker('targets');
