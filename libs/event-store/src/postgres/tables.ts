import { CREATE_APPEND_FUNCTION } from './append-function';

/** What `pg`'s clients, pools and TypeORM's query runners have in common. */
export interface Queryable {
  query(sql: string): Promise<unknown>;
}

/**
 * Creates the log's tables in the first schema of the connection's search path (which must exist); does nothing where they are.
 * Safe to run from several processes at once. Inside of a transaction it is part of it, else it is one of its own.
 */
export async function createLog(client: Queryable): Promise<void> {
  await client.query(CREATE_LOG);
}

/** One string, so that it is one transaction: the lock serves to its end. */
const CREATE_LOG = `
SELECT pg_advisory_xact_lock(hashtextextended('sanban event_log', 0));
DO $create$
BEGIN
  IF to_regclass(quote_ident(current_schema()) || '.event_log') IS NOT NULL THEN
    RETURN;
  END IF;

  -- One row, never changed: whoever writes the log locks it until the commit, so the order of positions is the order of commits.
  -- It holds no position: a counter would leave a dead row behind every append for as long as any long transaction lasts.
  CREATE TABLE event_log_head (only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row));
  INSERT INTO event_log_head DEFAULT VALUES;

  CREATE TABLE event_log (
    -- Dense from 1: handed out under the head's lock, not by a sequence, which leaves gaps and knows no order of commits.
    position bigint PRIMARY KEY,
    id uuid NOT NULL CONSTRAINT event_log_id UNIQUE,
    stream text COLLATE "C" NOT NULL,
    revision integer NOT NULL CHECK (revision >= 0),
    type text COLLATE "C" NOT NULL,
    schema_version integer NOT NULL,
    -- json, not jsonb: it comes back letter by letter, keys in their order.
    data json NOT NULL,
    metadata json NOT NULL,
    CONSTRAINT event_log_stream_revision UNIQUE (stream, revision)
  );
  CREATE INDEX event_log_type ON event_log (type, position);

  CREATE FUNCTION event_log_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $body$
  BEGIN
    RAISE EXCEPTION 'the event log is append-only: % of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END $body$;
  CREATE TRIGGER event_log_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON event_log
    FOR EACH STATEMENT EXECUTE FUNCTION event_log_is_immutable();
  CREATE TRIGGER event_log_head_immutable BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON event_log_head
    FOR EACH STATEMENT EXECUTE FUNCTION event_log_is_immutable();
  -- Also where session_replication_role is set to switch triggers off.
  ALTER TABLE event_log ENABLE ALWAYS TRIGGER event_log_immutable;
  ALTER TABLE event_log_head ENABLE ALWAYS TRIGGER event_log_head_immutable;
END $create$;
${CREATE_APPEND_FUNCTION}`;
