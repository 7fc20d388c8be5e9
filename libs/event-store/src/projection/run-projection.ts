import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { EventStore } from '../port';
import { readCheckpoint } from '../subscription/checkpoint';
import { runSubscription, type SubscriptionAlert } from '../subscription/run-subscription';
import { versioned, type Projection } from './projection';
import { prepare, takeOver } from './versions';

export interface ProjectionOptions<Table extends string> {
  /** Of the database of the read model (`createSubscriptions` has run there). */
  pool: Pool;
  store: EventStore;
  projection: Projection<Table>;
  onAlert(alert: SubscriptionAlert): void;
  signal: AbortSignal;
}

/** How often a version that is being built is looked at, in milliseconds. */
const LOOK = 200;

/**
 * Keeps a read model up to date until the signal aborts. A new version is built beside the one in use and takes over when
 * it has got as far as the log; readers of the plain table names see the one or the other, whole.
 */
export async function runProjection<Table extends string>(options: ProjectionOptions<Table>): Promise<void> {
  const { pool, store, projection, signal } = options;
  const tables = namesOf(projection);
  const id = { name: `projection.${projection.name}`, version: projection.version };
  const successor = await prepare(pool, projection);
  await Promise.all([
    runSubscription({
      ...id,
      pool,
      store,
      filter: projection.filter ?? {},
      handle: (events, tx) => projection.handle(events, tx, tables),
      onAlert: (alert) => options.onAlert(alert),
      signal,
    }),
    successor ? takeOverWhenCaughtUp() : undefined,
  ]);

  async function takeOverWhenCaughtUp(): Promise<void> {
    while (!signal.aborted) {
      // Both may fail while the database is away; the subscription raises the alert.
      const caughtUp = await Promise.all([store.head(), readCheckpoint(pool, id)]).then(
        ([head, position]) => position >= head,
        () => false,
      );
      if (caughtUp) return takeOver(pool, projection);
      await delay(LOOK, undefined, { signal }).catch(() => undefined);
    }
  }
}

function namesOf<Table extends string>({ tables, version }: Projection<Table>): Record<Table, string> {
  const names = Object.keys(tables).map((table) => [table, versioned(table, version)] as const);
  return Object.fromEntries(names) as Record<Table, string>;
}
