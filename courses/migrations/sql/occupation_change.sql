-- Filters and counts know which course is about which occupation, so a change of that is another catalogue.
CREATE TRIGGER courses_courseoccupation_changed AFTER INSERT OR DELETE OR UPDATE
    ON courses_courseoccupation FOR EACH STATEMENT EXECUTE FUNCTION courses_note_change();
