-- How a ceiling changed stays written; of a transfer only its end is written later.
CREATE TRIGGER funding_ceilingchange_append_only BEFORE UPDATE OR DELETE ON funding_ceilingchange
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_ceilingchange_no_truncate BEFORE TRUNCATE ON funding_ceilingchange
    FOR EACH STATEMENT EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_budgettransfer_keeps BEFORE UPDATE ON funding_budgettransfer
    FOR EACH ROW WHEN (OLD.state = 'proposed') EXECUTE FUNCTION funding_keeps('state,decided_by_id,decided');
CREATE TRIGGER funding_budgettransfer_final BEFORE UPDATE ON funding_budgettransfer
    FOR EACH ROW WHEN (OLD.state <> 'proposed') EXECUTE FUNCTION funding_keeps('');
CREATE TRIGGER funding_budgettransfer_kept BEFORE DELETE ON funding_budgettransfer
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();
-- Whom an earmark is for does not change under who applied.
CREATE TRIGGER funding_earmark_keeps BEFORE UPDATE ON funding_earmark
    FOR EACH ROW EXECUTE FUNCTION funding_keeps('cents,used');
CREATE TRIGGER funding_earmark_kept BEFORE DELETE ON funding_earmark
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();

-- No ceiling changes without a transfer that two people did.
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
