-- Wakes the relay at the commit of a new message; it also looks by itself every second.
CREATE FUNCTION portal_outbox_wake() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('portal_outbox', '');
    RETURN NULL;
END
$$;

CREATE TRIGGER portal_outbox_wake AFTER INSERT ON portal_outboxmessage
    FOR EACH STATEMENT EXECUTE FUNCTION portal_outbox_wake();
