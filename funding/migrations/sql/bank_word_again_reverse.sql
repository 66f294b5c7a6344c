CREATE OR REPLACE FUNCTION funding_bankfile_judged_once() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    once text[] := ARRAY['judged', 'judged_by_id'];
BEGIN
    IF (to_jsonb(NEW) - once) IS DISTINCT FROM (to_jsonb(OLD) - once) OR OLD.judged_by_id IS NOT NULL THEN
        RAISE EXCEPTION 'bank file %: a second person judges it, once', OLD.id USING ERRCODE = 'restrict_violation';
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
    IF (to_jsonb(NEW) - 'result') IS DISTINCT FROM (to_jsonb(OLD) - 'result') OR OLD.result <> 'waits'
       OR NOT EXISTS (SELECT FROM funding_bankfile WHERE id = OLD.file_id AND judged_by_id IS NOT NULL) THEN
        RAISE EXCEPTION 'row % of a bank file: only a second person says what becomes of what waits', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
