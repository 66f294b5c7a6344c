-- Takes away what outbox.sql made.
DROP TRIGGER portal_outbox_wake ON portal_outboxmessage;
DROP FUNCTION portal_outbox_wake();
