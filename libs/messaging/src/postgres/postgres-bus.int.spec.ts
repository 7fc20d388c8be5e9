import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { Pool } from 'pg';
import { numbered } from '../testing/integration-event';
import { openPostgresBus } from './postgres-bus';

describe('the PostgreSQL bus', () => {
  let database: TestDatabase;
  let pool: Pool;
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new Pool({ connectionString: database.url });
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  it('delivers', async () => {
    const bus = await openPostgresBus({ bus: { connectionString: database.url }, inbox: pool });
    await bus.publish('t', [numbered('a', 1), numbered('b', 1), numbered('a', 2)]);
    const got: string[] = [];
    await new Promise<void>((resolve) => {
      void bus.consume('g', ['t'], (events) => {
        got.push(...events.map((e) => `${e.key}${JSON.stringify(e.data)}`));
        if (got.length === 3) resolve();
        return Promise.resolve();
      });
    });
    await bus.close();
    expect(got.sort()).toEqual(['a{"n":1}', 'a{"n":2}', 'b{"n":1}']);
  });
});
