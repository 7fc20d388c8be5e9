import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import type { ReceivedEvent } from '../port';

export interface Effect {
  key: string;
  n: number;
  eventId: string;
}

const numberedData = z.object({ n: z.number() });

export const numberOf = (event: ReceivedEvent): number => numberedData.parse(event.data).n;

/** What handlers of the suite do: a row an event. Nothing in the table stops a second one, so that a repetition shows. */
export class Effects {
  constructor(
    private readonly pool: Pool,
    private readonly group: string,
  ) {}

  static async createTable(pool: Pool): Promise<void> {
    await pool.query(
      `CREATE TABLE IF NOT EXISTS effects (
         id bigint GENERATED ALWAYS AS IDENTITY, group_name text, key text, n int, event_id text, by text,
         xact xid8 DEFAULT pg_current_xact_id());
       CREATE INDEX IF NOT EXISTS effects_xact ON effects (xact)`,
    );
  }

  /** A handler's work, done through its `tx`. */
  async record(events: readonly ReceivedEvent[], tx: PoolClient, by = 'parent'): Promise<void> {
    await tx.query(
      `INSERT INTO effects (group_name, key, n, event_id, by)
       SELECT $1, e.key, e.n, e.event_id, $5 FROM unnest($2::text[], $3::int[], $4::text[]) AS e(key, n, event_id)`,
      [this.group, events.map(({ key }) => key), events.map(numberOf), events.map(({ id }) => id), by],
    );
  }

  async count(): Promise<number> {
    const found = await this.pool.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM effects WHERE group_name = $1',
      [this.group],
    );
    return found.rows[0]?.count ?? 0;
  }

  /** Who made how many. */
  async by(): Promise<Map<string, number>> {
    const found = await this.pool.query<{ by: string; count: number }>(
      'SELECT by, count(*)::int AS count FROM effects WHERE group_name = $1 GROUP BY by',
      [this.group],
    );
    return new Map(found.rows.map((row) => [row.by, row.count]));
  }

  /** The numbers that were handled, by key, in the order of their effects. */
  async perKey(): Promise<Record<string, number[]>> {
    const found = await this.pool.query<{ key: string; ns: number[] }>(
      'SELECT key, array_agg(n ORDER BY id) AS ns FROM effects WHERE group_name = $1 GROUP BY key ORDER BY key',
      [this.group],
    );
    return Object.fromEntries(found.rows.map((row) => [row.key, row.ns]));
  }

  /** Resolves when there are `count` of them; fails after a minute. */
  async reach(count: number): Promise<void> {
    let have = 0;
    await until(
      async () => (have = await this.count()) >= count,
      () => `${have} effects, ${count} expected`,
    );
  }
}

/** Resolves as soon as `condition` holds; fails after a minute with what `situation` says. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  situation: () => string = () => 'the condition does not hold',
): Promise<void> {
  const end = Date.now() + 60_000;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`after a minute: ${situation()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
