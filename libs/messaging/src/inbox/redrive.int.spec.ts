import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { Pool } from 'pg';
import { fromDeadLetter, toMessage } from '../kafka/message';
import { Effects } from '../testing/effects';
import { publishable } from '../publishable';
import { numbered } from '../testing/integration-event';
import { receive } from './delivery';
import { Inbox } from './inbox';
import { redrive } from './redrive';
import { createInboxTables } from './tables';

const SOURCE = { group: 'group', topic: 't', partition: 0 };

describe('a message that an earlier version could not read', () => {
  let database: TestDatabase;
  let pool: Pool;
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new Pool({ connectionString: database.url, pipeline: true });
    pool.on('error', () => undefined);
    await createInboxTables(pool);
    await Effects.createTable(pool);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  it('is handled by a redrive, and known as the event that it is from then on', async () => {
    const { key, event } = numbered('a', 1);
    const { value, headers } = toMessage(publishable(key, event));
    await pool.query(
      `INSERT INTO bus_dead_letters (group_name, topic, partition, "offset", key, event_id, event, reason)
       VALUES ('group', 't', 0, 0, 'a', 't/0/0', $1, 'not understood')`,
      [JSON.stringify({ key, headers, value })],
    );
    const effects = new Effects(pool, SOURCE.group);
    const inbox = new Inbox(pool, 1_000);
    const handler: Parameters<typeof redrive>[4] = (events, tx) => effects.record(events, tx);
    const outcome = await redrive(inbox, SOURCE.group, 'a', fromDeadLetter, handler);
    expect(outcome).toEqual({ handled: 1, remaining: 0, reason: null });

    const from = await inbox.position(SOURCE);
    const repeated = receive({ topic: 't', partition: 0, offset: 1 }, 'a', { specversion: '1.0', ...event });
    await inbox.handle(SOURCE, from, [repeated], new Map(), handler);
    expect(await effects.perKey()).toEqual({ a: [1] });
  });
});
