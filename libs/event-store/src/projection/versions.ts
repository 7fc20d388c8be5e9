import type { Pool, PoolClient } from 'pg';
import { escapeIdentifier } from 'pg';
import { setTimeout as delay } from 'node:timers/promises';
import type { EventStore } from '../port';
import { inTransaction } from '../subscription/transaction';
import { checkpointOf, versioned, type Projection } from './projection';

interface Version {
  version: number;
  tables: string[];
  state: 'building' | 'live' | 'retired';
}

/**
 * A version that takes over holds its predecessor still for so long, in milliseconds, until it has that one's last events, and
 * looks so often.
 */
const LAST_EVENTS = 1_000;
const GLANCE = 10;

/** Creates this version's tables where they are not. The first version of all is live at once. */
export async function prepareProjection(pool: Pool, projection: Projection): Promise<void> {
  const { name, version, tables } = projection;
  await alone(pool, name, async (tx) => {
    const known = await versionsOf(tx, name);
    if (!known.some((other) => other.version === version)) {
      // Of an earlier life of the same version, whose tables are gone.
      await forgetCheckpoint(tx, projection);
      for (const [table, create] of Object.entries(tables)) await tx.query(create(versioned(table, version)));
      await tx.query(`INSERT INTO projection_versions (name, version, tables, state) VALUES ($1, $2, $3, 'building')`, [
        name,
        version,
        Object.keys(tables),
      ]);
    }
    if (!known.some(({ state }) => state === 'live')) await makeLive(tx, projection);
  });
}

/** Which version readers see. */
export async function liveVersion(pool: Pool, name: string): Promise<number | undefined> {
  return (await versionsOf(pool, name)).find(({ state }) => state === 'live')?.version;
}

/** Its tables were dropped: a later version has taken over. */
export async function isRemoved(pool: Pool, { name, version }: Projection): Promise<boolean> {
  return !(await versionsOf(pool, name)).some((known) => known.version === version);
}

/**
 * From here on readers see this version, all its tables at once, and never fewer events than before: the version in use,
 * which another process may be writing, is held still until this one has as many.
 * @returns false where that took too long, or the store did not answer meanwhile: to be tried again
 * @throws `lock_not_available` where a reader holds on to the views: to be tried again
 */
export async function takeOver(pool: Pool, store: EventStore, projection: Projection): Promise<boolean> {
  const { name, version } = projection;
  return alone(pool, name, async (tx) => {
    const live = (await versionsOf(tx, name)).find(({ state }) => state === 'live');
    if (live === undefined || live.version >= version) return true;
    await neverInTheWay(tx);
    if (!(await hasAllOf(tx, store, projection, live.version))) return false;
    for (const table of live.tables) await tx.query(`DROP VIEW ${escapeIdentifier(table)}`);
    await tx.query(`UPDATE projection_versions SET state = 'retired' WHERE name = $1 AND state = 'live'`, [name]);
    await makeLive(tx, projection);
    return true;
  });
}

/** Drops what earlier versions left, once this one is live. @throws `lock_not_available`: to be tried again */
export async function removePredecessors(pool: Pool, { name, version }: Projection): Promise<void> {
  await alone(pool, name, async (tx) => {
    await neverInTheWay(tx);
    // Whoever still writes an earlier version holds its checkpoint first and the tables after: in that order here too, or
    // each waits for the other.
    await tx.query('SELECT FROM subscription_checkpoints WHERE name = $1 AND version < $2 FOR UPDATE', [
      checkpointOf({ name, version }).name,
      version,
    ]);
    for (const earlier of (await versionsOf(tx, name)).filter((known) => known.version < version)) {
      for (const table of earlier.tables)
        await tx.query(`DROP TABLE ${escapeIdentifier(versioned(table, earlier.version))}`);
      await forgetCheckpoint(tx, { name, version: earlier.version });
      await tx.query('DELETE FROM projection_versions WHERE name = $1 AND version = $2', [name, earlier.version]);
    }
  });
}

async function versionsOf(tx: Pool | PoolClient, name: string): Promise<Version[]> {
  const { rows } = await tx.query<Version>('SELECT version, tables, state FROM projection_versions WHERE name = $1', [
    name,
  ]);
  return rows;
}

async function makeLive(tx: PoolClient, { name, version, tables }: Projection): Promise<void> {
  for (const table of Object.keys(tables)) {
    const target = escapeIdentifier(versioned(table, version));
    await tx.query(`CREATE VIEW ${escapeIdentifier(table)} AS SELECT * FROM ${target}`);
  }
  await tx.query(`UPDATE projection_versions SET state = 'live' WHERE name = $1 AND version = $2`, [name, version]);
}

/** Also what of its streams was parked. */
export async function forgetCheckpoint(
  tx: Pool | PoolClient,
  projection: Pick<Projection, 'name' | 'version'>,
): Promise<void> {
  const { name, version } = checkpointOf(projection);
  await tx.query('DELETE FROM subscription_parked WHERE name = $1 AND version = $2', [name, version]);
  await tx.query('DELETE FROM subscription_checkpoints WHERE name = $1 AND version = $2', [name, version]);
}

/** Keeps the version in use where it is until the transaction ends, and waits for the other one to get there. */
async function hasAllOf(tx: PoolClient, store: EventStore, projection: Projection, inUse: number): Promise<boolean> {
  const { name } = checkpointOf(projection);
  const { rows } = await tx.query<{ position: string }>(
    'SELECT position FROM subscription_checkpoints WHERE name = $1 AND version = $2 FOR UPDATE',
    [name, inUse],
  );
  const until = performance.now() + LAST_EVENTS;
  const looked = rows[0]?.position ?? '';
  // It may have looked further than the log goes, where others write too: there the other one need not have been. Asked now,
  // while it stands still: an earlier answer would not tell of what it has shown since. A store that is away is asked for as
  // long as its callers have patience; for that long nobody is held up.
  const head = await Promise.race([store.head(), delay(LAST_EVENTS, undefined, { ref: false })]);
  if (head === undefined) return false;
  const needed = looked < head ? looked : head;
  for (;;) {
    const { rowCount } = await tx.query(
      'SELECT FROM subscription_checkpoints WHERE name = $1 AND version = $2 AND position >= $3',
      [name, projection.version, needed],
    );
    if (rowCount === 1) return true;
    if (performance.now() > until) return false;
    await delay(GLANCE);
  }
}

/** Whoever waits for a lock of ours waits shortly; of two that wait for each other we give way, never a reader. */
async function neverInTheWay(tx: PoolClient): Promise<void> {
  await tx.query(`SET LOCAL lock_timeout = '200ms'`);
}

/** Several processes may start the same projection at once. */
async function alone<T>(pool: Pool, name: string, work: (tx: PoolClient) => Promise<T>): Promise<T> {
  return inTransaction(pool, async (tx) => {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || ' projection ' || $1, 0))`, [
      name,
    ]);
    return work(tx);
  });
}
