import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { Pool } from 'pg';
import type { ReceivedEvent } from '../port';
import { CommitWatch, longestWait } from './commit-watch';
import { Effects, until } from './effects';
import { numbered } from './integration-event';

const GROUP = 'testing.watched';

describe('what sees effects when they are committed', () => {
  let database: TestDatabase;
  let pool: Pool;
  let watch: CommitWatch;
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new Pool({ connectionString: database.url });
    pool.on('error', () => undefined);
    await Effects.createTable(pool);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });
  beforeEach(async () => {
    watch = await CommitWatch.begin(database.url, GROUP);
  });

  const effects = (group = GROUP) => new Effects(pool, group);
  const received = (n: number): ReceivedEvent => {
    const { key, event } = numbered('key', n);
    return { ...event, key, topic: 'testing', partition: 0, offset: String(n) };
  };
  /** Has the effect of `event` done by a transaction that stays open. */
  const open = async (event: ReceivedEvent) => {
    const tx = await pool.connect();
    await tx.query('BEGIN');
    await effects().record([event], tx);
    return async (end: 'COMMIT' | 'ROLLBACK') => {
      await tx.query(end);
      tx.release();
    };
  };
  const seen = ({ id }: ReceivedEvent) => until(() => watch.at.has(id));

  it('takes the time of the commit, also where a later effect was committed earlier', async () => {
    const [slow, quick] = [received(1), received(2)];
    const end = await open(slow);
    await (
      await open(quick)
    )('COMMIT');
    await seen(quick);
    expect(watch.at.has(slow.id)).toBe(false);
    const ended = performance.now();
    await end('COMMIT');
    await seen(slow);
    expect(watch.at.get(slow.id)).toBeGreaterThan(ended);
    await watch.stop();
  });

  it('takes the commit of the repetition where the first attempt was rolled back', async () => {
    const [event, later] = [received(1), received(2)];
    await (
      await open(event)
    )('ROLLBACK');
    await (
      await open(later)
    )('COMMIT');
    await seen(later);
    expect(watch.at.has(event.id)).toBe(false);
    const repeated = performance.now();
    await (
      await open(event)
    )('COMMIT');
    await watch.stop();
    expect(watch.at.get(event.id)).toBeGreaterThan(repeated);
  });

  it('keeps the first time of one that is done twice, and leaves out other groups', async () => {
    const [event, other] = [received(1), received(2)];
    await (
      await open(event)
    )('COMMIT');
    await seen(event);
    const first = watch.at.get(event.id);
    await (
      await open(event)
    )('COMMIT');
    const tx = await pool.connect();
    await effects('another').record([other], tx);
    tx.release();
    await watch.stop();
    expect(watch.at.get(event.id)).toBe(first);
    expect(watch.at.has(other.id)).toBe(false);
  });

  it('says which wait was the longest, and how many have no end', async () => {
    await watch.stop();
    const from = new Map(Object.entries({ one: 1, two: 2, three: 3 }));
    const to = new Map(Object.entries({ two: 7, one: 4, four: 90 }));
    expect(longestWait(from, to)).toEqual({ longestMs: 5, never: 1 });
  });
});
