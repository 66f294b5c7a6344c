-- Takes away what audit.sql made; the table itself belongs to the migration.
DROP FUNCTION portal_audit_broken();
DROP TRIGGER portal_auditevent_no_truncate ON portal_auditevent;
DROP TRIGGER portal_auditevent_append_only ON portal_auditevent;
DROP TRIGGER portal_audit_chain ON portal_auditevent;
DROP FUNCTION portal_append_only();
DROP FUNCTION portal_audit_chain();
DROP FUNCTION portal_audit_digest(portal_auditevent);
