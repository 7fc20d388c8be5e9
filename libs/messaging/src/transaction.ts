import type { Pool, PoolClient } from 'pg';
import { TransactionLost } from './transient';

const ignore = () => undefined;

/**
 * Runs `work` in one transaction (READ COMMITTED); rolls back when it throws.
 * @param idleLimitMs how long it may go without a statement: a process that has frozen must not keep its locks, so
 * PostgreSQL then ends its connection.
 * @throws TransactionLost when the connection broke: what `work` did is then undone or, if COMMIT was under way, unknown.
 */
export async function inTransaction<T>(
  pool: Pool,
  work: (tx: PoolClient) => Promise<T>,
  idleLimitMs = 60_000,
): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw new TransactionLost(error);
  });
  // Without a listener a connection that breaks between two statements would end the process.
  client.on('error', ignore);
  let lost: Error | undefined;
  try {
    await client.query(`BEGIN; SET LOCAL idle_in_transaction_session_timeout = ${idleLimitMs}`);
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((broken: unknown) => {
      lost = new TransactionLost(broken);
    });
    throw lost === undefined ? error : new TransactionLost(error);
  } finally {
    client.off('error', ignore);
    client.release(lost);
  }
}
