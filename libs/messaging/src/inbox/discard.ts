import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '../transaction';
import { lockOffset } from './inbox';

/** A dead letter that somebody gives up, for good. */
export interface Discard {
  group: string;
  key: string;
  /** Id of the event; it must be the first of its key, since the others wait for its sake. */
  event: string;
  /** Account id. */
  by: string;
  reason: string;
}

/** `discarded` is false where another event, or none, is the first of the key. `remaining`: what still waits of the key. */
export interface Discarded {
  discarded: boolean;
  remaining: number;
}

interface First {
  topic: string;
  partition: number;
  eventId: string;
}

/**
 * Takes the first dead letter of a key out of the queue, unhandled. It is kept in `bus_discarded` with who gave it up and
 * why, and does not come again. Done twice it counts once. What waits behind it goes on with the next redrive.
 * @param pool of the consumer's schema, whatever the bus is
 */
export function discardDeadLetter(pool: Pool, discard: Discard): Promise<Discarded> {
  const { group, key, event } = discard;
  return inTransaction(pool, async (tx) => {
    const seen = await firstOf(tx, group, key);
    if (seen !== undefined) await lockOffset(tx, { group, topic: seen.topic, partition: seen.partition });
    const first = await firstOf(tx, group, key);
    const discarded = first?.eventId === event;
    if (discarded) await move(tx, discard);
    const { rows } = await tx.query<{ remaining: number; earlier: boolean }>(
      `SELECT (SELECT count(*)::int FROM bus_dead_letters WHERE group_name = $1 AND key = $2) AS remaining,
         EXISTS (SELECT FROM bus_discarded WHERE group_name = $1 AND key = $2 AND event_id = $3)
           AND NOT EXISTS (SELECT FROM bus_dead_letters WHERE group_name = $1 AND event_id = $3) AS earlier`,
      [group, key, event],
    );
    return { discarded: rows[0]?.earlier ?? discarded, remaining: rows[0]?.remaining ?? 0 };
  });
}

/** In the order of a redrive. */
async function firstOf(tx: PoolClient, group: string, key: string): Promise<First | undefined> {
  const { rows } = await tx.query<First>(
    `SELECT topic, partition, event_id AS "eventId" FROM bus_dead_letters
     WHERE group_name = $1 AND key = $2 ORDER BY topic, partition, "offset" LIMIT 1`,
    [group, key],
  );
  return rows[0];
}

async function move(tx: PoolClient, { group, event, by, reason }: Discard): Promise<void> {
  await tx.query(
    `WITH gone AS (DELETE FROM bus_dead_letters WHERE group_name = $1 AND event_id = $2 RETURNING *),
       known AS (INSERT INTO bus_inbox (group_name, event_id) SELECT group_name, event_id FROM gone)
     INSERT INTO bus_discarded (group_name, event_id, topic, partition, "offset", key, event, failure, failed_at,
       discarded_by, reason)
     SELECT group_name, event_id, topic, partition, "offset", key, event, reason, failed_at, $3, $4 FROM gone`,
    [group, event, by, reason],
  );
}
