-- An account stays what was entered; only the bank's word on its name comes later.
CREATE TRIGGER funding_account_keeps BEFORE UPDATE ON funding_account
    FOR EACH ROW EXECUTE FUNCTION funding_keeps('name_check,name_checked_by_id');
CREATE TRIGGER funding_account_kept BEFORE DELETE ON funding_account
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_payto_append_only BEFORE UPDATE OR DELETE ON funding_payto
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

-- A line can be paid again for what a higher decision added: with what was paid before it is never more than the line is
-- worth. That one payment is under way at a time is a unique index.
CREATE FUNCTION funding_payment_within_worth() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    worth bigint;
    paid bigint;
BEGIN
    SELECT coalesce(settled_cents, granted_cents, 0) INTO worth FROM funding_planline WHERE id = NEW.line_id;
    SELECT coalesce(sum(cents), 0) INTO paid FROM funding_payment
     WHERE line_id = NEW.line_id AND id <> NEW.id AND state = 'paid';
    IF paid + NEW.cents > worth THEN
        RAISE EXCEPTION 'payment % is more than its line is worth', NEW.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER funding_payment_within_worth BEFORE INSERT ON funding_payment
    FOR EACH ROW EXECUTE FUNCTION funding_payment_within_worth();
CREATE TRIGGER funding_payment_sent_within_worth BEFORE UPDATE ON funding_payment
    FOR EACH ROW WHEN (NEW.state = 'sent' AND OLD.state <> 'sent') EXECUTE FUNCTION funding_payment_within_worth();

-- What the bank's file said stays as it was. A second person judges, once, what in it frees money.
CREATE FUNCTION funding_bankfile_judged_once() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    once text[] := ARRAY['judged', 'judged_by_id'];
BEGIN
    IF (to_jsonb(NEW) - once) IS DISTINCT FROM (to_jsonb(OLD) - once) OR OLD.judged_by_id IS NOT NULL THEN
        RAISE EXCEPTION 'bank file %: a second person judges it, once', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER funding_bankfile_judged_once BEFORE UPDATE ON funding_bankfile
    FOR EACH ROW EXECUTE FUNCTION funding_bankfile_judged_once();
CREATE TRIGGER funding_bankfile_kept BEFORE DELETE ON funding_bankfile
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();

CREATE FUNCTION funding_bankfilerow_takes_two() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.result IN ('failed', 'returned', 'not_true') THEN
            RAISE EXCEPTION 'a row of a bank file frees no money before a second person saw it'
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF (to_jsonb(NEW) - 'result') IS DISTINCT FROM (to_jsonb(OLD) - 'result') OR OLD.result <> 'waits'
       OR NOT EXISTS (SELECT FROM funding_bankfile WHERE id = OLD.file_id AND judged_by_id IS NOT NULL) THEN
        RAISE EXCEPTION 'row % of a bank file: only a second person says what becomes of what waits', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER funding_bankfilerow_takes_two BEFORE INSERT OR UPDATE ON funding_bankfilerow
    FOR EACH ROW EXECUTE FUNCTION funding_bankfilerow_takes_two();
CREATE TRIGGER funding_bankfilerow_kept BEFORE DELETE ON funding_bankfilerow
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();
