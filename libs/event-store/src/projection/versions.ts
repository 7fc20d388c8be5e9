import type { Pool, PoolClient } from 'pg';
import { escapeIdentifier } from 'pg';
import { inTransaction } from '../subscription/transaction';
import { versioned, type Projection } from './projection';

/**
 * Creates this version's tables. The first version of all is live at once; a later one waits for {@link takeOver}.
 * The live version removes what its predecessors left.
 * @returns whether this version is to take over when it has caught up.
 */
export async function prepare(pool: Pool, { name, version, tables }: Projection): Promise<boolean> {
  return alone(pool, name, async (tx) => {
    const known = await versionsOf(tx, name);
    if (!known.some((other) => other.version === version)) {
      for (const [table, create] of Object.entries(tables)) await tx.query(create(versioned(table, version)));
      await tx.query(`INSERT INTO projection_versions (name, version, tables, state) VALUES ($1, $2, $3, 'building')`, [
        name,
        version,
        Object.keys(tables),
      ]);
    }
    const live = known.find(({ state }) => state === 'live');
    if (live === undefined) await makeLive(tx, name, version, Object.keys(tables));
    if (live?.version === version)
      await removeRetired(
        tx,
        name,
        known.filter(({ state }) => state === 'retired'),
      );
    return live !== undefined && live.version < version;
  });
}

/** From here on readers see this version, all its tables at once. Does nothing where a later version is live already. */
export async function takeOver(pool: Pool, { name, version, tables }: Projection): Promise<void> {
  await alone(pool, name, async (tx) => {
    const live = (await versionsOf(tx, name)).find(({ state }) => state === 'live');
    if (live !== undefined && live.version >= version) return;
    for (const table of live?.tables ?? []) await tx.query(`DROP VIEW ${escapeIdentifier(table)}`);
    await tx.query(`UPDATE projection_versions SET state = 'retired' WHERE name = $1 AND state = 'live'`, [name]);
    await makeLive(tx, name, version, Object.keys(tables));
  });
}

interface Version {
  version: number;
  tables: string[];
  state: 'building' | 'live' | 'retired';
}

async function versionsOf(tx: PoolClient, name: string): Promise<Version[]> {
  const { rows } = await tx.query<Version>('SELECT version, tables, state FROM projection_versions WHERE name = $1', [
    name,
  ]);
  return rows;
}

async function makeLive(tx: PoolClient, name: string, version: number, tables: string[]): Promise<void> {
  for (const table of tables) {
    const target = escapeIdentifier(versioned(table, version));
    await tx.query(`CREATE VIEW ${escapeIdentifier(table)} AS SELECT * FROM ${target}`);
  }
  await tx.query(`UPDATE projection_versions SET state = 'live' WHERE name = $1 AND version = $2`, [name, version]);
}

async function removeRetired(tx: PoolClient, name: string, retired: Version[]): Promise<void> {
  for (const { version, tables } of retired) {
    for (const table of tables) await tx.query(`DROP TABLE ${escapeIdentifier(versioned(table, version))}`);
    await tx.query('DELETE FROM projection_versions WHERE name = $1 AND version = $2', [name, version]);
  }
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
