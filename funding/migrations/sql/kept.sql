-- What may not change once it counts: sent applications, decisions, letters, the ledger, plans made again, answers.

CREATE FUNCTION funding_application_fixed() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'draft' AND (
        NEW.state = 'draft'
        OR (to_jsonb(NEW) - 'state' - 'version' - 'profile_id')
           IS DISTINCT FROM (to_jsonb(OLD) - 'state' - 'version' - 'profile_id')
    ) THEN
        RAISE EXCEPTION 'application % is sent and keeps what was sent', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER funding_application_fixed BEFORE UPDATE ON funding_application
    FOR EACH ROW EXECUTE FUNCTION funding_application_fixed();

CREATE TRIGGER funding_application_kept BEFORE DELETE ON funding_application
    FOR EACH ROW WHEN (OLD.state <> 'draft') EXECUTE FUNCTION portal_append_only();

CREATE TRIGGER funding_decision_append_only BEFORE UPDATE OR DELETE ON funding_decision
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_preparation_append_only BEFORE UPDATE OR DELETE ON funding_preparation
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_returned_append_only BEFORE UPDATE OR DELETE ON funding_returned
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_letter_append_only BEFORE UPDATE OR DELETE ON funding_letter
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_ledgerentry_append_only BEFORE UPDATE OR DELETE ON funding_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_replan_append_only BEFORE UPDATE OR DELETE ON funding_replan
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_proposalanswer_append_only BEFORE UPDATE OR DELETE ON funding_proposalanswer
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();

-- Emptying a whole table fires no trigger per row.
CREATE TRIGGER funding_application_no_truncate BEFORE TRUNCATE ON funding_application
    FOR EACH STATEMENT EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_planline_no_truncate BEFORE TRUNCATE ON funding_planline
    FOR EACH STATEMENT EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_decision_no_truncate BEFORE TRUNCATE ON funding_decision
    FOR EACH STATEMENT EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_preparation_no_truncate BEFORE TRUNCATE ON funding_preparation
    FOR EACH STATEMENT EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_returned_no_truncate BEFORE TRUNCATE ON funding_returned
    FOR EACH STATEMENT EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_letter_no_truncate BEFORE TRUNCATE ON funding_letter
    FOR EACH STATEMENT EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_ledgerentry_no_truncate BEFORE TRUNCATE ON funding_ledgerentry
    FOR EACH STATEMENT EXECUTE FUNCTION portal_append_only();
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
