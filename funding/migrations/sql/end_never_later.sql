-- Of a published version only the end may change (version_stages.sql). One person may bring it forward; to move it back
-- would make rules hold longer than two people put in force. An open end (null) is the latest of all.

CREATE FUNCTION funding_version_ends() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'scheme version % is published and does not end later: make a new version', OLD.id
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER funding_version_ends BEFORE UPDATE ON funding_schemeversion
    FOR EACH ROW WHEN (
        OLD.stage = 'published' AND upper(OLD.period) IS NOT NULL
        AND (upper(NEW.period) IS NULL OR upper(NEW.period) > upper(OLD.period))
    )
    EXECUTE FUNCTION funding_version_ends();
