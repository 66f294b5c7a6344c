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

CREATE FUNCTION funding_version_fixed() RETURNS trigger
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
CREATE TRIGGER funding_version_fixed BEFORE UPDATE ON funding_schemeversion
    FOR EACH ROW EXECUTE FUNCTION funding_version_fixed();

CREATE TRIGGER funding_version_kept BEFORE DELETE ON funding_schemeversion
    FOR EACH ROW WHEN (OLD.stage = 'published') EXECUTE FUNCTION portal_append_only();
-- Emptying a whole table fires no trigger per row.
CREATE TRIGGER funding_schemeversion_no_truncate BEFORE TRUNCATE ON funding_schemeversion
    FOR EACH STATEMENT EXECUTE FUNCTION portal_append_only();

-- Of a published version only the end may change. One person may bring it forward; to move it back
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

-- The name and the texts of a scheme may change while its versions may not. So each change is kept here, whoever makes
-- it (staff, a file that comes with the project), and a plan line keeps the name under which it was asked.
CREATE FUNCTION funding_scheme_texts_kept() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' OR (NEW.name, NEW.summary, NEW.for_whom, NEW.how_to_apply)
                           IS DISTINCT FROM (OLD.name, OLD.summary, OLD.for_whom, OLD.how_to_apply) THEN
        INSERT INTO funding_schemetexts (scheme_id, name, summary, for_whom, how_to_apply)
            VALUES (NEW.slug, NEW.name, NEW.summary, NEW.for_whom, NEW.how_to_apply);
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER funding_scheme_texts_kept AFTER INSERT OR UPDATE ON funding_scheme
    FOR EACH ROW EXECUTE FUNCTION funding_scheme_texts_kept();

-- A scheme that never was in force can be thrown away, and its texts with it.
CREATE FUNCTION funding_texts_fixed() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND NOT EXISTS (
        SELECT FROM funding_schemeversion WHERE scheme_id = OLD.scheme_id AND stage = 'published'
    ) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'what scheme % was called stays as it was', OLD.scheme_id USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER funding_texts_fixed BEFORE UPDATE OR DELETE ON funding_schemetexts
    FOR EACH ROW EXECUTE FUNCTION funding_texts_fixed();
