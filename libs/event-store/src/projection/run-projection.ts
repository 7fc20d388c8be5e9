import type { Pool } from 'pg';
import type { EventStore } from '../port';
import { sqlState } from '../postgres/failures';
import { runSubscription, type SubscriptionAlert } from '../subscription/run-subscription';
import { checkpointOf, tablesOf, type Projection } from './projection';
import { succeed } from './succeed';
import { forgetCheckpoint, isRemoved } from './versions';

export interface ProjectionOptions<Table extends string> {
  /** Of the database of the read model (`createSubscriptions` has run there, and `prepareProjection`), in pipeline mode. */
  pool: Pool;
  store: EventStore;
  projection: Projection<Table>;
  onAlert(alert: SubscriptionAlert): void;
  signal: AbortSignal;
}

const NO_SUCH_TABLE = '42P01';

/**
 * Keeps a read model up to date until the signal aborts. A new version is built beside the one in use and takes over when
 * it has got as far as the log; readers of the plain table names see the one or the other, whole. Ends where another
 * process has put a later version in its place and dropped its tables.
 */
export async function runProjection<Table extends string>(options: ProjectionOptions<Table>): Promise<void> {
  const { pool, projection } = options;
  const tables = tablesOf(projection);
  const removed = new AbortController();
  const signal = AbortSignal.any([options.signal, removed.signal]);
  await Promise.all([
    runSubscription({
      ...checkpointOf(projection),
      pool,
      store: options.store,
      filter: projection.filter ?? {},
      handle: async (events, tx) => {
        try {
          await projection.handle(events, tx, tables);
        } catch (error) {
          if (sqlState(error) === NO_SUCH_TABLE && (await isRemoved(pool, projection))) removed.abort();
          throw error;
        }
      },
      onAlert: (alert) => options.onAlert(alert),
      signal,
    }),
    succeed({ ...options, signal }),
  ]);
  // It began once more from the start before it found its tables gone.
  if (removed.signal.aborted) await forgetCheckpoint(pool, projection);
}
