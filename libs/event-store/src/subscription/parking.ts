import type { Pool, PoolClient } from 'pg';
import type { RecordedEvent } from '../recorded-event';
import type { SubscriptionId } from './checkpoint';

/** An event that waits for `redrive`: it failed, or stands behind one of its stream that did. */
export interface ParkedEvent extends SubscriptionId {
  stream: string;
  revision: number;
  eventId: string;
  type: string;
  /** Why it failed; null where it only waits. */
  reason: string | null;
  parkedAt: Date;
}

const MAX_REASON = 500;

/** What PostgreSQL can store of what was thrown. */
const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replaceAll('\0', '').slice(0, MAX_REASON);

/** Which of the streams have parked events. */
export async function parkedStreams(tx: PoolClient, id: SubscriptionId, streams: string[]): Promise<Set<string>> {
  const { rows } = await tx.query<{ stream: string }>(
    'SELECT DISTINCT stream FROM subscription_parked WHERE name = $1 AND version = $2 AND stream = ANY($3)',
    [id.name, id.version, streams],
  );
  return new Set(rows.map(({ stream }) => stream));
}

/** An event that failed. */
export const parkFailed = (tx: PoolClient, id: SubscriptionId, event: RecordedEvent, error: unknown): Promise<void> =>
  park(tx, id, [event], reasonOf(error));

/** Events that wait behind a failed one. */
export const parkBehind = (tx: PoolClient, id: SubscriptionId, events: readonly RecordedEvent[]): Promise<void> =>
  park(tx, id, events, null);

async function park(
  tx: PoolClient,
  id: SubscriptionId,
  events: readonly RecordedEvent[],
  reason: string | null,
): Promise<void> {
  await tx.query(
    `INSERT INTO subscription_parked (name, version, stream, revision, event_id, type, reason)
SELECT $1, $2, e.stream, e.revision, e.id, e.type, $7
FROM unnest($3::text[], $4::int[], $5::uuid[], $6::text[]) AS e(stream, revision, id, type)`,
    [
      id.name,
      id.version,
      events.map((event) => event.stream),
      events.map((event) => event.revision),
      events.map((event) => event.id),
      events.map((event) => event.type),
      reason,
    ],
  );
  await addParked(tx, id, events.length);
}

export async function addParked(tx: PoolClient, id: SubscriptionId, count: number): Promise<void> {
  await tx.query('UPDATE subscription_checkpoints SET parked = parked + $3 WHERE name = $1 AND version = $2', [
    id.name,
    id.version,
    count,
  ]);
}

/** All parked events, in the order in which a redrive takes them. */
export async function parkedEvents(pool: Pool): Promise<ParkedEvent[]> {
  const { rows } = await pool.query<ParkedEvent>(
    `SELECT name, version, stream, revision, event_id AS "eventId", type, reason, parked_at AS "parkedAt"
FROM subscription_parked ORDER BY name, version, stream, revision`,
  );
  return rows;
}
