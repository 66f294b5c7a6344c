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
