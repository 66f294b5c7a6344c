-- A "no" moved nothing, so it can be looked at again: the file waits for a second person as it did before.
CREATE OR REPLACE FUNCTION funding_bankfile_judged_once() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    once text[] := ARRAY['judged', 'judged_by_id'];
BEGIN
    IF (to_jsonb(NEW) - once) IS DISTINCT FROM (to_jsonb(OLD) - once)
       OR OLD.judged_by_id IS NOT NULL AND (
           NEW.judged_by_id IS NOT NULL
           OR NOT EXISTS (SELECT FROM funding_bankfilerow WHERE file_id = OLD.id AND result = 'not_true')
       ) THEN
        RAISE EXCEPTION 'bank file %: a second person judges it, once, unless that was a no', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION funding_bankfilerow_takes_two() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.result IN ('failed', 'returned', 'not_true') THEN
            RAISE EXCEPTION 'a row of a bank file frees no money before a second person saw it'
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.result = 'not_true' AND NEW.result = 'waits' AND (to_jsonb(NEW) - 'result') = (to_jsonb(OLD) - 'result')
       AND EXISTS (SELECT FROM funding_bankfile WHERE id = OLD.file_id AND judged_by_id IS NULL) THEN
        RETURN NEW;
    END IF;
    IF (to_jsonb(NEW) - 'result') IS DISTINCT FROM (to_jsonb(OLD) - 'result') OR OLD.result <> 'waits'
       OR NOT EXISTS (SELECT FROM funding_bankfile WHERE id = OLD.file_id AND judged_by_id IS NOT NULL) THEN
        RAISE EXCEPTION 'row % of a bank file: only a second person says what becomes of what waits', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
