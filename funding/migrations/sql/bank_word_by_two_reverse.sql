DROP TRIGGER funding_bankfilerow_kept ON funding_bankfilerow;
DROP TRIGGER funding_bankfilerow_takes_two ON funding_bankfilerow;
DROP FUNCTION funding_bankfilerow_takes_two();
DROP TRIGGER funding_bankfile_kept ON funding_bankfile;
DROP TRIGGER funding_bankfile_judged_once ON funding_bankfile;
DROP FUNCTION funding_bankfile_judged_once();
CREATE TRIGGER funding_bankfile_append_only BEFORE UPDATE OR DELETE ON funding_bankfile
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_bankfilerow_append_only BEFORE UPDATE OR DELETE ON funding_bankfilerow
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();
