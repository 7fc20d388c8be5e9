import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { Pool } from 'pg';
import { Effects } from '../testing/effects';
import { numbered } from '../testing/integration-event';
import { openPostgresBus } from './postgres-bus';

describe('a PostgreSQL bus on a server whose transactions are isolated more strictly by default', () => {
  let database: TestDatabase;
  let pool: Pool;
  beforeAll(async () => {
    database = await createTestDatabase();
    const name = new URL(database.url).pathname.slice(1);
    pool = new Pool({ connectionString: database.url, pipeline: true });
    await pool.query(`ALTER DATABASE ${name} SET default_transaction_isolation = 'repeatable read'`);
    await pool.end();
    pool = new Pool({ connectionString: database.url, pipeline: true });
    await Effects.createTable(pool);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  it('is written and read by several processes at once', async () => {
    // Another address: a broker of its own, which is what another process has.
    const urls = ['one', 'two', 'three'].map((name) => `${database.url}?application_name=${name}`);
    const buses = await Promise.all(
      urls.map((connectionString) => openPostgresBus({ bus: { connectionString }, inbox: pool })),
    );
    const effects = new Effects(pool, 'g');
    for (const bus of buses) await bus.consume('g', ['t'], (events, tx) => effects.record(events, tx));
    await Promise.all(
      buses.map(async (bus, nth) => {
        for (let n = 1; n <= 50; n += 1)
          await bus.publish('t', [numbered(`key-${nth}`, n), numbered(`other-${nth}`, n)]);
      }),
    );
    await effects.reach(300);
    const upTo50 = Array.from({ length: 50 }, (_, n) => n + 1);
    const keys = [0, 1, 2].flatMap((nth) => [`key-${nth}`, `other-${nth}`]).sort();
    expect(await effects.perKey()).toEqual(Object.fromEntries(keys.map((key) => [key, upTo50])));
    await Promise.all(buses.map((bus) => bus.close()));
  });
});
