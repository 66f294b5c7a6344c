-- Back to versions that are all published.
DROP TRIGGER funding_example_fixed ON funding_schemeexample;
DROP FUNCTION funding_example_fixed();
DROP TRIGGER funding_version_kept ON funding_schemeversion;
CREATE TRIGGER funding_version_kept BEFORE DELETE ON funding_schemeversion
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();
DROP TRIGGER funding_version_begins ON funding_schemeversion;
DROP FUNCTION funding_version_begins();
CREATE OR REPLACE FUNCTION funding_version_fixed() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF lower(NEW.period) IS DISTINCT FROM lower(OLD.period)
       OR (to_jsonb(NEW) - 'period') IS DISTINCT FROM (to_jsonb(OLD) - 'period') THEN
        RAISE EXCEPTION 'scheme version % is published: make a new version', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
