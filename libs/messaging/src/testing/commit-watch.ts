import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';

/** How often it looks, in ms: so much later than its commit an effect is seen at the most. */
const EVERY_MS = 50;
/** A snapshot that sees no transaction at all: what is there before the first look is new, too. */
const NOTHING_SEEN = '1:1:';

/**
 * When the effects of a group were done: seen by a connection that has no part in making them, and so sees what is committed.
 * Each look asks for what the snapshot of the one before did not see. Ids would not do: a row becomes visible at its commit, which
 * may be after that of a row with a higher one.
 */
export class CommitWatch {
  /** When the effect of each event was seen first, by the event's id. */
  readonly at = new Map<string, number>();
  private readonly stopping = new AbortController();
  private readonly running: Promise<void>;
  private snapshot = NOTHING_SEEN;

  private constructor(
    private readonly client: Client,
    private readonly group: string,
  ) {
    this.running = this.run();
    // Told by `stop`.
    this.running.catch(() => undefined);
  }

  static async begin(connectionString: string, group: string): Promise<CommitWatch> {
    const client = new Client({ connectionString });
    client.on('error', () => undefined);
    await client.connect();
    return new CommitWatch(client, group);
  }

  /** Looks a last time: afterwards everything is in `at` that was committed before. @throws when it could not look. */
  async stop(): Promise<void> {
    this.stopping.abort();
    try {
      await this.running;
    } finally {
      await this.client.end();
    }
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.look();
      await delay(EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
    await this.look();
  }

  private async look(): Promise<void> {
    const found = await this.client.query<{ snapshot: string; ids: string[] }>(
      `SELECT pg_current_snapshot()::text AS snapshot, ARRAY(
         SELECT event_id FROM effects
         WHERE xact >= pg_snapshot_xmin($2) AND NOT pg_visible_in_snapshot(xact, $2) AND group_name = $1) AS ids`,
      [this.group, this.snapshot],
    );
    const now = performance.now();
    for (const { snapshot, ids } of found.rows) {
      this.snapshot = snapshot;
      for (const id of ids) if (!this.at.has(id)) this.at.set(id, now);
    }
  }
}

/** The longest time from one to the other, and how many have not come to the other at all. */
export function longestWait(
  from: ReadonlyMap<string, number>,
  to: ReadonlyMap<string, number>,
): { longestMs: number; never: number } {
  let longestMs = 0;
  let never = 0;
  for (const [id, began] of from) {
    const ended = to.get(id);
    if (ended === undefined) never += 1;
    else longestMs = Math.max(longestMs, ended - began);
  }
  return { longestMs, never };
}
