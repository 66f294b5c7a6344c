-- The name and the texts of a scheme may change while its versions may not. So each change is kept here, whoever makes
-- it (staff, a file that comes with the project), and a plan line keeps the name under which it was asked.

INSERT INTO funding_schemetexts (scheme_id, name, summary, for_whom, how_to_apply)
    SELECT slug, name, summary, for_whom, how_to_apply FROM funding_scheme;

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

-- What was asked before this column was there was asked under the name of now, as far as anybody knows.
ALTER TABLE funding_planline DISABLE TRIGGER USER;
UPDATE funding_planline line SET scheme_name = scheme.name
    FROM funding_schemeversion version JOIN funding_scheme scheme ON scheme.slug = version.scheme_id
    WHERE version.id = line.scheme_version_id;
ALTER TABLE funding_planline ENABLE TRIGGER USER;
