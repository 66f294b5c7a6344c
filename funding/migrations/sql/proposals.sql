-- What a learner agreed to with a provider stays as it was said.
CREATE TRIGGER funding_proposalanswer_append_only BEFORE UPDATE OR DELETE ON funding_proposalanswer
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();
