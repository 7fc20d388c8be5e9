import { Inject, Injectable } from '@nestjs/common';
import { PG_POOL } from '@sanban/service-kit';
import type { Pool, PoolClient } from 'pg';
import type { Outcome } from './post';
import { retryAfter } from './schedule';
import { MOST_COUNTED } from './webhook-row';

/** One delivery in the hand of one process. */
export interface Claimed {
  seq: string;
  webhook: string;
  event_id: string;
  body: string;
  failures: number;
  /** Whose claim it is: as text, since a Date has no microseconds. */
  claimed_until: string;
  url: string;
  secret: string;
  /** Null where it is no longer valid. */
  previous_secret: string | null;
}

/** Longer than a try may take: another process takes it up when this one has died. */
const CLAIM = `interval '1 minute'`;
const DUE = `d.state = 'pending' AND d.next_attempt_at <= now() AND (d.claimed_until IS NULL OR d.claimed_until < now())`;

const CLAIM_NEXT = `
  UPDATE webhook_deliveries c SET claimed_until = now() + ${CLAIM}
  FROM webhooks w
  WHERE w.id = c.webhook AND c.seq = (
    SELECT d.seq FROM webhook_deliveries d JOIN webhooks h ON h.id = d.webhook AND h.state = 'active'
    WHERE d.webhook = $1 AND ${DUE} ORDER BY d.seq LIMIT 1 FOR UPDATE OF d SKIP LOCKED)
  RETURNING c.seq, c.webhook, c.event_id, c.body, c.failures, c.claimed_until::text, w.url, w.secret,
    CASE WHEN w.previous_until > now() THEN w.previous_secret END AS previous_secret`;

/** Deliveries are rows: they survive everything, and several processes share them. */
@Injectable()
export class DeliveryQueue {
  constructor(@Inject(PG_POOL) private readonly pool: Pool) {}

  /** Webhooks that have something to be sent now. */
  async due(): Promise<string[]> {
    const { rows } = await this.pool.query<{ webhook: string }>(
      `SELECT DISTINCT d.webhook FROM webhook_deliveries d JOIN webhooks w ON w.id = d.webhook
       WHERE w.state = 'active' AND ${DUE}`,
    );
    return rows.map(({ webhook }) => webhook);
  }

  /** The oldest that is due. */
  async claim(webhook: string): Promise<Claimed | undefined> {
    const { rows } = await this.pool.query<Claimed>(CLAIM_NEXT, [webhook]);
    return rows[0];
  }

  /** Writes down the try and what follows from it. @returns why the webhook was disabled by it, or null */
  async settle(claimed: Claimed, outcome: Outcome): Promise<'gone' | 'exhausted' | null> {
    const tx = await this.pool.connect();
    try {
      await tx.query('BEGIN');
      const disabled = await settle(tx, claimed, outcome);
      await tx.query('COMMIT');
      tx.release();
      return disabled;
    } catch (error) {
      // Closing the connection rolls back; the claim runs out and it is tried again.
      tx.release(true);
      throw error;
    }
  }

  /** Forgets what is old, with its tries. */
  async prune(): Promise<void> {
    await this.pool.query(`DELETE FROM webhook_deliveries WHERE created_at < now() - interval '30 days'`);
  }

  async counts(): Promise<{ active: number; disabled: number; pending: number }> {
    const { rows } = await this.pool.query<{ active: number; disabled: number; pending: number }>(
      `SELECT count(*) FILTER (WHERE state = 'active')::int AS active, count(*) FILTER (WHERE state = 'disabled')::int AS disabled,
         (SELECT count(*)::int FROM (
           SELECT FROM webhook_deliveries WHERE state = 'pending' LIMIT ${MOST_COUNTED}) waiting) AS pending FROM webhooks`,
    );
    return rows[0] ?? { active: 0, disabled: 0, pending: 0 };
  }
}

async function settle(tx: PoolClient, claimed: Claimed, outcome: Outcome): Promise<'gone' | 'exhausted' | null> {
  const { seq, webhook } = claimed;
  const { status, error, milliseconds, answer, askedWait } = outcome;
  // The webhook may have been deleted meanwhile: then there is nothing to write.
  await tx.query(
    `INSERT INTO webhook_attempts (delivery, status, error, milliseconds, answer)
     SELECT seq, $2, $3, $4, $5 FROM webhook_deliveries WHERE seq = $1 FOR KEY SHARE`,
    [seq, status, error, milliseconds, answer],
  );
  const failures = error === null ? 0 : claimed.failures + 1;
  const wait = status === 410 ? null : retryAfter(failures, askedWait);
  const state = error === null ? 'delivered' : wait === null ? 'failed' : 'pending';
  // What was asked for again by hand meanwhile begins anew: this try is only noted.
  const { rowCount } = await tx.query(
    `UPDATE webhook_deliveries SET state = $2, failures = $3, claimed_until = NULL,
       next_attempt_at = CASE WHEN $2 = 'pending' THEN now() + $4 * interval '1 second' END
     WHERE seq = $1 AND claimed_until = $5::timestamptz`,
    [seq, state, failures, wait ?? 0, claimed.claimed_until],
  );
  if (state !== 'failed' || rowCount === 0) return null;
  const because = status === 410 ? 'gone' : 'exhausted';
  await tx.query(`UPDATE webhooks SET state = 'disabled', disabled_because = $2 WHERE id = $1`, [webhook, because]);
  return because;
}
