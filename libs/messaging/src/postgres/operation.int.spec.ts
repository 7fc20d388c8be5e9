import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { Client, Pool } from 'pg';
import { LIST_DEAD_LETTERS } from '../inbox/dead-letters';
import { LIST_DISCARDED } from '../inbox/discarded';
import { WHAT_IS_KNOWN } from '../inbox/inbox';
import { PRUNE } from '../inbox/pruner';
import { BusUnavailable, type Bus } from '../port';
import { until } from '../testing/effects';
import { numbered } from '../testing/integration-event';
import { FETCH } from './partition-worker';
import { openPostgresBus, type PostgresBusOptions } from './postgres-bus';

describe('the PostgreSQL bus in operation', () => {
  let database: TestDatabase;
  let pool: Pool;
  const buses: Bus[] = [];
  const open = async (options: Partial<PostgresBusOptions> = {}) => {
    const bus = await openPostgresBus({ bus: { connectionString: database.url }, inbox: pool, ...options });
    buses.push(bus);
    return bus;
  };
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new Pool({ connectionString: database.url, pipeline: true });
    pool.on('error', () => undefined);
  });
  afterEach(async () => {
    await Promise.all(buses.splice(0).map((bus) => bus.close()));
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  it('is created once, however many services open it at the same time', async () => {
    await pool.query('CREATE SCHEMA together_service');
    const inbox = new Pool({ connectionString: database.url, options: '-c search_path=together_service' });
    inbox.on('error', () => undefined);
    const opened = await Promise.all(
      Array.from({ length: 5 }, (_, n) =>
        openPostgresBus({ schema: 'together', bus: n % 2 ? { pool } : { connectionString: database.url }, inbox }),
      ),
    );
    await Promise.all(opened.map((bus) => bus.close()));
    await inbox.end();
    const tables = await pool.query(`SELECT count(*)::int AS n FROM pg_tables WHERE schemaname = 'together'`);
    expect(tables.rows).toEqual([{ n: 6 }]);
    const known = await pool.query('SELECT bus FROM together_service.bus_identity');
    expect(known.rows).toEqual((await pool.query(`SELECT 'postgres ' || id AS bus FROM together.identity`)).rows);
  });

  it('is created by one while another, who has seen that it is missing, waits', async () => {
    await pool.query('CREATE SCHEMA waiting_service');
    const own = new Pool({ connectionString: database.url, options: '-c search_path=waiting_service', pipeline: true });
    const openOwn = (schema: string) => openPostgresBus({ schema, bus: { pool: own }, inbox: own });
    // Its connection has created a schema before, and so looks nothing up that would tell it of news.
    await (await openOwn('earlier')).close();
    await own.query('DELETE FROM bus_identity');
    const first = new Client({ connectionString: database.url });
    await first.connect();
    await first.query(
      `BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('sanban.bus.awaited', 0)); CREATE SCHEMA awaited`,
    );
    const second = openOwn('awaited');
    const waiting = `SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
    await until(async () => (await pool.query(waiting)).rowCount === 1);
    await first.query('COMMIT');
    await first.end();
    try {
      await (await second).close();
    } finally {
      await own.end();
    }
  });

  it('is not opened by a service that has read another one', async () => {
    await open();
    await expect(open({ schema: 'elsewhere' })).rejects.toThrow(
      /is of the bus postgres (\S+), configured is the bus postgres (?!\1)\S+:/,
    );
  });

  it('gets an identity when it comes from an earlier version, and then keeps it', async () => {
    const earlier = await openPostgresBus({ bus: { pool }, inbox: pool });
    await earlier.close();
    await pool.query('DROP TABLE bus.identity; DROP TABLE bus_identity; ALTER TABLE bus_discarded DROP COLUMN seq');
    await open();
    // A broker of its own: what another process has.
    await open({ bus: { pool } });
    const known = await pool.query('SELECT bus FROM bus_identity');
    expect(known.rows).toEqual((await pool.query(`SELECT 'postgres ' || id AS bus FROM bus.identity`)).rows);
  });

  it('refuses another number of partitions than a topic has', async () => {
    await open({ topics: { 'declared.topic': 3 } });
    await expect(open({ topics: { 'declared.topic': 4 } })).rejects.toThrow(/has 3 partitions, 4 are declared/);
    await expect(open({ schema: 'no schema' })).rejects.toThrow(/plain name/);
  });

  it('never shows a reader an offset before an earlier one, while several write', async () => {
    const bus = await open();
    const other = await open({ bus: { pool } });
    const writing = Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        (n % 2 ? bus : other).publish('dense', [numbered(`k${n % 5}`, n), numbered('x', n)]),
      ),
    );
    const state = { writing: true };
    void writing.then(() => (state.writing = false));
    while (state.writing) {
      const holes = await pool.query(
        `SELECT partition FROM bus.messages m JOIN bus.topics t ON t.id = m.topic_id WHERE t.name = 'dense'
         GROUP BY partition HAVING max("offset") <> count(*) - 1`,
      );
      expect(holes.rows).toEqual([]);
    }
    await writing;
  });

  it('wakes a member of another process at once, not at the next poll', async () => {
    const here = await open();
    // A broker of its own: what another process has.
    const elsewhere = await open({ bus: { pool } });
    let received = 0;
    await here.consume('far', ['far'], () => {
      received = performance.now();
      return Promise.resolve();
    });
    await until(() => here.status().connected && here.status().groups[0]?.partitions.length === 6);
    // Several times: the poll of a second might happen to come just then.
    for (const n of [1, 2, 3, 4, 5]) {
      const sent = performance.now();
      await elsewhere.publish('far', [numbered('a', n)]);
      await until(() => received > sent);
      expect(received - sent).toBeLessThan(400);
    }
  });

  it('says that it is unavailable while PostgreSQL is away, and goes on by itself afterwards', async () => {
    const bus = await open();
    let got = 0;
    await bus.consume('back', ['back'], (events) => {
      got += events.length;
      return Promise.resolve();
    });
    await until(() => bus.status().connected);
    const admin = new Pool({ connectionString: database.url.replace(/\/[^/]*$/, '/postgres') });
    const name = new URL(database.url).pathname.slice(1);
    await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    await admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1`, [name]);
    await until(() => !bus.status().connected);
    await expect(bus.publish('back', [numbered('a', 1)])).rejects.toThrow(BusUnavailable);
    expect(bus.status().lastError).not.toBeNull();
    await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
    await admin.end();
    await until(() => bus.status().connected);
    await bus.publish('back', [numbered('a', 1)]);
    await until(() => got === 1);
    await until(() => bus.status().lastError === null);
  }, 30_000);

  it('sends no more of a large call once a part of it has failed', async () => {
    const bus = await open();
    await bus.publish('parts', [numbered('a', 1)]);
    const blocking = await pool.connect();
    await blocking.query('BEGIN; SELECT FROM bus.partitions FOR UPDATE');
    const large = Array.from({ length: 3_000 }, (_, n) => numbered('a', n + 2));
    const refused = expect(bus.publish('parts', large)).rejects.toThrow(BusUnavailable);
    const waiting = `SELECT pid FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%WITH message AS%'`;
    await until(async () => (await pool.query(waiting)).rowCount === 1);
    await pool.query(`SELECT pg_terminate_backend(pid, 5000) FROM (${waiting}) AS waiting`);
    await blocking.query('ROLLBACK');
    blocking.release();
    await refused;
    await bus.publish('parts', [numbered('a', 2)]);
    const written = await pool.query<{ n: number }>(
      `SELECT (event -> 'data' ->> 'n')::int AS n FROM bus.messages m JOIN bus.topics t ON t.id = m.topic_id
       WHERE t.name = 'parts' ORDER BY "offset"`,
    );
    expect(written.rows.map(({ n }) => n)).toEqual([1, 2]);
  });

  it('refuses to read on where the bus is behind the group: it was restored from an older state', async () => {
    const bus = await open();
    await bus.publish('restored', [numbered('a', 1)]);
    await pool.query(`INSERT INTO bus_offsets SELECT 'old', 'restored', p, 100 FROM generate_series(0, 5) AS p`);
    await bus.consume('old', ['restored'], () => Promise.resolve());
    const errors = () => bus.status().groups[0]?.partitions.map(({ lastError }) => lastError) ?? [];
    await until(() => errors().length === 6 && errors().every((error) => error?.includes('older state') ?? false));
  });

  it('forgets inbox rows by age', async () => {
    await open();
    await pool.query(
      `INSERT INTO bus_inbox SELECT 'pruned', n::text, now() - (n % 2) * interval '30 days' FROM generate_series(1, 12000) AS n`,
    );
    await open();
    const left = async () =>
      (await pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM bus_inbox WHERE group_name = 'pruned'`)).rows[0]
        ?.n;
    await until(async () => (await left()) === 6000);
  });

  // Of 20,000 rows PostgreSQL 15 would rather read all.
  it('reads by index whatever is read often', async () => {
    const bus = await open();
    await bus.publish('plans', [numbered('a', 1)]);
    await pool.query(`
      INSERT INTO bus.messages SELECT t.id, 0, n, 'k' || n, '{}' FROM bus.topics t, generate_series(1000, 100000) AS n WHERE t.name = 'plans';
      INSERT INTO bus_inbox SELECT 'plans', 'event-' || n FROM generate_series(1, 100000) AS n;
      INSERT INTO bus_dead_letters SELECT 'plans', 't', 0, n, 'k' || n % 1000, 'event-' || n, '{}', 'no' FROM generate_series(1, 100000) AS n;
      INSERT INTO bus_discarded (group_name, event_id, topic, partition, "offset", key, event, failure, failed_at, discarded_by, reason)
      SELECT 'plans', 'event-' || n, 't', 0, n, 'k', '{}', 'no', now(), 'operator', 'never' FROM generate_series(1, 100000) AS n;
      ANALYZE`);
    const plan = async (sql: string, values: unknown[]) =>
      JSON.stringify((await pool.query<Record<string, unknown>>(`EXPLAIN (FORMAT JSON) ${sql}`, values)).rows);
    const some = Array.from({ length: 200 }, (_, n) => `event-${n * 7}`);
    const plans = [
      await plan(FETCH('bus'), [1, 0, 5000, 200]),
      await plan(WHAT_IS_KNOWN, ['plans', some, ['k1', 'k2'], 't', 0]),
      await plan(LIST_DEAD_LETTERS, ['plans', 't', 0, 5000, null, 100]),
      await plan(LIST_DISCARDED, [5000, 51]),
      await plan(PRUNE, [86_400_000 * 14]),
    ];
    for (const text of plans) {
      expect(text).not.toMatch(
        /"Seq Scan".{0,200}"Relation Name":"(messages|bus_inbox|bus_dead_letters|bus_discarded)"/,
      );
      expect(text).toMatch(/Index/);
    }
  });
});
