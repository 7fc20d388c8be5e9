import type { Pool } from 'pg';
import { inTransaction } from '../transaction';

/**
 * What a consuming service keeps in its own schema (the first of its pool's search_path), whatever the bus is:
 * how far each group has come, which events it has handled, and what it could not handle. The newest stands last.
 */
const TABLES = `
  CREATE TABLE IF NOT EXISTS bus_offsets (
    group_name text NOT NULL,
    topic text NOT NULL,
    partition int NOT NULL,
    next_offset bigint NOT NULL,
    PRIMARY KEY (group_name, topic, partition)
  ) WITH (fillfactor = 50);
  CREATE TABLE IF NOT EXISTS bus_inbox (
    group_name text NOT NULL,
    event_id text NOT NULL,
    handled_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (group_name, event_id)
  );
  CREATE INDEX IF NOT EXISTS bus_inbox_by_age ON bus_inbox (handled_at);
  CREATE TABLE IF NOT EXISTS bus_dead_letters (
    group_name text NOT NULL,
    topic text NOT NULL,
    partition int NOT NULL,
    "offset" bigint NOT NULL,
    key text NOT NULL,
    event_id text NOT NULL,
    event json NOT NULL,
    reason text NOT NULL,
    failed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (group_name, topic, partition, "offset")
  );
  CREATE INDEX IF NOT EXISTS bus_dead_letters_by_key ON bus_dead_letters (group_name, key, topic, partition, "offset");
  CREATE UNIQUE INDEX IF NOT EXISTS bus_dead_letters_by_event ON bus_dead_letters (group_name, event_id);
  -- Never deleted: who gave up what, and why.
  CREATE TABLE IF NOT EXISTS bus_discarded (
    group_name text NOT NULL,
    event_id text NOT NULL,
    topic text NOT NULL,
    partition int NOT NULL,
    "offset" bigint NOT NULL,
    key text NOT NULL,
    event json NOT NULL,
    failure text NOT NULL,
    failed_at timestamptz NOT NULL,
    discarded_by text NOT NULL,
    reason text NOT NULL,
    discarded_at timestamptz NOT NULL DEFAULT now()
  );
  -- Which bus all this is of.
  CREATE TABLE IF NOT EXISTS bus_identity (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    bus text NOT NULL
  );
  -- Read by people, newest first.
  ALTER TABLE bus_discarded ADD COLUMN IF NOT EXISTS seq bigint GENERATED ALWAYS AS IDENTITY;
  CREATE UNIQUE INDEX IF NOT EXISTS bus_discarded_newest ON bus_discarded (seq);
  -- An event that its sender publishes again after the inbox has forgotten it may be given up again: both are kept.
  ALTER TABLE bus_discarded DROP CONSTRAINT IF EXISTS bus_discarded_pkey;
  CREATE INDEX IF NOT EXISTS bus_discarded_by_event ON bus_discarded (group_name, event_id, seq);
`;

/** Creates them where they are missing; several processes may do so at once. */
export async function createInboxTables(pool: Pool): Promise<void> {
  const present = await pool.query<{ present: boolean }>(
    `SELECT to_regclass(quote_ident(current_schema()) || '.bus_discarded_by_event') IS NOT NULL AS present`,
  );
  if (present.rows[0]?.present) return;
  await inTransaction(pool, async (tx) => {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('sanban.inbox.' || current_schema(), 0))`);
    await tx.query(TABLES);
  });
}
