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
