import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import type { Pool } from 'pg';
import { pino } from 'pino';
import { openPool } from './pool';

describe('the pool of a service', () => {
  let database: TestDatabase;
  let pool: Pool;
  beforeEach(async () => {
    database = await createTestDatabase();
    pool = openPool(database.url, 'public', pino({ level: 'silent' }));
  });
  afterEach(async () => {
    await pool.end();
    await database.drop();
  });

  it('outlives a connection that breaks while it is handed out and nobody asks anything of it', async () => {
    const client = await pool.connect();
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const gone = new Promise<void>((resolve) => client.once('end', resolve));
    await pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    await gone;
    client.release(true);
    expect((await pool.query('SELECT 1')).rowCount).toBe(1);
  });
});
