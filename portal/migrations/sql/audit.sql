-- The audit trail: numbered and chained per chain by the database, and never changed afterwards.
-- One advisory lock per chain makes the number and the previous digest certain; it lasts until the commit.

CREATE FUNCTION portal_audit_digest(event portal_auditevent) RETURNS bytea
LANGUAGE sql STABLE AS $$
    SELECT sha256(event.previous || convert_to(
        jsonb_build_array(
            event.chain, event.position, to_char(event.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
            event.actor, event.verb, event.object_type, event.object_id, event.change
        )::text, 'UTF8'))
$$;

CREATE FUNCTION portal_audit_chain() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    last portal_auditevent;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('portal_audit:' || NEW.chain, 0));
    SELECT * INTO last FROM portal_auditevent WHERE chain = NEW.chain ORDER BY position DESC LIMIT 1;
    NEW.position := coalesce(last.position, 0) + 1;
    NEW.previous := coalesce(last.digest, ''::bytea);
    NEW.digest := portal_audit_digest(NEW);
    RETURN NEW;
END
$$;

CREATE TRIGGER portal_audit_chain BEFORE INSERT ON portal_auditevent
    FOR EACH ROW EXECUTE FUNCTION portal_audit_chain();

CREATE FUNCTION portal_append_only() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER portal_auditevent_append_only BEFORE UPDATE OR DELETE ON portal_auditevent
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER portal_auditevent_no_truncate BEFORE TRUNCATE ON portal_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION portal_append_only();

-- Every event whose digest, number or link does not fit; nothing when the trail is whole.
CREATE FUNCTION portal_audit_broken() RETURNS TABLE (chain varchar, "position" bigint)
LANGUAGE sql STABLE AS $$
    SELECT event.chain, event.position
    FROM (
        SELECT e AS row, e.chain, e.position, e.previous, e.digest,
               lag(e.digest, 1, ''::bytea) OVER w AS before,
               row_number() OVER w AS number
        FROM portal_auditevent e
        WINDOW w AS (PARTITION BY e.chain ORDER BY e.position)
    ) event
    WHERE event.digest IS DISTINCT FROM portal_audit_digest(event.row)
       OR event.previous IS DISTINCT FROM event.before
       OR event.position <> event.number
    ORDER BY event.chain, event.position
$$;
