-- No ceiling changes without a transfer that two people did; what was written before this rule stays as it is.
CREATE FUNCTION funding_ceiling_takes_two() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM funding_budgettransfer
         WHERE id = NEW.transfer_id AND state = 'done' AND NEW.budget_id IN (source_id, target_id)
           AND NEW.after_cents - NEW.before_cents = CASE NEW.budget_id WHEN target_id THEN cents ELSE -cents END
    ) THEN
        RAISE EXCEPTION 'the ceiling of budget % changes by two people only', NEW.budget_id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER funding_ceilingchange_takes_two BEFORE INSERT ON funding_ceilingchange
    FOR EACH ROW EXECUTE FUNCTION funding_ceiling_takes_two();
