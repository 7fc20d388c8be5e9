import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { Pool } from 'pg';
import { until } from '../testing/effects';
import { numbered } from '../testing/integration-event';
import { openPostgresBus } from './postgres-bus';

describe('a member of a group', () => {
  let database: TestDatabase;
  let pool: Pool;
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new Pool({ connectionString: database.url, pipeline: true });
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  /** As after a process has stood still for longer than its lease: another member has its partitions, and keeps them. */
  const handOverTo = async (member: string) => {
    await pool.query(
      `INSERT INTO bus.members (group_name, member, topic_ids, expires_at)
       SELECT group_name, $1, topic_ids, clock_timestamp() + interval '1 hour' FROM bus.members`,
      [member],
    );
    await pool.query('UPDATE bus.leases SET member = $1', [member]);
  };

  it('has stopped when its handlers are at their end, also that of a partition that another has taken over', async () => {
    const topics = { t: 1 };
    const bus = await openPostgresBus({ bus: { connectionString: database.url }, inbox: pool, topics, leaseMs: 500 });
    const order: string[] = [];
    let finish: () => void = () => undefined;
    const member = await bus.consume('g', ['t'], async () => {
      order.push('begun');
      await new Promise<void>((resolve) => (finish = resolve));
      order.push('handled');
    });
    await bus.publish('t', [numbered('a', 1)]);
    await until(() => order.length === 1);
    try {
      await handOverTo(randomUUID());
      await until(() => bus.status().groups[0]?.partitions.length === 0);
      const stopped = member.stop().then(() => order.push('stopped'));
      setTimeout(finish, 200);
      await stopped;
      expect(order).toEqual(['begun', 'handled', 'stopped']);
    } finally {
      finish();
      await bus.close();
    }
  });
});
