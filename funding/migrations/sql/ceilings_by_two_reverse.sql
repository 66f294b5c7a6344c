DROP TRIGGER funding_ceilingchange_takes_two ON funding_ceilingchange;
DROP FUNCTION funding_ceiling_takes_two();
