-- Which catalogue is this? Every transaction that changes what can be found leaves a mark; the sum of all marks is the
-- version (courses/search/columns.py). A sum does not depend on the order in which transactions commit, and a mark only
-- shows once its transaction did: who sees a version sees exactly the catalogue that it is of. No row is shared
-- between transactions, so an import of minutes holds up nobody.
CREATE FUNCTION courses_note_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO courses_cataloguechange (transaction, mark, at)
    VALUES (pg_current_xact_id()::text::bigint, (random() * 9007199254740991)::bigint, now())
    ON CONFLICT (transaction) DO UPDATE SET mark = excluded.mark, at = excluded.at;
    RETURN NULL;
END
$$;

-- Not for what nobody searches by: an import that finds nothing new only marks courses as seen.
CREATE TRIGGER courses_course_changed AFTER INSERT OR DELETE OR UPDATE OF
    title, sector, level, outcome, language, start_kind, online, duration_amount, duration_unit, parts_of_day,
    total_cents, expires, search, gone, hidden, provider_id
    ON courses_course FOR EACH STATEMENT EXECUTE FUNCTION courses_note_change();
CREATE TRIGGER courses_session_changed AFTER INSERT OR DELETE OR UPDATE
    ON courses_session FOR EACH STATEMENT EXECUTE FUNCTION courses_note_change();
CREATE TRIGGER courses_courseplace_changed AFTER INSERT OR DELETE OR UPDATE
    ON courses_courseplace FOR EACH STATEMENT EXECUTE FUNCTION courses_note_change();
CREATE TRIGGER courses_priceline_changed AFTER INSERT OR DELETE OR UPDATE
    ON courses_priceline FOR EACH STATEMENT EXECUTE FUNCTION courses_note_change();
CREATE TRIGGER courses_provider_changed AFTER UPDATE
    ON courses_provider FOR EACH STATEMENT EXECUTE FUNCTION courses_note_change();
-- Filters and counts know which course is about which occupation, so a change of that is another catalogue.
CREATE TRIGGER courses_courseoccupation_changed AFTER INSERT OR DELETE OR UPDATE
    ON courses_courseoccupation FOR EACH STATEMENT EXECUTE FUNCTION courses_note_change();
