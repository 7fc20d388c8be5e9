import type { Projection } from '../projection/projection';

/** Counts events by stream; version 2 doubles them and has a column more. `gate` holds each batch up. */
export const counts = (
  version: number,
  gate: (tx: Parameters<Projection['handle']>[1]) => Promise<unknown> = () => Promise.resolve(),
): Projection<'counts'> => ({
  name: 'counts',
  version,
  tables: {
    counts: (table) =>
      `CREATE TABLE ${table} (stream text PRIMARY KEY, n int NOT NULL${version > 1 ? ', doubled int NOT NULL' : ''})`,
  },
  async handle(events, tx, { counts: table }) {
    await gate(tx);
    await tx.query(
      version > 1
        ? `INSERT INTO ${table} AS c SELECT s, count(*), 2 * count(*) FROM unnest($1::text[]) AS s GROUP BY s ORDER BY s
           ON CONFLICT (stream) DO UPDATE SET n = c.n + excluded.n, doubled = c.doubled + excluded.doubled`
        : `INSERT INTO ${table} AS c SELECT s, count(*) FROM unnest($1::text[]) AS s GROUP BY s ORDER BY s
           ON CONFLICT (stream) DO UPDATE SET n = c.n + excluded.n`,
      [events.map(({ stream }) => stream)],
    );
  },
});

/** Writes the table that is dropped last, holds still, then writes the other one. */
export const inTwoTables = (version: number, between: () => Promise<void>): Projection<'counts' | 'last_counts'> => ({
  name: 'counts',
  version,
  tables: {
    counts: (table) => `CREATE TABLE ${table} (stream text)`,
    last_counts: (table) => `CREATE TABLE ${table} (stream text)`,
  },
  async handle(events, tx, { counts: first, last_counts: last }) {
    for (const { stream } of events) await tx.query(`INSERT INTO ${last} VALUES ($1)`, [stream]);
    await between();
    for (const { stream } of events) await tx.query(`INSERT INTO ${first} VALUES ($1)`, [stream]);
  },
});
