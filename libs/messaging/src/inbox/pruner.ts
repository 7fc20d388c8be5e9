import type { Pool } from 'pg';
import { pause } from '../back-off';

const EVERY_MS = 600_000;
const STEP = 5_000;

export const PRUNE = `
  WITH old AS (
    SELECT group_name, event_id FROM bus_inbox WHERE handled_at < now() - $1 * interval '1 millisecond'
    ORDER BY handled_at LIMIT ${STEP} FOR UPDATE SKIP LOCKED
  )
  DELETE FROM bus_inbox i USING old WHERE i.group_name = old.group_name AND i.event_id = old.event_id`;

/** Forgets inbox rows by age. Their offsets are long passed: only a late repetition by the sender could still need them. */
export class Pruner {
  private readonly stopping = new AbortController();
  private readonly running: Promise<void>;

  constructor(
    private readonly pool: Pool,
    private readonly retentionMs: number,
  ) {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      // A database that is away is tried again the next time.
      await this.prune().catch(() => undefined);
      await pause(EVERY_MS, signal);
    }
  }

  /** In steps, so that no transaction is long. */
  private async prune(): Promise<void> {
    for (let removed = STEP; removed === STEP && !this.stopping.signal.aborted;) {
      removed = (await this.pool.query(PRUNE, [this.retentionMs])).rowCount ?? 0;
    }
  }
}
