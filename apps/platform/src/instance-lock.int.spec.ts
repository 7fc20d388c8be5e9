import { setTimeout as delay } from 'node:timers/promises';
import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { Client } from 'pg';
import { lockInstance } from './instance-lock';

describe('the lock of an instance', () => {
  let database: TestDatabase;
  let observer: Client;
  beforeAll(async () => {
    database = await createTestDatabase();
    observer = new Client({ connectionString: database.url });
    await observer.connect();
  });
  afterAll(async () => {
    await observer.end();
    await database.drop();
  });

  const holders = async () => {
    const { rows } = await observer.query<{ pid: number }>(
      `SELECT l.pid FROM pg_locks l JOIN pg_stat_activity a USING (pid)
        WHERE l.locktype = 'advisory' AND l.granted AND a.datname = current_database()`,
    );
    return rows.map(({ pid }) => pid);
  };

  it('is taken again when its connection is lost, and lets nobody else in', async () => {
    const lock = await lockInstance(database.url);
    await lock.announce('4711 http://127.0.0.1:3000');
    const [first] = await holders();
    await observer.query('SELECT pg_terminate_backend($1)', [first]);
    let now = await holders();
    while (now.length === 0 || now[0] === first) {
      await delay(20);
      now = await holders();
    }
    await expect(lockInstance(database.url)).rejects.toMatchObject({ who: '4711 http://127.0.0.1:3000' });

    await lock.release();
    const next = await lockInstance(database.url);
    await next.release();
    expect(await holders()).toEqual([]);
  });

  it('is given up while the database is away', async () => {
    const other = await createTestDatabase();
    const lock = await lockInstance(other.url);
    await other.drop();
    await lock.release();
  });
});
