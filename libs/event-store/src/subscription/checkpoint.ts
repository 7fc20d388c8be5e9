import type { Pool, PoolClient } from 'pg';
import { START, type Position } from '../port';
import { IN_TRANSACTION } from './transaction';

export interface SubscriptionId {
  name: string;
  /** Another version starts from the beginning, with a checkpoint of its own. */
  version: number;
}

/** Another process has moved the checkpoint: what we were about to do is done. */
export class Overtaken extends Error {}

/** Where the subscription stands; begins at {@link START}. */
export async function readCheckpoint(pool: Pool, { name, version }: SubscriptionId): Promise<Position> {
  await pool.query(
    `INSERT INTO subscription_checkpoints (name, version, position) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
    [name, version, START],
  );
  const { rows } = await pool.query<{ position: Position }>(
    'SELECT position FROM subscription_checkpoints WHERE name = $1 AND version = $2',
    [name, version],
  );
  return rows[0]?.position ?? START;
}

const MOVE = `UPDATE subscription_checkpoints SET position = $4, updated_at = now()
WHERE name = $1 AND version = $2 AND position = $3`;

/**
 * Moves the checkpoint within the transaction of the effect, before the effect: of two processes with the same
 * subscription the second waits for the first one's commit and then finds the checkpoint moved. Does nothing outside of
 * {@link inTransaction}: the events would be skipped.
 * @returns how many events are parked.
 * @throws Overtaken
 */
export async function moveCheckpoint(tx: PoolClient, id: SubscriptionId, from: Position, to: Position) {
  const { rows } = await tx.query<{ parked: number | string }>({
    name: 'subscription_move',
    text: `${MOVE} AND ${IN_TRANSACTION} RETURNING parked`,
    values: [id.name, id.version, from, to],
  });
  const [row] = rows;
  if (row === undefined) throw new Overtaken(`subscription ${id.name} was moved by another process`);
  return Number(row.parked);
}

/** Moves the checkpoint over what has no effect. @throws Overtaken */
export async function skipTo(pool: Pool, id: SubscriptionId, from: Position, to: Position): Promise<void> {
  const { rowCount } = await pool.query({
    name: 'subscription_skip',
    text: MOVE,
    values: [id.name, id.version, from, to],
  });
  if (rowCount === 0) throw new Overtaken(`subscription ${id.name} was moved by another process`);
}
