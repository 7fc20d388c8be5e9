import { Wire } from '@sanban/embedded-postgres/testing';
import { StoreUnavailable, type EventStore } from '../port';
import { followUntil, readWhole } from '../testing/collect';
import { newEvent } from '../testing/new-event';
import { openTestLog, type TestLog } from '../testing/test-log';
import { openPostgresEventStore } from './store';
import { until } from '../testing/until';

describe('a store whose connection is lost', () => {
  let log: TestLog;
  let line: Wire;
  let store: EventStore;
  beforeEach(async () => {
    log = await openTestLog();
    line = await Wire.to(log.url);
    store = await openPostgresEventStore({ connectionString: line.url });
  });
  afterEach(async () => {
    await store.close();
    line.close();
    await log.close();
  });

  it('says that it is unavailable; the same append again gives the result of the one that went through unheard', async () => {
    const events = [newEvent(), newEvent()];
    const witness = followUntil(log.store, (seen) => seen.length === 3);
    await store.append('test.before', 'none', [newEvent()]);
    line.swallowAnswers();
    const appending = store.append('test.a', 'none', events);
    await expect(Promise.race([appending, witness.then(() => 'committed')])).resolves.toBe('committed');
    line.cut();
    await expect(appending).rejects.toBeInstanceOf(StoreUnavailable);
    expect(await store.append('test.a', 'none', events)).toEqual({ revision: 1, position: await log.store.head() });
    expect(await readWhole(store)).toHaveLength(3);
  });

  it('goes on with its subscriptions by itself', async () => {
    const following = followUntil(store, (events) => events.length === 3);
    for (const stream of ['test.a', 'test.b', 'test.c']) {
      await log.store.append(stream, 'none', [newEvent()]);
      line.cut();
    }
    expect((await following).map(({ stream }) => stream)).toEqual(['test.a', 'test.b', 'test.c']);
  });

  it('connects again by itself after the server ended its connections', async () => {
    await store.append('test.a', 'none', [newEvent()]);
    await log.pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name LIKE 'event store%' AND datname = current_database()`);
    const event = newEvent();
    const retried = async () => {
      for (;;) {
        try {
          return await store.append('test.a', 0, [event]);
        } catch (error) {
          if (!(error instanceof StoreUnavailable)) throw error;
        }
      }
    };
    expect(await retried()).toMatchObject({ revision: 1 });
    expect(await readWhole(log.store)).toHaveLength(2);
  });

  it('cannot be opened where nobody answers', async () => {
    const url = new URL(log.url);
    url.port = '1';
    await expect(openPostgresEventStore({ connectionString: url.toString() })).rejects.toBeInstanceOf(StoreUnavailable);
  });
});

describe('a store whose log is away', () => {
  let log: TestLog;
  beforeEach(async () => (log = await openTestLog()));
  afterEach(() => log.close());
  const connections = async () =>
    (
      await log.pool.query(`SELECT FROM pg_stat_activity
      WHERE application_name LIKE 'event store%' AND datname = current_database()`)
    ).rowCount;
  const failed = async () => {
    const { rows } = await log.pool.query<{ count: string }>(
      'SELECT xact_rollback AS count FROM pg_stat_database WHERE datname = current_database()',
    );
    return Number(rows[0]?.count);
  };

  it('is not opened, and leaves no connection behind', async () => {
    await log.store.close();
    await log.pool.query('ALTER TABLE event_log RENAME TO event_log_away');
    await expect(log.another()).rejects.toThrow('event_log');
    await until(async () => (await connections()) === 0);
  });

  // As while a dump is restored under a running service.
  it('goes on with its subscriptions when the log is back', async () => {
    const following = followUntil(log.store, (events) => events.length === 2);
    await log.store.append('test.a', 'none', [newEvent()]);
    await log.pool.query('ALTER TABLE event_log RENAME TO event_log_away');
    const before = await failed();
    await log.pool.query(`SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
      WHERE application_name LIKE 'event store%' AND datname = current_database()`);
    // The listening connection has asked in vain.
    await until(async () => (await failed()) > before);
    await log.pool.query('ALTER TABLE event_log_away RENAME TO event_log');
    const other = await log.another();
    await other.append('test.b', 'none', [newEvent()]);
    await other.close();
    expect((await following).map(({ stream }) => stream)).toEqual(['test.a', 'test.b']);
  });
});
