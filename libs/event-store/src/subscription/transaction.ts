import type { Pool, PoolClient } from 'pg';
import { isUnavailable } from '../postgres/failures';

const ignore = () => undefined;
const nothing = () => Promise.resolve(undefined);

/**
 * Runs `work` in a transaction of its own and commits it.
 * @throws what `work` or the database throws; also when `work` swallowed an error of the database, after which a COMMIT
 * quietly rolls back.
 */
export const inTransaction = <T>(pool: Pool, work: (tx: PoolClient) => Promise<T>): Promise<T> =>
  inTransactionWith(pool, nothing, work);

/**
 * The same, with a first statement that travels together with BEGIN where the connection is in pipeline mode: a round trip
 * less. Should BEGIN alone fail, it runs outside of a transaction, so it must then change nothing: {@link IN_TRANSACTION}.
 */
export async function inTransactionWith<F, T>(
  pool: Pool,
  first: (tx: PoolClient) => Promise<F>,
  work: (tx: PoolClient, found: F) => Promise<T>,
): Promise<T> {
  const tx = await pool.connect();
  // Without a listener a connection that breaks between two statements would end the process.
  tx.on('error', ignore);
  let lost = false;
  try {
    const [began, found] = await Promise.allSettled([tx.query(BEGIN), first(tx)]);
    if (began.status === 'rejected') throw began.reason;
    if (found.status === 'rejected') throw found.reason;
    const result = await work(tx, found.value);
    const { command } = await tx.query('COMMIT');
    if (command !== 'COMMIT')
      throw new Error('an error of the database was swallowed: the transaction was rolled back');
    return result;
  } catch (error) {
    lost = isUnavailable(error);
    if (!lost) await tx.query('ROLLBACK').catch(() => (lost = true));
    throw error;
  } finally {
    tx.off('error', ignore);
    tx.release(lost);
  }
}

/** Whatever the database's default is; with a mark that lasts as long as the transaction does. */
const BEGIN = `BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL sanban.transaction = 'begun'`;
/** SQL: whether it runs in one of these transactions. */
export const IN_TRANSACTION = `current_setting('sanban.transaction', true) = 'begun'`;
