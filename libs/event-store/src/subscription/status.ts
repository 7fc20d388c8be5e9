import type { Pool } from 'pg';
import type { Position } from '../port';
import type { SubscriptionId } from './checkpoint';

export interface SubscriptionStatus extends SubscriptionId {
  /** How far it has got; compare with the store's head. */
  position: Position;
  /** Events that wait for a redrive. */
  parked: number;
  updatedAt: Date;
}

/** Every subscription that ever ran here, all versions. */
export async function subscriptionStatus(pool: Pool): Promise<SubscriptionStatus[]> {
  const { rows } = await pool.query<SubscriptionStatus>(
    `SELECT name, version, position, parked, updated_at AS "updatedAt" FROM subscription_checkpoints ORDER BY name, version`,
  );
  return rows;
}
