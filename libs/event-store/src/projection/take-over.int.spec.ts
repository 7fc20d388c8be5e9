import type { PoolClient } from 'pg';
import { readCheckpoint, skipTo } from '../subscription/checkpoint';
import { counts } from '../testing/counts';
import { openTestLog, type TestLog } from '../testing/test-log';
import { checkpointOf } from './projection';
import { liveVersion, prepareProjection, takeOver } from './versions';

describe('a version that takes over while the log does not answer', () => {
  const [old, next] = [counts(1), counts(2)];
  let log: TestLog;
  let blocker: PoolClient;
  beforeEach(async () => {
    log = await openTestLog();
    for (const projection of [old, next]) {
      await prepareProjection(log.pool, projection);
      await readCheckpoint(log.pool, checkpointOf(projection));
    }
    blocker = await log.pool.connect();
  });
  afterEach(async () => {
    await blocker.query('ROLLBACK');
    blocker.release();
    await log.close();
  });
  const silence = () => blocker.query('BEGIN; LOCK event_log IN ACCESS EXCLUSIVE MODE');

  it('lets the version in use go on, and takes over when the log answers', async () => {
    await silence();
    expect(await takeOver(log.pool, log.store, next)).toBe(false);
    await skipTo(log.pool, checkpointOf(old), '', '1');
    await skipTo(log.pool, checkpointOf(next), '', '1');
    expect(await liveVersion(log.pool, 'counts')).toBe(1);
    await blocker.query('ROLLBACK');
    expect(await takeOver(log.pool, log.store, next)).toBe(true);
    expect(await liveVersion(log.pool, 'counts')).toBe(2);
  });
});
