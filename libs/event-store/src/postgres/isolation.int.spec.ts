import { newEvent } from '../testing/new-event';
import { followUntil, readWhole } from '../testing/collect';
import { openTestLog, type TestLog } from '../testing/test-log';

describe('a log on a server whose transactions are isolated more strictly by default', () => {
  let log: TestLog;
  beforeAll(async () => {
    log = await openTestLog();
    const name = new URL(log.url).pathname.slice(1);
    await log.pool.query(`ALTER DATABASE ${name} SET default_transaction_isolation = 'repeatable read'`);
  });
  afterAll(() => log.close());

  it.each(['any', 'none'] as const)('is written by several processes at once (expected: %s)', async (expected) => {
    const stores = await Promise.all([log.another(), log.another(), log.another()]);
    const before = (await readWhole(log.store)).length;
    const following = followUntil(log.store, (events) => events.length === before + 300);
    await Promise.all(
      stores.map(async (store, nth) => {
        for (let n = 0; n < 100; n += 1) {
          await store.append(expected === 'any' ? 'test.shared' : `test.${nth}-${n}`, expected, [newEvent()]);
        }
      }),
    );
    expect(await following).toHaveLength(before + 300);
    await Promise.all(stores.map((store) => store.close()));
  });
});
