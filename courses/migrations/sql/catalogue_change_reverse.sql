-- Takes away what catalogue_change.sql made.
DROP TRIGGER courses_provider_changed ON courses_provider;
DROP TRIGGER courses_priceline_changed ON courses_priceline;
DROP TRIGGER courses_courseplace_changed ON courses_courseplace;
DROP TRIGGER courses_session_changed ON courses_session;
DROP TRIGGER courses_course_changed ON courses_course;
DROP FUNCTION courses_note_change();
