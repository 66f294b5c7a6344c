-- What a fund said stays as it was; a second person puts it in force, once.
CREATE FUNCTION funding_lettertext_takes_two() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    once text[] := ARRAY['in_force', 'put_in_force_by_id'];
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.in_force IS NOT NULL OR NEW.put_in_force_by_id IS NOT NULL THEN
            RAISE EXCEPTION 'a letter text begins without force' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF (to_jsonb(NEW) - once) IS DISTINCT FROM (to_jsonb(OLD) - once) OR OLD.in_force IS NOT NULL
       OR NEW.in_force IS NULL OR NEW.put_in_force_by_id IS NULL OR NEW.put_in_force_by_id = OLD.written_by_id THEN
        RAISE EXCEPTION 'letter text %: a second person puts it in force, once', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER funding_lettertext_takes_two BEFORE INSERT OR UPDATE ON funding_lettertext
    FOR EACH ROW EXECUTE FUNCTION funding_lettertext_takes_two();
CREATE TRIGGER funding_lettertext_kept BEFORE DELETE ON funding_lettertext
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();
