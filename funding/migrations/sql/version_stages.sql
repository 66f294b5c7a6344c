-- A version is written (draft), declared ready (checked) and put in force by a second person (published); that these
-- are two people is the check constraint version_is_published_by_a_second_person. Files bring versions that are
-- published already; those, and no others, have a digest.

CREATE FUNCTION funding_version_begins() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.stage = 'published') <> (NEW.digest <> '') OR NEW.stage = 'checked' THEN
        RAISE EXCEPTION 'a scheme version begins as a draft, or comes from a file' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER funding_version_begins BEFORE INSERT ON funding_schemeversion
    FOR EACH ROW EXECUTE FUNCTION funding_version_begins();

CREATE OR REPLACE FUNCTION funding_version_fixed() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    steps constant text[] := ARRAY['stage', 'revision', 'changed', 'changed_by_id', 'checked', 'checked_by_id',
                                   'published', 'published_by_id'];
BEGIN
    IF OLD.stage = 'published' THEN
        -- Only the end of the period may still be set, when a next version takes over or the scheme ends; and
        -- somebody may have compared it with its sources again.
        IF lower(NEW.period) IS DISTINCT FROM lower(OLD.period)
           OR NEW.checked_on IS NULL OR NEW.checked_on < OLD.checked_on
           OR (to_jsonb(NEW) - 'period' - 'checked_on') IS DISTINCT FROM (to_jsonb(OLD) - 'period' - 'checked_on') THEN
            RAISE EXCEPTION 'scheme version % is published: make a new version', OLD.id
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.digest <> OLD.digest OR NEW.scheme_id <> OLD.scheme_id THEN
        RAISE EXCEPTION 'scheme version % stays where it came from', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.stage = 'draft' AND NEW.stage = 'published' THEN
        RAISE EXCEPTION 'scheme version % must be checked before it is published', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.stage = 'published' AND NEW.checked_by_id IS DISTINCT FROM OLD.checked_by_id THEN
        RAISE EXCEPTION 'scheme version % keeps who checked it', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.stage = 'checked' AND NEW.stage <> 'draft'
       AND (to_jsonb(NEW) - 'number' - steps) IS DISTINCT FROM (to_jsonb(OLD) - 'number' - steps) THEN
        RAISE EXCEPTION 'scheme version % is checked: what changes must be checked again', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;

DROP TRIGGER funding_version_kept ON funding_schemeversion;
CREATE TRIGGER funding_version_kept BEFORE DELETE ON funding_schemeversion
    FOR EACH ROW WHEN (OLD.stage = 'published') EXECUTE FUNCTION portal_append_only();

-- Examples belong to what was checked.
CREATE FUNCTION funding_example_fixed() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    parent record;
BEGIN
    SELECT stage, digest INTO parent FROM funding_schemeversion
        WHERE id = CASE WHEN TG_OP = 'INSERT' THEN NEW.version_id ELSE OLD.version_id END FOR SHARE;
    IF parent.stage <> 'draft' AND (TG_OP <> 'INSERT' OR parent.digest = '') THEN
        RAISE EXCEPTION 'the examples of a checked scheme version stay as they are' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.version_id <> OLD.version_id THEN
        RAISE EXCEPTION 'an example stays with its version' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER funding_example_fixed BEFORE INSERT OR UPDATE OR DELETE ON funding_schemeexample
    FOR EACH ROW EXECUTE FUNCTION funding_example_fixed();
