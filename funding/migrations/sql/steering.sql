-- A proposal is taken over only where the scheme lets the fund choose, and only while its budget did not move.
-- What is kept for some counts too.

CREATE FUNCTION funding_adoption_lawful() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (
        OLD.adopted IS NOT NULL
        OR (to_jsonb(NEW) - 'adopted' - 'adopted_by_id' - 'people' - 'cents')
           IS DISTINCT FROM (to_jsonb(OLD) - 'adopted' - 'adopted_by_id' - 'people' - 'cents')
    ) THEN
        RAISE EXCEPTION 'adoption % stays as it is', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF NOT EXISTS (
        SELECT 1
          FROM funding_steeringrun run
          JOIN funding_runbudget seen ON seen.run_id = run.id
          JOIN funding_budget budget ON budget.id = seen.budget_id
         WHERE run.id = NEW.run_id AND run.state = 'ready'
           AND budget.id = NEW.budget_id AND budget."order" = 'free'
           AND (seen.ceiling, seen.reserved, seen.committed, seen.paid, seen.kept)
             = (budget.ceiling, budget.reserved, budget.committed, budget.paid, budget.kept)
    ) THEN
        RAISE EXCEPTION 'proposal % cannot be adopted for budget %', NEW.run_id, NEW.budget_id
              USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER funding_adoption_lawful BEFORE INSERT OR UPDATE ON funding_adoption
    FOR EACH ROW EXECUTE FUNCTION funding_adoption_lawful();
CREATE TRIGGER funding_adoption_kept BEFORE DELETE ON funding_adoption
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_adoption_no_truncate BEFORE TRUNCATE ON funding_adoption
    FOR EACH STATEMENT EXECUTE FUNCTION portal_append_only();

-- What was worked out stays as it was.
CREATE TRIGGER funding_choice_kept BEFORE UPDATE ON funding_choice
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER funding_runbudget_kept BEFORE UPDATE ON funding_runbudget
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();
