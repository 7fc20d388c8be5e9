import { createTestDatabase } from '@sanban/embedded-postgres/testing';
import { Client } from 'pg';
import type { EventStore } from '../port';
import { followUntil, readWhole } from '../testing/collect';
import { newEvent } from '../testing/new-event';
import { openTestLog, type TestLog } from '../testing/test-log';

const numbers = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, n) => from + n);
const positionsOf = async (store: EventStore): Promise<number[]> =>
  (await readWhole(store)).map(({ position }) => Number(position));

const WAITING_FOR_LOCK = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;

/** Where other stores on PostgreSQL lose or reorder events. */
describe('the order of the log is the order of the commits', () => {
  let log: TestLog;
  beforeEach(async () => (log = await openTestLog()));
  afterEach(() => log.close());

  it('an append that fails, or whose transaction is rolled back, leaves no gap', async () => {
    const { store, pool } = log;
    await store.append('test.a', 'none', [newEvent()]);
    await expect(store.append('test.a', 'none', [newEvent()])).rejects.toThrow();
    const event = newEvent();
    await store.append('test.b', 'none', [event]);
    await expect(store.append('test.c', 'none', [newEvent(), event])).rejects.toThrow();
    const writer = await pool.connect();
    await writer.query('BEGIN; SELECT FROM event_log_head FOR UPDATE');
    await writer.query(`INSERT INTO event_log SELECT 3, gen_random_uuid(), 'test.d', 0, type, 1, data, metadata
      FROM event_log WHERE position = 1`);
    await writer.query('ROLLBACK');
    writer.release();
    await store.append('test.e', 'none', [newEvent()]);
    expect(await positionsOf(store)).toEqual([1, 2, 3]);
  });

  it('positions stay dense and revisions rise while many stores commit concurrently', async () => {
    const stores = [log.store, await log.another(), await log.another(), await log.another()];
    await Promise.all(
      numbers(0, 399).map(async (n) => {
        const store = stores[n % stores.length] ?? log.store;
        // Streams that all stores write to, some appends refused.
        await store.append(`test.s-${n % 30}`, n % 7 === 0 ? 'none' : 'any', [newEvent()]).catch(() => undefined);
      }),
    );
    const events = await readWhole(log.store);
    expect(events.length).toBeGreaterThan(300);
    expect(events.map(({ position }) => Number(position))).toEqual(numbers(1, events.length));
    const next = new Map<string, number>();
    for (const { stream, revision } of events) {
      expect(revision).toBe(next.get(stream) ?? 0);
      next.set(stream, revision + 1);
    }
    await Promise.all(stores.slice(1).map((store) => store.close()));
  });

  it('positions stay dense when groups that are sent one behind the other fail', async () => {
    const { store, pool } = log;
    const repeated = newEvent();
    await store.append('test.repeated', 'none', [repeated]);
    for (let round = 0; round < 10; round += 1) {
      const outcomes = await Promise.allSettled(
        numbers(1, 100).map((n) => {
          if (n === 20) return store.append('test.repeated', 'any', [repeated]);
          if (n === 40) return store.append(`test.other-${round}`, 'none', [{ ...repeated, type: 'Other' }]);
          return store.append(`test.s-${n}`, round === 0 ? 'none' : round - 1, [newEvent()]);
        }),
      );
      expect(outcomes.flatMap(({ status }, n) => (status === 'rejected' ? [n + 1] : []))).toEqual([40]);
      // Somebody else takes the next position without a word.
      await pool.query(`INSERT INTO event_log SELECT max(position) + 1, gen_random_uuid(), 'test.foreign', ${round}, 'T', 1, '{}', '{}'
        FROM event_log`);
    }
    expect(await positionsOf(store)).toEqual(numbers(1, 1 + 10 * 99));
  });

  it('a group sent behind another one does not follow what somebody else has written in its place', async () => {
    const { store, pool } = log;
    const streams = numbers(1, 32).map((n) => `test.s-${n}`);
    const appendToAll = () => streams.map((stream) => store.append(stream, 'any', [newEvent()]));
    // Busy for so long between two groups that they overlap.
    for (let round = 0; round < 20; round += 1) {
      const until = performance.now() + 20;
      while (performance.now() < until);
      await Promise.all(appendToAll());
    }
    const writer = await pool.connect();
    await writer.query('BEGIN; SELECT FROM event_log_head FOR UPDATE');
    const twice = Promise.all([...appendToAll(), ...appendToAll()]);
    while ((await pool.query(WAITING_FOR_LOCK)).rowCount === 0);
    await writer.query(`INSERT INTO event_log
      SELECT (SELECT max(position) FROM event_log) + n, gen_random_uuid(), 'test.foreign', n - 1, 'T', 1, '{}', '{}'
      FROM generate_series(1, 32) n; COMMIT`);
    writer.release();
    await twice;
    for (const stream of streams) {
      expect((await store.readStream(stream)).map(({ revision }) => revision)).toEqual(numbers(0, 21));
    }
    expect(await positionsOf(store)).toEqual(numbers(1, 23 * 32));
  });

  it('a writer that commits late is waited for: nothing is seen beyond it, and it is not skipped', async () => {
    const { store, pool } = log;
    await store.append('test.first', 'none', [newEvent()]);
    const following = followUntil(store, (events) => events.length === 4);
    const late = await pool.connect();
    await late.query('BEGIN; SELECT FROM event_log_head FOR UPDATE');
    await late.query(`INSERT INTO event_log SELECT 2, gen_random_uuid(), 'test.late', 0, type, 1, data, metadata
      FROM event_log WHERE position = 1`);
    const waiting = Promise.all(['test.x', 'test.y'].map((stream) => store.append(stream, 'none', [newEvent()])));
    expect(await positionsOf(store)).toEqual([1]);
    await late.query('COMMIT');
    late.release();
    await waiting;
    // The late writer told nobody: it is found all the same.
    const streams = (await following).map(({ stream }) => stream);
    expect(streams).toEqual(['test.first', 'test.late', 'test.x', 'test.y']);
  });

  it('what commits without a word to us is found within the poll', async () => {
    const { store, pool } = log;
    await store.append('test.first', 'none', [newEvent()]);
    const following = followUntil(store, (events) => events.length === 2);
    await pool.query(`INSERT INTO event_log SELECT 2, gen_random_uuid(), 'test.silent', 0, type, 1, data, metadata
      FROM event_log WHERE position = 1`);
    expect((await following).map(({ stream }) => stream)).toEqual(['test.first', 'test.silent']);
  });

  it('a long transaction with an id of its own, here or in another database, holds up neither writer nor reader', async () => {
    const other = await createTestDatabase();
    const elsewhere = new Client({ connectionString: other.url });
    await elsewhere.connect();
    await elsewhere.query('BEGIN; SELECT pg_current_xact_id()');
    const here = await log.pool.connect();
    await here.query('BEGIN; SELECT pg_current_xact_id(); SELECT count(*) FROM event_log');

    const following = followUntil(log.store, (events) => events.length === 50);
    await Promise.all(numbers(1, 50).map((n) => log.store.append(`test.s-${n}`, 'none', [newEvent()])));
    expect(await following).toHaveLength(50);
    const reader = await log.another();
    expect(await readWhole(reader)).toHaveLength(50);
    await reader.close();

    // Neither is there anything that such a transaction would make grow: nothing of the log is ever updated.
    const { rows } = await log.pool.query<{ size: string }>(`SELECT pg_relation_size('event_log_head') AS size`);
    expect(Number(rows[0]?.size)).toBe(8192);

    await here.query('ROLLBACK');
    here.release();
    await elsewhere.end();
    await other.drop();
  });
});
