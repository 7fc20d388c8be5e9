import { createTestDatabase, Wire, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { Membership } from './membership';
import { createBusTables } from './tables';
import { Topics } from './topics';

describe('membership of a group', () => {
  let database: TestDatabase;
  let pool: Pool;
  let wire: Wire;
  let frozenPool: Pool;
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new Pool({ connectionString: database.url, pipeline: true });
    wire = await Wire.to(database.url);
    frozenPool = new Pool({ connectionString: wire.url, pipeline: true });
    frozenPool.on('error', () => undefined);
    await createBusTables(pool, 'bus');
  });
  afterAll(async () => {
    wire.close();
    await frozenPool.end();
    await pool.end();
    await database.drop();
  });

  // The renewal holds the group's lock; a process that froze in the middle of it held every other member up for a minute.
  it('goes on without a member that has frozen in the middle of its renewal', async () => {
    const topic = await new Topics(pool, 'bus').named('t', 6);
    const join = (through: Pool) => new Membership(through, 'bus', 'g', randomUUID(), [topic], 300);
    const frozen = join(frozenPool);
    await frozen.renew([]);
    const standing = wire.freezeAfter('pg_advisory_xact_lock');
    const renewing = frozen.renew([]).catch((error: unknown) => error);
    await standing;
    const other = join(pool);
    let owned = 0;
    while (owned < 6) owned = (await other.renew([])).owned.length;
    wire.cut();
    expect(await renewing).toBeInstanceOf(Error);
  }, 20_000);
});
