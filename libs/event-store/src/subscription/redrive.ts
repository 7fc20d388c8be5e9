import type { Pool, PoolClient } from 'pg';
import type { EventStore } from '../port';
import type { RecordedEvent } from '../recorded-event';
import type { SubscriptionHandler } from './apply';
import { isEventsFault } from './blame';
import type { SubscriptionId } from './checkpoint';
import { addParked } from './parking';
import { inTransaction } from './transaction';

export interface RedriveOptions extends SubscriptionId {
  pool: Pool;
  store: EventStore;
  /** The stream whose parked events are to be handled now. */
  stream: string;
  handle: SubscriptionHandler;
}

export interface RedriveResult {
  handled: number;
  /** Still parked: the event that failed again, and those behind it. */
  remaining: number;
  /** Why it stopped; absent when nothing remains. */
  error?: unknown;
}

/**
 * Handles a stream's parked events in order, up to the first that fails again. Once none is left the subscription
 * goes on with the stream by itself. What succeeded is committed together, also when a later one fails.
 * @throws errors that are not an event's fault; then nothing is changed.
 */
export async function redrive({ pool, store, name, version, stream, handle }: RedriveOptions): Promise<RedriveResult> {
  return inTransaction(pool, async (tx) => {
    // The running subscription must not park behind our back what comes in meanwhile.
    await tx.query('SELECT FROM subscription_checkpoints WHERE name = $1 AND version = $2 FOR UPDATE', [name, version]);
    const key = [name, version, stream];
    const { rows } = await tx.query<{ revision: number | string }>(
      'SELECT revision FROM subscription_parked WHERE name = $1 AND version = $2 AND stream = $3 ORDER BY revision',
      key,
    );
    const events = await load(
      store,
      stream,
      rows.map(({ revision }) => Number(revision)),
    );
    const { handled, error } = await handleInTurn(events, handle, tx);
    const done = events.slice(0, handled).map(({ revision }) => revision);
    await tx.query(
      'DELETE FROM subscription_parked WHERE name = $1 AND version = $2 AND stream = $3 AND revision = ANY($4::int[])',
      [...key, done],
    );
    await addParked(tx, { name, version }, -handled);
    const remaining = events.length - handled;
    return error === undefined ? { handled, remaining } : { handled, remaining, error };
  });
}

async function load(store: EventStore, stream: string, revisions: number[]): Promise<RecordedEvent[]> {
  const [from] = revisions;
  const last = revisions[revisions.length - 1];
  if (from === undefined || last === undefined) return [];
  // Types that the subscription's filter does not pass were never parked.
  const wanted = new Set(revisions);
  return (await store.readStream(stream, { from, limit: last - from + 1 })).filter(({ revision }) =>
    wanted.has(revision),
  );
}

async function handleInTurn(events: RecordedEvent[], handle: SubscriptionHandler, tx: PoolClient) {
  let handled = 0;
  for (const event of events) {
    await tx.query('SAVEPOINT parked_event');
    try {
      await handle([event], tx);
      await tx.query('RELEASE SAVEPOINT parked_event');
    } catch (error) {
      if (!isEventsFault(error)) throw error;
      await tx.query('ROLLBACK TO SAVEPOINT parked_event');
      return { handled, error };
    }
    handled += 1;
  }
  return { handled };
}
