import type { Pool, PoolClient } from 'pg';
import type { RecordedEvent } from '../recorded-event';

/** A table of effects, one row for each handled event: a second effect of the same event is a second row. */
export class Effects {
  constructor(private readonly pool: Pool) {}

  async create(): Promise<void> {
    await this.pool.query(
      'CREATE TABLE effects (nth bigint GENERATED ALWAYS AS IDENTITY, id uuid, stream text, n int)',
    );
  }

  /** A handler: writes the events' rows. */
  readonly write = async (events: RecordedEvent[], tx: PoolClient): Promise<void> => {
    for (const { id, stream, data } of events) {
      await tx.query('INSERT INTO effects (id, stream, n) VALUES ($1, $2, $3)', [id, stream, data['n']]);
    }
  };

  async all(): Promise<{ id: string; stream: string; n: number }[]> {
    const { rows } = await this.pool.query<{ id: string; stream: string; n: number }>(
      'SELECT id, stream, n FROM effects ORDER BY nth',
    );
    return rows;
  }

  /** Resolves when so many effects are committed. */
  async reach(count: number): Promise<void> {
    while ((await this.all()).length < count) await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
