-- A draw stays as it was made, and a drawn line what it is drawn as; what came of it is final once it is done.
CREATE TRIGGER funding_sampledraw_append_only BEFORE UPDATE OR DELETE ON funding_sampledraw
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_samplecase_final BEFORE UPDATE ON funding_samplecase
    FOR EACH ROW WHEN (OLD.done IS NOT NULL) EXECUTE FUNCTION funding_keeps('');
CREATE TRIGGER funding_samplecase_keeps BEFORE UPDATE ON funding_samplecase
    FOR EACH ROW WHEN (OLD.done IS NULL) EXECUTE FUNCTION funding_keeps(
        'question,asked,asked_by_id,until,answer,answered,heard_on,hearing_note,outcome,cents,reasons,limit_cents,concluded_by_id,approved_by_id,done'
    );
CREATE TRIGGER funding_samplecase_kept BEFORE DELETE ON funding_samplecase
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();
-- Above what one person may decide, an amount goes down by two.
CREATE FUNCTION funding_sample_by_two() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.done IS NOT NULL AND NEW.outcome = 'lower' AND NEW.approved_by_id IS NULL AND EXISTS (
        SELECT FROM funding_planline l WHERE l.id = NEW.line_id AND l.granted_cents > NEW.limit_cents
    ) THEN
        RAISE EXCEPTION 'sample % needs a second person', NEW.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER funding_samplecase_by_two BEFORE INSERT OR UPDATE ON funding_samplecase
    FOR EACH ROW EXECUTE FUNCTION funding_sample_by_two();
