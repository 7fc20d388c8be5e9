import type { Pool } from 'pg';

/** Trigram search of Chinese text, and mixed indices over plain columns. */
const EXTENSIONS = ['pg_trgm', 'btree_gin'];

export const CREATE_EXTENSIONS = EXTENSIONS.map((name) => `CREATE EXTENSION IF NOT EXISTS ${name} SCHEMA public;`).join(
  '\n',
);

/**
 * Creates what is missing where nobody has provisioned the database: then the service's role must be allowed to.
 * Services that start at the same moment wait for one another.
 */
export async function prepareSchema(pool: Pool, schema: string): Promise<void> {
  const { rows } = await pool.query<{ ready: boolean }>(
    `SELECT to_regnamespace($1) IS NOT NULL
       AND (SELECT count(*) FROM pg_extension WHERE extname = ANY ($2)) = cardinality($2::text[]) AS ready`,
    [schema, EXTENSIONS],
  );
  if (rows[0]?.ready) return;
  // One simple query is one transaction: the lock ends with it.
  await pool.query(`
    SELECT pg_advisory_xact_lock(hashtextextended('sanban.schemas', 0));
    ${CREATE_EXTENSIONS}
    CREATE SCHEMA IF NOT EXISTS ${schema};`);
}
