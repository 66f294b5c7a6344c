-- What may not change once it counts, of the topics that came later: plans made again, objections as they were
-- written, answers by a signed link, messages, settlements that are final, instalments that came in.
CREATE TRIGGER funding_replan_append_only BEFORE UPDATE OR DELETE ON funding_replan
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_replan_no_truncate BEFORE TRUNCATE ON funding_replan
    FOR EACH STATEMENT EXECUTE FUNCTION portal_append_only();

-- Of a row of these tables only the named columns may change; a row is never thrown away.
CREATE FUNCTION funding_keeps() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    moves text[] := string_to_array(TG_ARGV[0], ',');
BEGIN
    IF (to_jsonb(NEW) - moves) IS DISTINCT FROM (to_jsonb(OLD) - moves) THEN
        RAISE EXCEPTION '% % keeps what it says', TG_TABLE_NAME, OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER funding_objection_keeps BEFORE UPDATE ON funding_objection
    FOR EACH ROW EXECUTE FUNCTION funding_keeps('state,hearing_on,hearing_note,handler_id');
CREATE TRIGGER funding_objection_kept BEFORE DELETE ON funding_objection
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_message_keeps BEFORE UPDATE ON funding_message
    FOR EACH ROW EXECUTE FUNCTION funding_keeps('read');
CREATE TRIGGER funding_message_kept BEFORE DELETE ON funding_message
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_invitation_keeps BEFORE UPDATE ON funding_invitation
    FOR EACH ROW WHEN (OLD.answered IS NOT NULL) EXECUTE FUNCTION funding_keeps('');
CREATE TRIGGER funding_settlement_keeps BEFORE UPDATE ON funding_settlement
    FOR EACH ROW WHEN (OLD.decided_by_id IS NULL) EXECUTE FUNCTION funding_keeps('decided_by_id,decided');
CREATE TRIGGER funding_settlement_final BEFORE UPDATE ON funding_settlement
    FOR EACH ROW WHEN (OLD.decided_by_id IS NOT NULL) EXECUTE FUNCTION funding_keeps('');
CREATE TRIGGER funding_settlement_kept BEFORE DELETE ON funding_settlement
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_instalment_keeps BEFORE UPDATE ON funding_instalment
    FOR EACH ROW WHEN (OLD.received IS NULL) EXECUTE FUNCTION funding_keeps('received');
CREATE TRIGGER funding_instalment_final BEFORE UPDATE ON funding_instalment
    FOR EACH ROW WHEN (OLD.received IS NOT NULL) EXECUTE FUNCTION funding_keeps('');
CREATE TRIGGER funding_completionrequest_keeps BEFORE UPDATE ON funding_completionrequest
    FOR EACH ROW WHEN (OLD.answered IS NULL AND OLD.lapsed IS NULL)
    EXECUTE FUNCTION funding_keeps('answer,answered,lapsed,reminded');
CREATE TRIGGER funding_completionrequest_final BEFORE UPDATE ON funding_completionrequest
    FOR EACH ROW WHEN (OLD.answered IS NOT NULL OR OLD.lapsed IS NOT NULL) EXECUTE FUNCTION funding_keeps('');
