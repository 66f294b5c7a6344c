-- The steps of funding/applications/states.py, as the database holds them. A test keeps both equal.
-- What was asked, by whom and for which scheme is fixed as soon as the line is no proposal any more.
CREATE FUNCTION funding_line_step_allowed(old text, new text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT (old, new) IN (
        ('awaiting_approval', 'granted'),
        ('awaiting_approval', 'refused'),
        ('awaiting_approval', 'reserved'),
        ('proposed', 'outside'),
        ('proposed', 'reserved'),
        ('reserved', 'awaiting_approval'),
        ('reserved', 'granted'),
        ('reserved', 'refused')
    )
$$;

CREATE FUNCTION funding_line_states() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> OLD.state AND NOT funding_line_step_allowed(OLD.state, NEW.state) THEN
        RAISE EXCEPTION 'plan line %: no step from % to %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF (to_jsonb(NEW) - 'state' - 'version' - 'due') IS DISTINCT FROM (to_jsonb(OLD) - 'state' - 'version' - 'due') THEN
        RAISE EXCEPTION 'plan line % keeps what was asked', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER funding_line_states BEFORE UPDATE ON funding_planline
    FOR EACH ROW EXECUTE FUNCTION funding_line_states();

-- A line begins as a proposal and is not thrown away once it is more.
CREATE FUNCTION funding_line_begins() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> 'proposed' THEN
        RAISE EXCEPTION 'plan line % begins as %', NEW.id, NEW.state USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER funding_line_begins BEFORE INSERT ON funding_planline
    FOR EACH ROW EXECUTE FUNCTION funding_line_begins();
CREATE TRIGGER funding_line_kept BEFORE DELETE ON funding_planline
    FOR EACH ROW WHEN (OLD.state <> 'proposed') EXECUTE FUNCTION portal_append_only();
