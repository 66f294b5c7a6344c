-- What a fund said in its letters stays as it was; a change is a new version.
CREATE TRIGGER funding_lettertext_append_only BEFORE UPDATE OR DELETE ON funding_lettertext
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();
