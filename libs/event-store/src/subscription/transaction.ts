import type { Pool, PoolClient } from 'pg';
import { isUnavailable } from '../postgres/failures';

/**
 * Runs `work` in a transaction of its own and commits it.
 * @throws what `work` or the database throws; also when `work` swallowed an error of the database, after which a COMMIT
 * quietly rolls back.
 */
export async function inTransaction<T>(pool: Pool, work: (tx: PoolClient) => Promise<T>): Promise<T> {
  const tx = await pool.connect();
  let lost = false;
  try {
    await tx.query('BEGIN');
    const result = await work(tx);
    const { command } = await tx.query('COMMIT');
    if (command !== 'COMMIT')
      throw new Error('an error of the database was swallowed: the transaction was rolled back');
    return result;
  } catch (error) {
    lost = isUnavailable(error);
    if (!lost) await tx.query('ROLLBACK').catch(() => (lost = true));
    throw error;
  } finally {
    tx.release(lost);
  }
}
