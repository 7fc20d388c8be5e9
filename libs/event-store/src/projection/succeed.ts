import { setTimeout as delay } from 'node:timers/promises';
import type { Position } from '../port';
import { isTransient } from '../postgres/failures';
import { readCheckpoint } from '../subscription/checkpoint';
import { checkpointOf } from './projection';
import type { ProjectionOptions } from './run-projection';
import { liveVersion, removePredecessors, takeOver } from './versions';

/** How often a version that is being built is looked at, in milliseconds. */
const LOOK = 200;
/** An alert is raised after so many failures in a row, and after as many more. */
const ALERT_EVERY = 5;

/**
 * Sees a version into use: once it has got as far as the log was a look ago, readers are given it, and what its
 * predecessors left is dropped. Ends when that is done, when a later version is in use, or when the signal aborts.
 */
export async function succeed<Table extends string>(options: ProjectionOptions<Table>): Promise<void> {
  const { pool, store, projection, signal } = options;
  const id = checkpointOf(projection);
  let goal: Position | undefined;
  let failures = 0;
  while (!signal.aborted) {
    try {
      const live = await liveVersion(pool, projection.name);
      if (live !== undefined && live > projection.version) return;
      if (live === projection.version) {
        await removePredecessors(pool, projection);
        return;
      }
      if (goal !== undefined && (await readCheckpoint(pool, id)) >= goal && (await takeOver(pool, store, projection)))
        continue;
      goal = await store.head();
      failures = 0;
    } catch (error) {
      // While the database is away the subscription raises the alert.
      if (!isTransient(error)) failures += 1;
      if (failures > 0 && failures % ALERT_EVERY === 0) options.onAlert({ kind: 'stalled', ...id, error });
    }
    await delay(LOOK, undefined, { signal }).catch(() => undefined);
  }
}
