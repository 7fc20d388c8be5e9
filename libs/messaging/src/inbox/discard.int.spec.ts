import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { Pool } from 'pg';
import { PoisonMessage, type Handler } from '../port';
import { Semaphore } from '../semaphore';
import { Effects, numberOf } from '../testing/effects';
import { numbered } from '../testing/integration-event';
import { receive, type Delivery } from './delivery';
import { discardDeadLetter } from './discard';
import { listDiscarded } from './discarded';
import { Inbox } from './inbox';
import { PartitionProcessor } from './partition-processor';
import { redrive } from './redrive';
import { createInboxTables } from './tables';

const GROUP = 'group';
const SOURCE = { group: GROUP, topic: 't', partition: 0 };
const delivery = (n: number): Delivery =>
  receive({ topic: 't', partition: 0, offset: n }, 'a', {
    specversion: '1.0',
    ...numbered('a', n, `event-${n}`).event,
  });

describe('a dead letter that can never be handled', () => {
  let database: TestDatabase;
  let pool: Pool;
  let effects: Effects;
  let handler: Handler;
  beforeEach(async () => {
    database = await createTestDatabase();
    pool = new Pool({ connectionString: database.url, pipeline: true });
    pool.on('error', () => undefined);
    await createInboxTables(pool);
    await Effects.createTable(pool);
    effects = new Effects(pool, GROUP);
    // Number 1 is poison and stays so.
    handler = (events, tx) => {
      const poison = events.find((event) => numberOf(event) === 1);
      return poison ? Promise.reject(new PoisonMessage(poison.id, 'no such agency')) : effects.record(events, tx);
    };
    await arrive(delivery(0), delivery(1), delivery(2), delivery(3));
  });
  afterEach(async () => {
    await pool.end();
    await database.drop();
  });

  async function arrive(...deliveries: Delivery[]): Promise<void> {
    const inbox = new Inbox(pool, 1_000);
    const options = {
      inbox,
      handler,
      concerns: () => true,
      foreign: false,
      slots: new Semaphore(2),
      attempts: 3,
      onError: () => undefined,
    };
    const processor = new PartitionProcessor(SOURCE, await inbox.position(SOURCE), options);
    await processor.process(deliveries, new AbortController().signal);
  }
  const discard = (event: string, by = 'operator') =>
    discardDeadLetter(pool, { group: GROUP, key: 'a', event, by, reason: 'the agency was dissolved' });
  const kept = async () => (await pool.query<Record<string, unknown>>('SELECT * FROM bus_discarded')).rows;

  it('is kept with who gave it up and why; the rest of its key goes on', async () => {
    expect(await discard('event-1')).toEqual({ discarded: true, remaining: 2 });
    expect(await kept()).toMatchObject([
      {
        group_name: GROUP,
        event_id: 'event-1',
        key: 'a',
        event: { data: { n: 1 } },
        failure: expect.stringContaining('no such agency') as string,
        discarded_by: 'operator',
        reason: 'the agency was dissolved',
      },
    ]);
    expect(await redrive(new Inbox(pool, 1_000), GROUP, 'a', receive, handler)).toEqual({
      handled: 2,
      remaining: 0,
      reason: null,
    });
    await arrive(delivery(4));
    expect(await effects.perKey()).toEqual({ a: [0, 2, 3, 4] });
  });

  it('counts once when it is discarded twice, also at the same time', async () => {
    const outcomes = await Promise.all([discard('event-1', 'one'), discard('event-1', 'other')]);
    expect(outcomes).toEqual([1, 2].map(() => ({ discarded: true, remaining: 2 })));
    expect(await kept()).toHaveLength(1);
  });

  it('is none that only waits behind another, and none that is not there', async () => {
    for (const event of ['event-2', 'event-9']) {
      expect(await discard(event)).toEqual({ discarded: false, remaining: 3 });
    }
    expect(await kept()).toEqual([]);
  });

  it('does not come again, although it is delivered again', async () => {
    await discard('event-1');
    await arrive(
      receive({ topic: 't', partition: 0, offset: 4 }, 'a', {
        specversion: '1.0',
        ...numbered('a', 1, 'event-1').event,
      }),
    );
    expect(await effects.perKey()).toEqual({ a: [0] });
    expect((await pool.query('SELECT FROM bus_dead_letters')).rowCount).toBe(2);
  });

  it('may be discarded again when it comes again after the inbox has forgotten it: both are kept', async () => {
    await discard('event-1', 'one');
    await redrive(new Inbox(pool, 1_000), GROUP, 'a', receive, handler);
    await pool.query('DELETE FROM bus_inbox');
    const again = (offset: number) =>
      receive({ topic: 't', partition: 0, offset }, 'a', { specversion: '1.0', ...numbered('a', 1, 'event-1').event });
    await arrive(again(4), delivery(5));
    expect(await discard('event-5')).toEqual({ discarded: false, remaining: 2 });
    expect(await discard('event-1', 'other')).toEqual({ discarded: true, remaining: 1 });
    expect(await kept()).toMatchObject([
      { event_id: 'event-1', discarded_by: 'one', offset: '1' },
      { event_id: 'event-1', discarded_by: 'other', offset: '4' },
    ]);
  });

  it('is not yet discarded again where it only lies there again', async () => {
    await discard('event-1');
    await pool.query('DELETE FROM bus_inbox');
    const again = receive({ topic: 't', partition: 0, offset: 4 }, 'a', {
      specversion: '1.0',
      ...numbered('a', 1, 'event-1').event,
    });
    await arrive(again);
    expect(await discard('event-1')).toEqual({ discarded: false, remaining: 3 });
  });

  it('is listed newest first, also where a schema of an earlier version has discarded some', async () => {
    await pool.query('ALTER TABLE bus_discarded DROP COLUMN seq');
    await pool.query(
      `INSERT INTO bus_discarded (group_name, event_id, topic, partition, "offset", key, event, failure, failed_at,
         discarded_by, reason, discarded_at)
       SELECT 'earlier', 'event-' || n, 't', 0, n, 'a', '{}', 'unknown', '2022-08-22T01:00:00Z', 'operator', 'old',
         '2022-08-22T02:00:00Z' FROM generate_series(1, 3) AS n`,
    );
    await createInboxTables(pool);
    await createInboxTables(pool);
    await discard('event-1');
    const all = await listDiscarded(pool, '9223372036854775807', 10);
    const which = (letters: typeof all) => letters.map(({ letter: { group, event } }) => `${group} ${event}`);
    expect(which(all)).toEqual(['group event-1', 'earlier event-3', 'earlier event-2', 'earlier event-1']);
    expect(which(await listDiscarded(pool, all[1]!.seq, 1))).toEqual(['earlier event-2']);
    expect(all[3]?.letter).toEqual({
      group: 'earlier',
      key: 'a',
      topic: 't',
      partition: 0,
      offset: '1',
      event: 'event-1',
      failure: 'unknown',
      failedAt: '2022-08-22T09:00:00.000+08:00',
      discardedBy: 'operator',
      reason: 'old',
      discardedAt: '2022-08-22T10:00:00.000+08:00',
    });
  });
});
