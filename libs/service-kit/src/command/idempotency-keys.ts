import { setTimeout as delay } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { problems } from '../http/problems';
import { describeError } from '../logging/describe-error';

interface Claim {
  user: string;
  key: string;
  fingerprint: string;
}

/** What comes within so long is written together, in milliseconds. */
const GATHER = 50;
/** So many keys are kept in memory; where the table holds more, an unknown one is looked up. */
const REMEMBERED = 200_000;

// Losing the last rows in a power cut costs only this extra check, so nobody waits for the disk.
const WRITE = `
  WITH quick AS (SELECT set_config('synchronous_commit', 'off', true))
  INSERT INTO idempotency_keys (user_id, key, fingerprint)
  SELECT c.user_id, c.key, c.fingerprint
  FROM quick, unnest($1::text[], $2::text[], $3::text[]) AS c(user_id, key, fingerprint)
  ON CONFLICT DO NOTHING`;

/**
 * Which body each idempotency key was first sent with, for a week. A retry of the same command finds its events in its
 * own stream; this finds the key that is used again for something else. Kept in memory, written behind in batches: a
 * crash, or a second process of the same service, may miss the last of them and with them only this extra check.
 */
export class IdempotencyKeys {
  /** Bounded by size: with `max` it would make room for all of them at once, which took each service's start 60 ms. */
  private readonly known = new LRUCache<string, string>({ maxSize: REMEMBERED, sizeCalculation: () => 1 });
  /** Whether the memory holds all that the table does. */
  private complete = true;
  private waiting: Claim[] = [];
  private writing: Promise<void> | undefined;

  private constructor(
    private readonly pool: Pool,
    private readonly logger: Logger,
  ) {}

  static async load(pool: Pool, logger: Logger): Promise<IdempotencyKeys> {
    const keys = new IdempotencyKeys(pool, logger);
    await pool.query(`DELETE FROM idempotency_keys WHERE created_at < now() - interval '7 days'`);
    const { rows } = await pool.query<{ user_id: string; key: string; fingerprint: string }>(
      'SELECT user_id, key, fingerprint FROM idempotency_keys ORDER BY created_at DESC LIMIT $1',
      [REMEMBERED],
    );
    for (const { user_id, key, fingerprint } of rows.reverse()) keys.known.set(nameOf(user_id, key), fingerprint);
    keys.complete = rows.length < REMEMBERED;
    return keys;
  }

  /** The first claim of a key counts. @throws 422 `idempotency-key-reused` */
  async claim(user: string, key: string, fingerprint: string): Promise<void> {
    if (!(await this.check(user, key, fingerprint))) this.remember(user, key, fingerprint);
  }

  /** @returns whether it was claimed before. @throws 422 `idempotency-key-reused` where for something else */
  async check(user: string, key: string, fingerprint: string): Promise<boolean> {
    const first = this.known.get(nameOf(user, key)) ?? (this.complete ? undefined : await this.lookUp(user, key));
    if (first !== undefined && first !== fingerprint) throw problems.idempotencyKeyReused();
    return first !== undefined;
  }

  /** Claims what {@link check} did not know. */
  remember(user: string, key: string, fingerprint: string): void {
    const name = nameOf(user, key);
    if (this.known.has(name)) return;
    // The oldest gives way.
    if (this.known.size === REMEMBERED) this.complete = false;
    this.known.set(name, fingerprint);
    this.waiting.push({ user, key, fingerprint });
    this.writing ??= this.write();
  }

  /** Resolves when all that was claimed is written. */
  async idle(): Promise<void> {
    await this.writing;
  }

  private async lookUp(user: string, key: string): Promise<string | undefined> {
    const { rows } = await this.pool.query<{ fingerprint: string }>({
      name: 'look-up-idempotency-key',
      text: 'SELECT fingerprint FROM idempotency_keys WHERE user_id = $1 AND key = $2',
      values: [user, key],
    });
    return rows[0]?.fingerprint;
  }

  private async write(): Promise<void> {
    while (this.waiting.length > 0) {
      await delay(GATHER);
      const batch = this.waiting;
      this.waiting = [];
      try {
        await this.pool.query({
          name: 'write-idempotency-keys',
          text: WRITE,
          values: [
            batch.map(({ user }) => user),
            batch.map(({ key }) => key),
            batch.map(({ fingerprint }) => fingerprint),
          ],
        });
      } catch (error) {
        this.logger.warn(describeError(error), 'idempotency keys not written');
      }
    }
    this.writing = undefined;
  }
}

const nameOf = (user: string, key: string) => `${user}\n${key}`;
