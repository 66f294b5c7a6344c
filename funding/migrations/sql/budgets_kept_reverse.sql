-- Takes away what budgets_kept.sql made.
DROP TRIGGER funding_earmark_kept ON funding_earmark;
DROP TRIGGER funding_earmark_keeps ON funding_earmark;
DROP TRIGGER funding_budgettransfer_kept ON funding_budgettransfer;
DROP TRIGGER funding_budgettransfer_final ON funding_budgettransfer;
DROP TRIGGER funding_budgettransfer_keeps ON funding_budgettransfer;
DROP TRIGGER funding_ceilingchange_no_truncate ON funding_ceilingchange;
DROP TRIGGER funding_ceilingchange_append_only ON funding_ceilingchange;
