-- The steps of funding/applications/states.py, now with what happens to money at the bank.
CREATE OR REPLACE FUNCTION funding_line_step_allowed(old text, new text) RETURNS boolean
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
        ('waiting', 'partly_granted'),
        ('waiting', 'refused'),
        ('waiting', 'reserved'),
        ('waiting', 'withdrawn')
    )
$$;

-- An account stays what was entered; only the bank's word on its name comes later.
CREATE TRIGGER funding_account_keeps BEFORE UPDATE ON funding_account
    FOR EACH ROW EXECUTE FUNCTION funding_keeps('name_check,name_checked_by_id');
CREATE TRIGGER funding_account_kept BEFORE DELETE ON funding_account
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_payto_append_only BEFORE UPDATE OR DELETE ON funding_payto
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_bankfile_append_only BEFORE UPDATE OR DELETE ON funding_bankfile
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_bankfilerow_append_only BEFORE UPDATE OR DELETE ON funding_bankfilerow
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();

CREATE FUNCTION funding_batch_steps() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
        ('proposed', 'checked'), ('proposed', 'cancelled'), ('checked', 'released'), ('checked', 'cancelled')
    ) THEN
        RAISE EXCEPTION 'batch %: no step from % to %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state IN ('released', 'cancelled') AND to_jsonb(NEW) IS DISTINCT FROM to_jsonb(OLD) THEN
        RAISE EXCEPTION 'batch % is % and keeps what it says', OLD.id, OLD.state USING ERRCODE = 'restrict_violation';
    END IF;
    -- Nobody touches money for their own application, or for one they said they are involved in (Awb 2:4).
    IF NEW.state IN ('checked', 'released') AND EXISTS (
        SELECT FROM funding_payment payment
          JOIN funding_planline line ON line.id = payment.line_id
          JOIN funding_application application ON application.id = line.application_id
         WHERE payment.batch_id = NEW.id AND payment.state <> 'dropped' AND (
            application.learner_id IN (NEW.proposed_by_id, NEW.checked_by_id, NEW.released_by_id)
            OR EXISTS (
                SELECT FROM funding_involvement involved
                 WHERE involved.application_id = application.id
                   AND involved.user_id IN (NEW.proposed_by_id, NEW.checked_by_id, NEW.released_by_id)
            )
         )
    ) THEN
        RAISE EXCEPTION 'batch % holds an own case', NEW.id USING ERRCODE = 'restrict_violation';
    END IF;
    -- The bank said of every account that name and number belong together.
    IF NEW.state = 'released' AND EXISTS (
        SELECT FROM funding_payment payment JOIN funding_account account ON account.id = payment.account_id
         WHERE payment.batch_id = NEW.id AND payment.state <> 'dropped' AND account.name_check NOT IN ('match', 'close')
    ) THEN
        RAISE EXCEPTION 'batch % pays an account whose name is not checked', NEW.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    -- Who entered a number does not send money to it, nor from it.
    IF NEW.state = 'released' AND EXISTS (
        SELECT FROM funding_account account
         WHERE account.entered_by_id = NEW.released_by_id AND (
            account.id = NEW.pays_from_id OR account.id IN (
                SELECT payment.account_id FROM funding_payment payment
                 WHERE payment.batch_id = NEW.id AND payment.state <> 'dropped'
            )
         )
    ) THEN
        RAISE EXCEPTION 'batch % pays an account that its releaser entered', NEW.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER funding_batch_steps BEFORE UPDATE ON funding_paymentbatch
    FOR EACH ROW EXECUTE FUNCTION funding_batch_steps();
CREATE TRIGGER funding_batch_keeps BEFORE UPDATE ON funding_paymentbatch
    FOR EACH ROW EXECUTE FUNCTION funding_keeps(
        'state,pays_from_id,execution_on,sealed_file,checked_by_id,checked,released_by_id,released'
    );
CREATE TRIGGER funding_batch_kept BEFORE DELETE ON funding_paymentbatch
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();

CREATE FUNCTION funding_payment_steps() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    batch_state text;
BEGIN
    SELECT state INTO batch_state FROM funding_paymentbatch WHERE id = NEW.batch_id FOR SHARE;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'proposed' OR batch_state <> 'proposed' THEN
            RAISE EXCEPTION 'a payment begins in a proposal' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
        ('proposed', 'sent'), ('proposed', 'dropped'), ('sent', 'paid'), ('sent', 'failed'), ('paid', 'returned')
    ) THEN
        RAISE EXCEPTION 'payment %: no step from % to %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'restrict_violation';
    END IF;
    -- Nothing goes to the bank that two people did not let go.
    IF NEW.state = 'sent' AND batch_state <> 'released' THEN
        RAISE EXCEPTION 'payment % is in a batch that nobody released', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER funding_payment_steps BEFORE INSERT OR UPDATE ON funding_payment
    FOR EACH ROW EXECUTE FUNCTION funding_payment_steps();
CREATE TRIGGER funding_payment_keeps BEFORE UPDATE ON funding_payment
    FOR EACH ROW EXECUTE FUNCTION funding_keeps('state,booked_on,reason');
CREATE TRIGGER funding_payment_kept BEFORE DELETE ON funding_payment
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();

-- Emptying a whole table fires no trigger per row.
CREATE TRIGGER funding_account_no_truncate BEFORE TRUNCATE ON funding_account
    FOR EACH STATEMENT EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_payto_no_truncate BEFORE TRUNCATE ON funding_payto
    FOR EACH STATEMENT EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_paymentbatch_no_truncate BEFORE TRUNCATE ON funding_paymentbatch
    FOR EACH STATEMENT EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_payment_no_truncate BEFORE TRUNCATE ON funding_payment
    FOR EACH STATEMENT EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_bankfile_no_truncate BEFORE TRUNCATE ON funding_bankfile
    FOR EACH STATEMENT EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_bankfilerow_no_truncate BEFORE TRUNCATE ON funding_bankfilerow
    FOR EACH STATEMENT EXECUTE FUNCTION portal_append_only();
