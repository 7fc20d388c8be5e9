import type { Pool } from 'pg';
import { problems } from '../http/problems';

interface Claim {
  user: string;
  key: string;
  fingerprint: string;
  settle(known: string | undefined): void;
  fail(error: unknown): void;
}

// Losing the last rows in a power cut costs only this extra check, so nobody waits for the disk.
const CLAIM = `
  WITH quick AS (SELECT set_config('synchronous_commit', 'off', true)),
  claimed AS (
    INSERT INTO idempotency_keys (user_id, key, fingerprint)
    SELECT c.user_id, c.key, c.fingerprint FROM quick, unnest($1::text[], $2::text[], $3::text[]) AS c(user_id, key, fingerprint)
    ON CONFLICT (user_id, key) DO UPDATE SET key = excluded.key
    RETURNING user_id, key, fingerprint
  )
  SELECT user_id, key, fingerprint FROM claimed`;

/**
 * Which body each idempotency key was first sent with. A retry of the same command finds its events in its own stream;
 * this finds the key that is used again for something else. Claims that wait go out together.
 */
export class IdempotencyKeys {
  private waiting: Claim[] = [];
  private writing = false;

  constructor(private readonly pool: Pool) {}

  /** @throws 422 `idempotency-key-reused` */
  async claim(user: string, key: string, fingerprint: string): Promise<void> {
    const known = await new Promise<string | undefined>((settle, fail) => {
      this.waiting.push({ user, key, fingerprint, settle, fail });
      if (!this.writing) void this.write();
    });
    if (known !== fingerprint) throw problems.idempotencyKeyReused();
  }

  private async write(): Promise<void> {
    this.writing = true;
    while (this.waiting.length > 0) {
      const batch = this.waiting;
      this.waiting = [];
      try {
        const known = await this.claimAll(batch);
        for (const claim of batch) claim.settle(known.get(nameOf(claim.user, claim.key)));
      } catch (error) {
        for (const claim of batch) claim.fail(error);
      }
    }
    this.writing = false;
  }

  private async claimAll(batch: readonly Claim[]): Promise<Map<string, string>> {
    // The same key twice in one statement would be an error; sorted, two processes cannot deadlock.
    const first = new Map(batch.toReversed().map((claim) => [nameOf(claim.user, claim.key), claim]));
    const claims = [...first.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, claim]) => claim);
    const { rows } = await this.pool.query<{ user_id: string; key: string; fingerprint: string }>({
      name: 'claim-idempotency-keys',
      text: CLAIM,
      values: [
        claims.map(({ user }) => user),
        claims.map(({ key }) => key),
        claims.map(({ fingerprint }) => fingerprint),
      ],
    });
    return new Map(rows.map((row) => [nameOf(row.user_id, row.key), row.fingerprint]));
  }
}

const nameOf = (user: string, key: string) => `${user}\n${key}`;
