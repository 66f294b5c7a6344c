-- Which schemes are these? As for the catalogue (courses/migrations/sql/catalogue_change.sql): every transaction that
-- changes what is the same of schemes for everybody leaves a random mark, and the sum of all marks is the version
-- (funding/check/current.py). Who sees a version sees exactly the schemes that it is of, whoever commits first.
-- Money is not among it: budgets change with every reservation and are read by every page.
CREATE FUNCTION funding_note_schemes_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO funding_schemeschange (transaction, mark, at)
    VALUES (pg_current_xact_id()::text::bigint, (random() * 9007199254740991)::bigint, now())
    ON CONFLICT (transaction) DO UPDATE SET mark = excluded.mark, at = excluded.at;
    RETURN NULL;
END
$$;

CREATE TRIGGER funding_scheme_changed AFTER INSERT OR DELETE OR UPDATE
    ON funding_scheme FOR EACH STATEMENT EXECUTE FUNCTION funding_note_schemes_change();
CREATE TRIGGER funding_schemeversion_changed AFTER INSERT OR DELETE OR UPDATE
    ON funding_schemeversion FOR EACH STATEMENT EXECUTE FUNCTION funding_note_schemes_change();
CREATE TRIGGER funding_fund_changed AFTER UPDATE
    ON portal_fund FOR EACH STATEMENT EXECUTE FUNCTION funding_note_schemes_change();
-- What the areas of rules are: which municipality lies in which, and where there are too few people for which work.
CREATE TRIGGER funding_municipality_changed AFTER INSERT OR DELETE OR UPDATE
    ON portal_municipality FOR EACH STATEMENT EXECUTE FUNCTION funding_note_schemes_change();
CREATE TRIGGER funding_area_changed AFTER INSERT OR DELETE OR UPDATE
    ON portal_area_municipalities FOR EACH STATEMENT EXECUTE FUNCTION funding_note_schemes_change();
CREATE TRIGGER funding_shortagelist_changed AFTER INSERT OR DELETE OR UPDATE
    ON courses_shortagelist FOR EACH STATEMENT EXECUTE FUNCTION funding_note_schemes_change();
