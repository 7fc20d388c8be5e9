import { toPosition } from '../postgres/position';
import { newEvent } from '../testing/new-event';
import { openTestLog, type TestLog } from '../testing/test-log';
import { moveCheckpoint, Overtaken, readCheckpoint, skipTo } from './checkpoint';
import { runSubscription } from './run-subscription';
import { inTransaction, inTransactionWith } from './transaction';
import { until } from '../testing/until';

describe('a checkpoint', () => {
  const id = { name: 'effects', version: 1 };
  let log: TestLog;
  let from: string;
  beforeEach(async () => {
    log = await openTestLog();
    from = await readCheckpoint(log.pool, id);
  });
  afterEach(() => log.close());

  it('moves together with the effect, or not at all', async () => {
    const parked = await inTransactionWith(
      log.pool,
      (tx) => moveCheckpoint(tx, id, from, '0000000005'),
      (_, found) => Promise.resolve(found),
    );
    expect(parked).toBe(0);
    expect(await readCheckpoint(log.pool, id)).toBe('0000000005');
    const failing = inTransactionWith(
      log.pool,
      (tx) => moveCheckpoint(tx, id, '0000000005', '0000000009'),
      () => Promise.reject(new Error('no effect')),
    );
    await expect(failing).rejects.toThrow('no effect');
    expect(await readCheckpoint(log.pool, id)).toBe('0000000005');
  });

  // BEGIN and the move travel together: if BEGIN alone failed, the move would be committed without its effect.
  it('does not move outside of a transaction, also not on a connection that was in one before', async () => {
    const client = await log.pool.connect();
    try {
      await expect(moveCheckpoint(client, id, from, '0000000005')).rejects.toThrow(Overtaken);
    } finally {
      client.release();
    }
    await inTransaction(log.pool, async (tx) => {
      await moveCheckpoint(tx, id, from, '0000000005');
    });
    const again = await log.pool.connect();
    try {
      await expect(moveCheckpoint(again, id, '0000000005', '0000000009')).rejects.toThrow(Overtaken);
    } finally {
      again.release();
    }
    expect(await readCheckpoint(log.pool, id)).toBe('0000000005');
  });

  it('is moved over what has no effect, by the one that stands there', async () => {
    await skipTo(log.pool, id, from, '0000000007');
    expect(await readCheckpoint(log.pool, id)).toBe('0000000007');
    await expect(skipTo(log.pool, id, from, '0000000008')).rejects.toThrow(Overtaken);
  });

  it('is read again by a subscription that finds itself overtaken, although no event comes', async () => {
    for (const stream of ['test.a', 'test.b']) await log.store.append(stream, 'none', [newEvent()]);
    const other = await log.pool.connect();
    await other.query('BEGIN; SELECT FROM subscription_checkpoints FOR UPDATE');
    const aborter = new AbortController();
    const running = runSubscription({
      ...id,
      pool: log.pool,
      store: log.store,
      filter: { types: ['Unheard'] },
      handle: () => Promise.resolve(),
      onAlert: () => undefined,
      signal: aborter.signal,
    });
    const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    await until(async () => (await log.pool.query(waiting)).rowCount === 1);
    await other.query('UPDATE subscription_checkpoints SET position = $1', [toPosition(1)]);
    await other.query('COMMIT');
    other.release();
    const head = await log.store.head();
    await until(async () => (await readCheckpoint(log.pool, id)) === head);
    aborter.abort();
    await running;
  });
});
