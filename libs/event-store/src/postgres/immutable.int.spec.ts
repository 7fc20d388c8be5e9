import { Client } from 'pg';
import { newEvent } from '../testing/new-event';
import { openTestLog, type TestLog } from '../testing/test-log';
import { createLog } from './tables';

describe('the log in PostgreSQL', () => {
  let log: TestLog;
  beforeAll(async () => {
    log = await openTestLog();
    await log.store.append('test.thing-1', 'none', [newEvent(), newEvent()]);
  });
  afterAll(() => log.close());

  it.each([
    "UPDATE event_log SET type = 'Other'",
    'UPDATE event_log SET type = type WHERE false',
    'DELETE FROM event_log',
    'TRUNCATE event_log',
    'TRUNCATE event_log CASCADE',
    'MERGE INTO event_log e USING (SELECT 1 AS position) s ON e.position = s.position WHEN MATCHED THEN DELETE',
    "INSERT INTO event_log SELECT * FROM event_log ON CONFLICT (position) DO UPDATE SET type = 'Other'",
    'DELETE FROM event_log_head',
    'INSERT INTO event_log_head DEFAULT VALUES',
  ])('refuses %s, even from its owner', async (sql) => {
    const before = await log.store.readStream('test.thing-1');
    await expect(log.pool.query(sql)).rejects.toThrow(/append-only/);
    expect(await log.store.readStream('test.thing-1')).toEqual(before);
  });

  it('refuses it also where triggers are switched off for the session', async () => {
    const client = new Client({ connectionString: log.url });
    await client.connect();
    await client.query("SET session_replication_role = 'replica'");
    await expect(client.query('DELETE FROM event_log')).rejects.toThrow(/append-only/);
    await client.end();
  });

  it('refuses an event that would share a position, a revision or an id, instead of losing it in silence', async () => {
    const copy = (columns: string) =>
      log.pool.query(`INSERT INTO event_log SELECT ${columns}, type, schema_version, data, metadata
        FROM event_log WHERE position = 1`);
    await expect(copy("1, gen_random_uuid(), 'other', 0")).rejects.toMatchObject({ code: '23505' });
    await expect(copy('99, gen_random_uuid(), stream, 0')).rejects.toMatchObject({ code: '23505' });
    await expect(copy("99, id, 'other', 0")).rejects.toMatchObject({ code: '23505' });
  });

  it('is created once, also by several processes at the same time, each schema with its own', async () => {
    const schemas = ['finance', 'tax'];
    for (const schema of schemas) await log.pool.query(`CREATE SCHEMA ${schema}`);
    await Promise.all(
      [...schemas, ...schemas, ...schemas].map(async (schema) => {
        const client = new Client({ connectionString: log.url, options: `-c search_path=${schema},public` });
        await client.connect();
        await createLog(client);
        await client.end();
      }),
    );
    const { rows } = await log.pool.query<{ nspname: string }>(
      `SELECT nspname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace WHERE relname = 'event_log' ORDER BY 1`,
    );
    expect(rows.map(({ nspname }) => nspname)).toEqual(['finance', 'public', 'tax']);
  });
});
