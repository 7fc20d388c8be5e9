import type { Pool } from 'pg';
import { inTransaction } from '../transaction';

/**
 * The bus itself. `partitions.next_offset` is handed out under its row's lock, which is held until the messages are
 * committed: offsets are dense and become visible in order.
 * Members and leases are unlogged: after a crash of the server every member joins again, and the inbox fences.
 * The newest table stands last.
 */
const tables = (schema: string) => `
  -- CREATE SCHEMA believes this connection's cache, which may still say that there is none; to open a table brings it up to date.
  SELECT FROM pg_namespace LIMIT 0;
  CREATE SCHEMA IF NOT EXISTS ${schema};
  CREATE TABLE IF NOT EXISTS ${schema}.topics (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE,
    partitions int NOT NULL CHECK (partitions > 0)
  );
  CREATE TABLE IF NOT EXISTS ${schema}.partitions (
    topic_id int NOT NULL REFERENCES ${schema}.topics,
    partition int NOT NULL,
    next_offset bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (topic_id, partition)
  ) WITH (fillfactor = 20);
  CREATE TABLE IF NOT EXISTS ${schema}.messages (
    topic_id int NOT NULL,
    partition int NOT NULL,
    "offset" bigint NOT NULL,
    key text NOT NULL,
    event json NOT NULL,
    published_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (topic_id, partition, "offset")
  );
  CREATE UNLOGGED TABLE IF NOT EXISTS ${schema}.members (
    group_name text NOT NULL,
    member uuid NOT NULL,
    topic_ids int[] NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (group_name, member)
  ) WITH (fillfactor = 50);
  CREATE UNLOGGED TABLE IF NOT EXISTS ${schema}.leases (
    group_name text NOT NULL,
    topic_id int NOT NULL,
    partition int NOT NULL,
    member uuid NOT NULL,
    PRIMARY KEY (group_name, topic_id, partition)
  );
  -- Consumers know the bus by it, wherever it is moved or restored to.
  CREATE TABLE IF NOT EXISTS ${schema}.identity (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    id uuid NOT NULL DEFAULT gen_random_uuid()
  );
  INSERT INTO ${schema}.identity DEFAULT VALUES ON CONFLICT DO NOTHING;
`;

/** Creates them where they are missing; several processes may do so at once. */
export async function createBusTables(pool: Pool, schema: string): Promise<void> {
  const present = await pool.query<{ present: boolean }>('SELECT to_regclass($1) IS NOT NULL AS present', [
    `${schema}.identity`,
  ]);
  if (present.rows[0]?.present) return;
  await inTransaction(pool, async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`sanban.bus.${schema}`]);
    await tx.query(tables(schema));
  });
}
