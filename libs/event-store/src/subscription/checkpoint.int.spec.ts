import { openTestLog, type TestLog } from '../testing/test-log';
import { moveCheckpoint, Overtaken, readCheckpoint, skipTo } from './checkpoint';
import { inTransaction, inTransactionWith } from './transaction';

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
});
