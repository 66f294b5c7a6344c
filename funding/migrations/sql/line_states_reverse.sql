-- Takes away what line_states.sql made.
DROP TRIGGER funding_line_kept ON funding_planline;
DROP TRIGGER funding_line_begins ON funding_planline;
DROP FUNCTION funding_line_begins();
DROP TRIGGER funding_line_states ON funding_planline;
DROP FUNCTION funding_line_states();
DROP FUNCTION funding_line_step_allowed(text, text);
