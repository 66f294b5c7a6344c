DROP TRIGGER funding_lettertext_kept ON funding_lettertext;
DROP TRIGGER funding_lettertext_takes_two ON funding_lettertext;
DROP FUNCTION funding_lettertext_takes_two();
CREATE TRIGGER funding_lettertext_append_only BEFORE UPDATE OR DELETE ON funding_lettertext
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();
