-- The steps of funding/applications/states.py, as the database holds them. A test keeps both equal.
CREATE FUNCTION funding_line_step_allowed(old text, new text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT (old, new) IN (
        ('awaiting_applicant', 'in_review'),
        ('awaiting_applicant', 'withdrawn'),
        ('awaiting_approval', 'expired'),
        ('awaiting_approval', 'granted'),
        ('awaiting_approval', 'partly_granted'),
        ('awaiting_approval', 'refused'),
        ('awaiting_approval', 'reserved'),
        ('awaiting_approval', 'waiting'),
        ('awaiting_approval', 'withdrawn'),
        ('expired', 'granted'),
        ('expired', 'partly_granted'),
        ('granted', 'partly_granted'),
        ('granted', 'paying'),
        ('granted', 'refused'),
        ('granted', 'settled'),
        ('granted', 'withdrawn'),
        ('in_review', 'awaiting_applicant'),
        ('in_review', 'awaiting_approval'),
        ('in_review', 'expired'),
        ('in_review', 'forwarded'),
        ('in_review', 'granted'),
        ('in_review', 'partly_granted'),
        ('in_review', 'refused'),
        ('in_review', 'reserved'),
        ('in_review', 'withdrawn'),
        ('outside', 'granted_outside'),
        ('outside', 'refused_outside'),
        ('outside', 'sent_outside'),
        ('outside', 'withdrawn'),
        ('paid', 'granted'),
        ('paid', 'partly_granted'),
        ('paid', 'recovered'),
        ('paid', 'settled'),
        ('partly_granted', 'granted'),
        ('partly_granted', 'paying'),
        ('partly_granted', 'refused'),
        ('partly_granted', 'settled'),
        ('partly_granted', 'withdrawn'),
        ('paying', 'granted'),
        ('paying', 'paid'),
        ('paying', 'partly_granted'),
        ('paying', 'settled'),
        ('proposed', 'outside'),
        ('proposed', 'reserved'),
        ('proposed', 'waiting'),
        ('refused', 'granted'),
        ('refused', 'partly_granted'),
        ('reserved', 'awaiting_applicant'),
        ('reserved', 'awaiting_approval'),
        ('reserved', 'forwarded'),
        ('reserved', 'granted'),
        ('reserved', 'in_review'),
        ('reserved', 'partly_granted'),
        ('reserved', 'refused'),
        ('reserved', 'withdrawn'),
        ('sent_outside', 'granted_outside'),
        ('sent_outside', 'refused_outside'),
        ('sent_outside', 'withdrawn'),
        ('settled', 'paying'),
        ('settled', 'recovered'),
        ('waiting', 'awaiting_approval'),
        ('waiting', 'forwarded'),
        ('waiting', 'partly_granted'),
        ('waiting', 'refused'),
        ('waiting', 'reserved'),
        ('waiting', 'withdrawn')
    )
$$;

CREATE FUNCTION funding_application_step_allowed(old text, new text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT (old, new) IN (
        ('being_completed', 'decided'),
        ('being_completed', 'in_review'),
        ('being_completed', 'lapsed'),
        ('being_completed', 'recovered'),
        ('being_completed', 'settled'),
        ('being_completed', 'submitted'),
        ('being_completed', 'withdrawn'),
        ('decided', 'being_completed'),
        ('decided', 'evidence_due'),
        ('decided', 'in_review'),
        ('decided', 'lapsed'),
        ('decided', 'recovered'),
        ('decided', 'running'),
        ('decided', 'settled'),
        ('decided', 'submitted'),
        ('decided', 'withdrawn'),
        ('draft', 'decided'),
        ('draft', 'submitted'),
        ('evidence_due', 'being_completed'),
        ('evidence_due', 'decided'),
        ('evidence_due', 'in_review'),
        ('evidence_due', 'recovered'),
        ('evidence_due', 'running'),
        ('evidence_due', 'settled'),
        ('evidence_due', 'submitted'),
        ('evidence_due', 'withdrawn'),
        ('in_review', 'being_completed'),
        ('in_review', 'decided'),
        ('in_review', 'lapsed'),
        ('in_review', 'recovered'),
        ('in_review', 'settled'),
        ('in_review', 'submitted'),
        ('in_review', 'withdrawn'),
        ('lapsed', 'being_completed'),
        ('lapsed', 'decided'),
        ('lapsed', 'in_review'),
        ('lapsed', 'settled'),
        ('lapsed', 'submitted'),
        ('recovered', 'being_completed'),
        ('recovered', 'decided'),
        ('recovered', 'in_review'),
        ('recovered', 'settled'),
        ('recovered', 'submitted'),
        ('running', 'being_completed'),
        ('running', 'decided'),
        ('running', 'evidence_due'),
        ('running', 'in_review'),
        ('running', 'recovered'),
        ('running', 'settled'),
        ('running', 'submitted'),
        ('running', 'withdrawn'),
        ('settled', 'being_completed'),
        ('settled', 'decided'),
        ('settled', 'in_review'),
        ('settled', 'recovered'),
        ('settled', 'submitted'),
        ('submitted', 'being_completed'),
        ('submitted', 'decided'),
        ('submitted', 'in_review'),
        ('submitted', 'lapsed'),
        ('submitted', 'recovered'),
        ('submitted', 'settled'),
        ('submitted', 'withdrawn'),
        ('withdrawn', 'being_completed'),
        ('withdrawn', 'decided'),
        ('withdrawn', 'in_review'),
        ('withdrawn', 'settled'),
        ('withdrawn', 'submitted')
    )
$$;

-- What was asked, by whom and for which scheme is fixed as soon as the line is no proposal any more.
CREATE FUNCTION funding_line_states() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    moves text[] := ARRAY[
        'state', 'version', 'granted_cents', 'settled_cents', 'complete_at', 'lot', 'assessor_id',
        'term_starts', 'term_end', 'due', 'suspended_on', 'extended_on', 'warned'
    ];
BEGIN
    IF NEW.state <> OLD.state AND NOT funding_line_step_allowed(OLD.state, NEW.state) THEN
        RAISE EXCEPTION 'plan line %: no step from % to %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF (to_jsonb(NEW) - moves) IS DISTINCT FROM (to_jsonb(OLD) - moves) THEN
        RAISE EXCEPTION 'plan line % keeps what was asked', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER funding_line_states BEFORE UPDATE ON funding_planline
    FOR EACH ROW EXECUTE FUNCTION funding_line_states();

CREATE FUNCTION funding_application_states() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> OLD.state AND NOT funding_application_step_allowed(OLD.state, NEW.state) THEN
        RAISE EXCEPTION 'application %: no step from % to %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
-- Its name comes after funding_application_fixed, which says more about a sent application.
CREATE TRIGGER funding_application_states BEFORE UPDATE ON funding_application
    FOR EACH ROW EXECUTE FUNCTION funding_application_states();

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
