-- What may not change once it counts: published scheme versions, sent applications, decisions, letters, the ledger.

CREATE FUNCTION funding_version_fixed() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    -- Only the end of the period may still be set, when a next version takes over or the scheme ends.
    IF lower(NEW.period) IS DISTINCT FROM lower(OLD.period)
       OR (to_jsonb(NEW) - 'period') IS DISTINCT FROM (to_jsonb(OLD) - 'period') THEN
        RAISE EXCEPTION 'scheme version % is published: make a new version', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER funding_version_fixed BEFORE UPDATE ON funding_schemeversion
    FOR EACH ROW EXECUTE FUNCTION funding_version_fixed();

CREATE TRIGGER funding_version_kept BEFORE DELETE ON funding_schemeversion
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();

CREATE FUNCTION funding_application_fixed() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'draft' AND (
        NEW.state = 'draft'
        OR (to_jsonb(NEW) - 'state' - 'version' - 'profile_id')
           IS DISTINCT FROM (to_jsonb(OLD) - 'state' - 'version' - 'profile_id')
    ) THEN
        RAISE EXCEPTION 'application % is sent and keeps what was sent', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER funding_application_fixed BEFORE UPDATE ON funding_application
    FOR EACH ROW EXECUTE FUNCTION funding_application_fixed();

CREATE TRIGGER funding_application_kept BEFORE DELETE ON funding_application
    FOR EACH ROW WHEN (OLD.state <> 'draft') EXECUTE FUNCTION portal_append_only();

CREATE TRIGGER funding_decision_append_only BEFORE UPDATE OR DELETE ON funding_decision
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_preparation_append_only BEFORE UPDATE OR DELETE ON funding_preparation
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_returned_append_only BEFORE UPDATE OR DELETE ON funding_returned
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_letter_append_only BEFORE UPDATE OR DELETE ON funding_letter
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_ledgerentry_append_only BEFORE UPDATE OR DELETE ON funding_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();

-- Emptying a whole table fires no trigger per row.
CREATE TRIGGER funding_schemeversion_no_truncate BEFORE TRUNCATE ON funding_schemeversion
    FOR EACH STATEMENT EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_application_no_truncate BEFORE TRUNCATE ON funding_application
    FOR EACH STATEMENT EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_planline_no_truncate BEFORE TRUNCATE ON funding_planline
    FOR EACH STATEMENT EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_decision_no_truncate BEFORE TRUNCATE ON funding_decision
    FOR EACH STATEMENT EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_preparation_no_truncate BEFORE TRUNCATE ON funding_preparation
    FOR EACH STATEMENT EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_returned_no_truncate BEFORE TRUNCATE ON funding_returned
    FOR EACH STATEMENT EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_letter_no_truncate BEFORE TRUNCATE ON funding_letter
    FOR EACH STATEMENT EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_ledgerentry_no_truncate BEFORE TRUNCATE ON funding_ledgerentry
    FOR EACH STATEMENT EXECUTE FUNCTION portal_append_only();
