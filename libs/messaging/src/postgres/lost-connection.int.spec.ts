import { createTestDatabase, Wire, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { Pool } from 'pg';
import { BusUnavailable } from '../port';
import { until } from '../testing/effects';
import { numbered } from '../testing/integration-event';
import { Listener } from './listener';
import { openPostgresBus } from './postgres-bus';

describe('a PostgreSQL bus whose connection is lost', () => {
  let database: TestDatabase;
  let pool: Pool;
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new Pool({ connectionString: database.url, pipeline: true, max: 1 });
  });
  afterEach(() => jest.useRealTimers());
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  // Nothing ends a connection whose packets a firewall drops: publishers waited behind it for ever.
  it('says that it is unavailable when the line has gone silent, and goes on over another', async () => {
    const line = await Wire.to(database.url);
    const bus = await openPostgresBus({ bus: { connectionString: line.url }, inbox: pool });
    try {
      await bus.publish('silent', [numbered('a', 1)]);
      jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'performance', 'Date'] });
      line.swallowAnswers();
      const state = { settled: false };
      const publishing = bus.publish('silent', [numbered('a', 2)]).finally(() => (state.settled = true));
      const rejected = expect(publishing).rejects.toThrow(BusUnavailable);
      while (!state.settled) await jest.advanceTimersByTimeAsync(1_000);
      await rejected;
      jest.useRealTimers();
      line.cut();
      // That a connection has been cut may show only when it is used: whoever is told so publishes the same again.
      const published = () =>
        bus.publish('silent', [numbered('a', 2)]).then(
          () => true,
          (error: unknown) => {
            expect(error).toBeInstanceOf(BusUnavailable);
            return false;
          },
        );
      await until(published);
    } finally {
      jest.useRealTimers();
      line.close();
      await bus.close();
    }
  }, 20_000);

  it('closes while its listener waits for a connection', async () => {
    const held = await pool.connect();
    const listener = new Listener(pool, 'news', 'self', { look: () => Promise.resolve(), group: () => undefined });
    await until(() => pool.waitingCount === 1);
    const stopped = listener.stop();
    held.release();
    await stopped;
    expect(listener.connected).toBe(false);
  });
});
