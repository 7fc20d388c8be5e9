import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { isDeepStrictEqual } from 'node:util';
import { Pool } from 'pg';
import { PoisonMessage, type ConsumeOptions, type Handler } from '../port';
import { Semaphore } from '../semaphore';
import { Effects } from '../testing/effects';
import { numbered } from '../testing/integration-event';
import { receive, type Delivery } from './delivery';
import { Fenced, Inbox } from './inbox';
import { PartitionProcessor } from './partition-processor';
import { redrive } from './redrive';
import { createInboxTables } from './tables';

const delivery = (n: number): Delivery =>
  receive({ topic: 't', partition: 0, offset: n }, 'a', {
    specversion: '1.0',
    ...numbered('a', n, `event-${n}`).event,
  });

describe('the inbox of a partition', () => {
  let database: TestDatabase;
  let pool: Pool;
  let cases = 0;
  let group: string;
  let effects: Effects;
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new Pool({ connectionString: database.url, pipeline: true });
    pool.on('error', () => undefined);
    // Several services may start on an empty schema at once.
    await Promise.all([createInboxTables(pool), createInboxTables(pool), createInboxTables(pool)]);
    await Effects.createTable(pool);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });
  beforeEach(() => {
    group = `group-${(cases += 1)}`;
    effects = new Effects(pool, group);
  });

  const member = async (
    handler: Handler = (events, tx) => effects.record(events, tx),
    { concerns = () => true, foreign = false }: ConsumeOptions = {},
  ) => {
    const inbox = new Inbox(pool, 1_000);
    const source = { group, topic: 't', partition: 0 };
    const options = {
      inbox,
      handler,
      concerns,
      foreign,
      slots: new Semaphore(2),
      attempts: 3,
      onError: () => undefined,
    };
    return new PartitionProcessor(source, await inbox.position(source), options);
  };
  const { signal } = new AbortController();

  it('refuses the batch of a member that has lost its partition, with all its effect', async () => {
    const [old, fresh] = [await member(), await member()];
    await fresh.process([delivery(0), delivery(1)], signal);
    await expect(old.process([delivery(0), delivery(1)], signal)).rejects.toThrow(Fenced);
    expect(await effects.perKey()).toEqual({ a: [0, 1] });
  });

  it('passes over what does not concern the group, and notes that with what does, or when it is told to', async () => {
    const transactions: number[][] = [];
    const even = await member(
      (events, tx) => {
        transactions.push(events.map(({ offset }) => Number(offset)));
        return effects.record(events, tx);
      },
      { concerns: ({ offset }) => Number(offset) % 2 === 0 },
    );
    const stands = () => new Inbox(pool, 1_000).position({ group, topic: 't', partition: 0 });
    await even.process([delivery(0), delivery(1), delivery(2), delivery(3)], signal);
    expect([even.position, await stands()]).toEqual([4, 3]);
    await even.process([delivery(4), delivery(5)], signal);
    await even.process([delivery(7)], signal);
    expect([even.position, even.ahead, await stands()]).toEqual([8, true, 5]);
    await even.note();
    expect([even.ahead, await stands()]).toEqual([false, 8]);
    await even.process([delivery(8)], signal);
    expect(transactions).toEqual([[0, 2], [4], [8]]);
    expect(await stands()).toBe(9);
  });

  it('passes over nothing for a group that somebody else has moved on', async () => {
    const [old, fresh] = [await member(undefined, { concerns: () => false }), await member()];
    await fresh.process([delivery(0)], signal);
    await old.process([delivery(0)], signal);
    await expect(old.note()).rejects.toThrow(Fenced);
  });

  it('does not pass over what is no event: it goes to the dead letters', async () => {
    const none = await member(undefined, { concerns: () => false });
    await none.process([delivery(0), receive({ topic: 't', partition: 0, offset: 1 }, 'a', 'no event')], signal);
    const { rows } = await pool.query('SELECT "offset"::int AS o FROM bus_dead_letters WHERE group_name = $1', [group]);
    expect(rows).toEqual([{ o: 1 }]);
  });

  const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
  const structured = { specversion: '1.0', ...numbered('a', 1, 'event-1').event };

  it.each<[string, string, unknown]>([
    ['a key without end', '键'.repeat(2_000), structured],
    ['a NUL in the key', 'a\0b', structured],
    ['half a surrogate pair in the key', 'a\ud800', structured],
    ['an id without end', 'a', { ...structured, id: '号'.repeat(1_024) }],
    ['a NUL in the id', 'a', { ...structured, id: 'a\0b' }],
    ['half a surrogate pair in the id', 'a', { ...structured, id: '\ud800' }],
    ['data without end of levels', 'a', { ...structured, data: nested(6_000) }],
    ['an unknown attribute without end of levels', 'a', { ...structured, more: nested(100_000) }],
  ])('comes past %s', async (_, key, body) => {
    const processor = await member();
    const bad = (offset: number) => receive({ topic: 't', partition: 0, offset }, key, body);
    const other = { ...numbered('b', 1, 'other').event, specversion: '1.0' };
    await processor.process([bad(0), bad(1), receive({ topic: 't', partition: 0, offset: 2 }, 'b', other)], signal);
    expect(await effects.perKey()).toEqual({ b: [1] });
    const { rows } = await pool.query<{ id: string }>(
      'SELECT event_id AS id FROM bus_dead_letters WHERE group_name = $1 ORDER BY "offset"',
      [group],
    );
    expect(rows).toEqual([{ id: 't/0/0' }, { id: 't/0/1' }]);
  });

  it('puts an event aside once that is poison in two partitions at the same time; its key goes on in the other', async () => {
    const inbox = new Inbox(pool, 5_000);
    const refusing: Handler = (events, tx) => {
      const culprit = events.find(({ id }) => id === 'twice');
      return culprit ? Promise.reject(new PoisonMessage(culprit.id, 'no')) : effects.record(events, tx);
    };
    const work = async (partition: number) => {
      const source = { group, topic: 't', partition };
      const says = (offset: number, id: string) =>
        receive({ topic: 't', partition, offset }, `key-${partition}`, {
          specversion: '1.0',
          ...numbered('a', offset, id).event,
        });
      const options = {
        ...{ inbox, handler: refusing, concerns: () => true, foreign: false },
        ...{ slots: new Semaphore(2), attempts: 3, onError: () => undefined },
      };
      const processor = new PartitionProcessor(source, await inbox.position(source), options);
      await processor.process([says(0, 'twice')], signal);
      await processor.process([says(1, `after-${partition}`)], signal);
    };
    const holding = await pool.connect();
    await holding.query('BEGIN; LOCK TABLE bus_dead_letters IN SHARE MODE');
    const both = Promise.all([work(0), work(1)]);
    const waiting = `SELECT FROM pg_locks WHERE NOT granted AND relation = 'bus_dead_letters'::regclass`;
    while ((await pool.query(waiting)).rowCount !== 2) await new Promise((resolve) => setTimeout(resolve, 10));
    await holding.query('COMMIT');
    holding.release();
    await both;
    const { rows } = await pool.query<{ id: string; partition: number }>(
      'SELECT event_id AS id, partition FROM bus_dead_letters WHERE group_name = $1 ORDER BY "offset"',
      [group],
    );
    const [first, second, ...others] = rows;
    expect(first?.id).toBe('twice');
    expect(second).toEqual({ id: `after-${first?.partition}`, partition: first?.partition });
    expect(others).toEqual([]);
    expect(await effects.perKey()).toEqual({ [`key-${1 - (first?.partition ?? 0)}`]: [1] });
  });

  it('leaves out what lies before its position: a fetch may run ahead of the seek', async () => {
    await (await member()).process([delivery(0), delivery(1)], signal);
    await (await member()).process([delivery(0), delivery(1), delivery(2)], signal);
    expect(await effects.perKey()).toEqual({ a: [0, 1, 2] });
  });

  it('knows a message of a foreign system by what it says, also from the dead letters', async () => {
    const { event } = numbered('a', 1, 'one');
    const says = (offset: number, other: object = {}) =>
      receive({ topic: 't', partition: 0, offset }, 'a', { specversion: '1.0', ...event, ...other });
    const state = { refuses: true };
    const handled: string[] = [];
    const handler: Handler = (events) => {
      const culprit = events.find(({ data }) => state.refuses && isDeepStrictEqual(data, { n: 2 }));
      if (culprit) return Promise.reject(new PoisonMessage(culprit.id, 'not yet'));
      handled.push(...events.map(({ source, data }) => `${source} ${JSON.stringify(data)}`));
      return Promise.resolve();
    };
    const processor = await member(handler, { foreign: true });
    const again = { time: '2022-08-22T10:00:00+08:00', correlationid: 'other' };
    const batch = [says(0), says(1, again), says(2, { source: '/other' }), says(3, { data: { n: 2 } })];
    await processor.process(batch, signal);
    await processor.process([says(4), says(5, { data: { n: 2 } }), says(6, { data: { n: 3 } })], signal);
    expect(handled).toEqual(['/testing {"n":1}', '/other {"n":1}']);

    state.refuses = false;
    await redrive(new Inbox(pool, 1_000), group, 'a', receive, handler);
    await processor.process([says(7, { data: { n: 2 } }), says(8, { data: { n: 3 } })], signal);
    expect(handled.slice(2)).toEqual(['/testing {"n":2}', '/testing {"n":3}']);
  });

  it('finds the one message at fault in a large batch with few attempts', async () => {
    let calls = 0;
    const processor = await member((events, tx) => {
      calls += 1;
      if (events.some(({ id }) => id === 'event-70')) throw new Error('cannot be handled');
      return effects.record(events, tx);
    });
    await processor.process(
      Array.from({ length: 128 }, (_, n) => delivery(n)),
      signal,
    );
    expect((await effects.perKey())['a']).toEqual(Array.from({ length: 70 }, (_, n) => n));
    expect(processor.position).toBe(128);
    expect(calls).toBeLessThan(40);
  });

  it('takes a broken transaction that the handler has hidden for the handler’s failure', async () => {
    const processor = await member(async (_, tx) => {
      await tx.query('SELECT 1/0').catch(() => undefined);
    });
    await processor.process([delivery(0)], signal);
    const letters = await pool.query<{ reason: string }>('SELECT reason FROM bus_dead_letters WHERE group_name = $1', [
      group,
    ]);
    expect(letters.rows.map(({ reason }) => reason).join()).toContain('aborted');
  });

  it('blames no message when its own books cannot be read', async () => {
    const processor = await member();
    const stopping = new AbortController();
    await pool.query('ALTER TABLE bus_inbox RENAME TO bus_inbox_away');
    try {
      setTimeout(() => stopping.abort(), 300);
      await processor.process([delivery(0)], stopping.signal);
    } finally {
      await pool.query('ALTER TABLE bus_inbox_away RENAME TO bus_inbox');
    }
    expect(processor.position).toBe(0);
    await processor.process([delivery(0)], signal);
    expect(await effects.perKey()).toEqual({ a: [0] });
  });
});
