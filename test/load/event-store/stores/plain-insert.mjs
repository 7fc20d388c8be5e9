// The floor: one prepared INSERT an append, a connection for each writer, the revision held by a unique constraint. It has
// no reader of its own: its replay reads by pages, for comparison only.
import pg from 'pg';

export async function open(url) {
  const pool = new pg.Pool({ connectionString: url, max: 40 });
  await pool.query(`CREATE TABLE plain_events (
    position bigserial PRIMARY KEY, id uuid NOT NULL UNIQUE, stream text COLLATE "C" NOT NULL, revision int NOT NULL,
    type text NOT NULL, data json NOT NULL, metadata json NOT NULL, UNIQUE (stream, revision))`);
  return {
    append: (stream, length, events) =>
      pool.query({
        name: 'append',
        text: `INSERT INTO plain_events (id, stream, revision, type, data, metadata)
SELECT id, $2, $3 + nth, type, data::json, metadata::json
FROM unnest($1::uuid[], $4::text[], $5::text[], $6::text[]) WITH ORDINALITY AS e(id, type, data, metadata, nth)`,
        values: [
          events.map((event) => event.id),
          stream,
          length - 1,
          events.map((event) => event.type),
          events.map((event) => JSON.stringify(event.data)),
          events.map((event) => JSON.stringify(event.metadata)),
        ],
      }),
    async replay(seen) {
      let after = 0;
      for (;;) {
        const text = 'SELECT * FROM plain_events WHERE position > $1 ORDER BY position LIMIT 1000';
        const { rows } = await pool.query({ name: 'page', text, values: [after] });
        if (rows.length === 0) return;
        seen(rows.map((row) => row.data.n));
        after = rows.at(-1).position;
      }
    },
    close: () => pool.end(),
  };
}
