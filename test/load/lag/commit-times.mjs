// When the row of a case file was committed in its department's list.
import pg from 'pg';

/** @returns {Promise<Map<string, number>>} request → ms since 1970 */
export async function commitTimes(adminUrl, answered) {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rows: tables } = await client.query(
      `SELECT DISTINCT ON (n.nspname) c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
        WHERE relkind = 'r' AND relname ~ '^case_files(_v[0-9]+)?$' ORDER BY n.nspname, relname DESC`,
    );
    const times = new Map();
    for (const { name } of tables) {
      const { rows } = await client.query(
        `SELECT request, extract(epoch FROM pg_xact_commit_timestamp(xmin)) * 1000 AS at FROM ${name} WHERE request = ANY ($1)`,
        [answered.map(({ request }) => request)],
      );
      for (const { request, at } of rows) times.set(request, Number(at));
    }
    return times;
  } finally {
    await client.end();
  }
}
