-- Takes away what kept_after.sql made.
DROP TRIGGER funding_replan_append_only ON funding_replan;
DROP TRIGGER funding_replan_no_truncate ON funding_replan;
DROP TRIGGER funding_objection_keeps ON funding_objection;
DROP TRIGGER funding_objection_kept ON funding_objection;
DROP TRIGGER funding_message_keeps ON funding_message;
DROP TRIGGER funding_message_kept ON funding_message;
DROP TRIGGER funding_invitation_keeps ON funding_invitation;
DROP TRIGGER funding_settlement_keeps ON funding_settlement;
DROP TRIGGER funding_settlement_final ON funding_settlement;
DROP TRIGGER funding_settlement_kept ON funding_settlement;
DROP TRIGGER funding_instalment_keeps ON funding_instalment;
DROP TRIGGER funding_instalment_final ON funding_instalment;
DROP TRIGGER funding_completionrequest_keeps ON funding_completionrequest;
DROP TRIGGER funding_completionrequest_final ON funding_completionrequest;
DROP FUNCTION funding_keeps();
