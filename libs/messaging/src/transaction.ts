import type { Pool, PoolClient } from 'pg';
import { TransactionLost } from './transient';

const ignore = () => undefined;
const nothing = () => Promise.resolve(undefined);
const IDLE_LIMIT = 60_000;

/**
 * Runs `work` in one transaction (READ COMMITTED); rolls back when it throws.
 * @param idleLimitMs how long it may go without a statement: a process that has frozen must not keep its locks, so
 * PostgreSQL then ends its connection.
 * @throws TransactionLost when the connection broke: what `work` did is then undone or, if COMMIT was under way, unknown.
 */
export const inTransaction = <T>(
  pool: Pool,
  work: (tx: PoolClient) => Promise<T>,
  idleLimitMs = IDLE_LIMIT,
): Promise<T> => inTransactionWith(pool, nothing, work, idleLimitMs);

/**
 * The same, with first statements that travel together with BEGIN where the connection is in pipeline mode: round trips
 * less. They must change nothing: should BEGIN alone fail, they run outside of a transaction.
 */
export async function inTransactionWith<F, T>(
  pool: Pool,
  first: (tx: PoolClient) => Promise<F>,
  work: (tx: PoolClient, found: F) => Promise<T>,
  idleLimitMs: number,
): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw new TransactionLost(error);
  });
  // Without a listener a connection that breaks between two statements would end the process.
  client.on('error', ignore);
  let lost: Error | undefined;
  try {
    const begin = client.query(
      `BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL idle_in_transaction_session_timeout = ${idleLimitMs}`,
    );
    const [began, found] = await Promise.allSettled([begin, first(client)]);
    if (began.status === 'rejected') throw began.reason;
    if (found.status === 'rejected') throw found.reason;
    const result = await work(client, found.value);
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
