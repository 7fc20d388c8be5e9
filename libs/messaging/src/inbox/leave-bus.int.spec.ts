import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Pool } from 'pg';
import { partitionOf } from '../partitioner';
import type { Bus } from '../port';
import { openPostgresBus } from '../postgres/postgres-bus';
import { Effects, until } from '../testing/effects';
import { numbered } from '../testing/integration-event';
import { discardDeadLetter } from './discard';

const LEAVE_BUS = readFileSync(join(__dirname, '../../../../deploy/leave-bus.sql'), 'utf8');
const GROUP = 'group';
const TOPIC = 'moved';

describe('leaving a bus for another', () => {
  let database: TestDatabase;
  let pool: Pool;
  let effects: Effects;
  beforeEach(async () => {
    database = await createTestDatabase();
    pool = new Pool({ connectionString: database.url, pipeline: true });
    pool.on('error', () => undefined);
    await Effects.createTable(pool);
    effects = new Effects(pool, GROUP);
  });
  afterEach(async () => {
    await pool.end();
    await database.drop();
  });

  const on = async (schema: string, work: (bus: Bus) => Promise<void>) => {
    const bus = await openPostgresBus({ bus: { connectionString: database.url }, schema, inbox: pool });
    try {
      await work(bus);
    } finally {
      await bus.close();
    }
  };
  const follow = (bus: Bus) => bus.consume(GROUP, [TOPIC], (events, tx) => effects.record(events, tx));
  const publish = (bus: Bus, ...numbers: number[]) =>
    bus.publish(
      TOPIC,
      numbers.map((n) => numbered('a', n, `event-${n}`)),
    );
  const readAll = async (bus: Bus) => {
    await follow(bus);
    await until(async () => (await bus.lag(GROUP)) === 0);
  };
  /** As the next message of the key, what no event is. */
  const putUnreadable = (schema: string) =>
    pool.query(
      `WITH place AS (
         UPDATE ${schema}.partitions SET next_offset = next_offset + 1 WHERE partition = $1
         RETURNING topic_id, partition, next_offset - 1 AS "offset")
       INSERT INTO ${schema}.messages (topic_id, partition, "offset", key, event)
       SELECT topic_id, partition, "offset", 'a', '{}' FROM place`,
      [partitionOf('a', 6)],
    );
  const discardFirst = async (bus: Bus) => {
    const [letter] = await bus.listDeadLetters(GROUP);
    const discard = { group: GROUP, key: 'a', event: letter?.eventId ?? '', by: 'operator', reason: 'not readable' };
    expect(await discardDeadLetter(pool, discard)).toEqual({ discarded: true, remaining: 0 });
  };

  it('waits until everything there is read and nothing of it lies in the dead letters', async () => {
    await on('bus', async (bus) => {
      await publish(bus, 1);
      await readAll(bus);
    });
    await on('bus', (bus) => publish(bus, 2, 3));
    await expect(pool.query(LEAVE_BUS)).rejects.toThrow('public: 2 messages are not read yet');
    await putUnreadable('bus');
    await on('bus', readAll);
    await expect(pool.query(LEAVE_BUS)).rejects.toThrow('public: 1 dead letters are left');
    await on('bus', discardFirst);
    await pool.query(LEAVE_BUS);
    await on('elsewhere', () => Promise.resolve());
  });

  it('begins the other from its beginning: what was handled is left out, what lies where something else lay is not', async () => {
    await on('bus', async (bus) => {
      await publish(bus, 1);
      await putUnreadable('bus');
      await readAll(bus);
      await discardFirst(bus);
    });
    await expect(on('elsewhere', readAll)).rejects.toThrow('configured is the bus');
    await pool.query(LEAVE_BUS);
    await on('elsewhere', async (bus) => {
      await publish(bus, 1);
      await putUnreadable('elsewhere');
      await readAll(bus);
      expect(await bus.listDeadLetters(GROUP)).toMatchObject([{ key: 'a', event: {} }]);
      await discardFirst(bus);
      await publish(bus, 2);
      await effects.reach(2);
    });
    expect(await effects.perKey()).toEqual({ a: [1, 2] });
    expect((await pool.query('SELECT FROM bus_discarded')).rowCount).toBe(2);
  });
});
