-- Takes away what workflow_states.sql made, and puts back the functions of line_states.sql.
DROP TRIGGER funding_application_states ON funding_application;
DROP FUNCTION funding_application_states();
DROP FUNCTION funding_application_step_allowed(text, text);
CREATE OR REPLACE FUNCTION funding_line_step_allowed(old text, new text) RETURNS boolean
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
CREATE OR REPLACE FUNCTION funding_line_states() RETURNS trigger
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
