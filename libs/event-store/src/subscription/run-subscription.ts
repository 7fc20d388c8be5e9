import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { EventFilter, EventStore, Position } from '../port';
import type { RecordedEvent } from '../recorded-event';
import { Applier, type SubscriptionHandler } from './apply';
import { Overtaken, readCheckpoint, type SubscriptionId } from './checkpoint';

/** For whoever runs the system. Names ids only, so it can be logged; `error` may hold more. */
export interface SubscriptionAlert extends SubscriptionId {
  /** parked: an event is at fault, its stream waits for a redrive. stalled: the subscription makes no progress, it keeps trying. */
  kind: 'parked' | 'stalled';
  /** The event at fault; absent when stalled. */
  event?: { id: string; type: string; stream: string; revision: number };
  error: unknown;
}

export interface SubscriptionOptions extends SubscriptionId {
  /** Of the database where the effects and the checkpoint lie (`createSubscriptions` has run there), in pipeline mode. */
  pool: Pool;
  store: EventStore;
  filter?: EventFilter;
  handle: SubscriptionHandler;
  /** Whether there may be an effect at all: what concerns nobody costs no transaction. Absent, or where it fails: there may. */
  concerns?: (events: readonly RecordedEvent[]) => boolean | Promise<boolean>;
  onAlert(alert: SubscriptionAlert): void;
  signal: AbortSignal;
  /** At most so many events are handled in one transaction; fewer when fewer are waiting. */
  batchSize?: number;
}

/** In milliseconds: first pause after a failure, and the longest. */
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 5_000;
/** An alert is raised after so many failures in a row, and after as many more. */
const ALERT_EVERY = 5;
/** A process whose subscription runs elsewhere looks again after this, in milliseconds. */
const STANDBY = 1_000;
/** A subscription that nothing comes for notes how far it has looked after so long, in milliseconds. */
const IDLE_NOTE = 1_000;

/**
 * Runs a durable subscription until the signal aborts; resolves when the batch in flight is settled.
 * Each event has its effect exactly once, also when several processes run the same subscription: one works, the others
 * stand by. Nothing is skipped in silence: see {@link SubscriptionAlert}.
 */
export async function runSubscription(options: SubscriptionOptions): Promise<void> {
  const { signal, name, version } = options;
  let failures = 0;
  while (!signal.aborted) {
    let pause = STANDBY;
    try {
      await follow(options, () => (failures = 0));
    } catch (error) {
      if (!(error instanceof Overtaken)) {
        failures += 1;
        if (failures % ALERT_EVERY === 0) options.onAlert({ kind: 'stalled', name, version, error });
        pause = Math.min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE);
      }
    }
    await delay(pause, undefined, { signal }).catch(() => undefined);
  }
}

/** Also one that waits for an event ends at once when this is over: with `signal`, or because of a failure. */
async function follow(options: SubscriptionOptions, progressed: () => void): Promise<void> {
  const { pool, store, name, version, filter = {}, signal, batchSize = 1_000 } = options;
  const after = await readCheckpoint(pool, options);
  const applier = new Applier(
    pool,
    options,
    (events, tx) => options.handle(events, tx),
    ({ id, type, stream, revision }, error) =>
      options.onAlert({ kind: 'parked', name, version, event: { id, type, stream, revision }, error }),
    after,
  );
  // Not AbortSignal.any: Node 20 keeps each of those for as long as the signal lives.
  const over = new AbortController();
  const end = () => over.abort();
  signal.addEventListener('abort', end);
  if (signal.aborted) end();
  const batches = store.subscribe({ after, filter, batchSize, signal: over.signal })[Symbol.asyncIterator]();
  try {
    let next = batches.next();
    /** How far nothing concerned it, where the checkpoint does not tell yet; and when to note it. */
    let looked: Position | undefined;
    let noting: Promise<'note'> | undefined;
    for (;;) {
      if (looked !== undefined) noting ??= delay(IDLE_NOTE, 'note', { ref: false });
      const batch = await (noting === undefined ? next : Promise.race([next, noting]));
      if (batch === 'note') {
        if (looked !== undefined) await applier.skip(looked);
        looked = noting = undefined;
        continue;
      }
      if (batch.done === true) return;
      const { events, position } = batch.value;
      const affects = events.length > 0 && (await mayConcern(options, events));
      if (affects) await applier.apply(events, position);
      looked = affects ? undefined : position;
      progressed();
      next = batches.next();
    }
  } finally {
    signal.removeEventListener('abort', end);
    end();
    await batches.return?.();
  }
}

/** Where it cannot tell, that is a yes: the handler then shows whether an event is at fault, and which. */
async function mayConcern({ concerns }: SubscriptionOptions, events: readonly RecordedEvent[]): Promise<boolean> {
  try {
    return concerns === undefined || (await concerns(events));
  } catch {
    return true;
  }
}
