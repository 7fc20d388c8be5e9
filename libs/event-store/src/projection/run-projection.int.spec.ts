import { newEvent } from '../testing/new-event';
import { openTestLog, type TestLog } from '../testing/test-log';
import type { Projection } from './projection';
import { runProjection } from './run-projection';

/** Counts by stream; version 2 doubles them and has a column more. `gate` holds its building up. */
const counts = (version: number, gate: Promise<void> = Promise.resolve()): Projection<'counts'> => ({
  name: 'counts',
  version,
  tables: {
    counts: (table) =>
      `CREATE TABLE ${table} (stream text PRIMARY KEY, n int NOT NULL${version > 1 ? ', doubled int NOT NULL' : ''})`,
  },
  async handle(events, tx, { counts: table }) {
    await gate;
    for (const { stream } of events) {
      await tx.query(
        version > 1
          ? `INSERT INTO ${table} AS c VALUES ($1, 1, 2) ON CONFLICT (stream) DO UPDATE SET n = c.n + 1, doubled = c.doubled + 2`
          : `INSERT INTO ${table} AS c VALUES ($1, 1) ON CONFLICT (stream) DO UPDATE SET n = c.n + 1`,
        [stream],
      );
    }
  },
});

describe('a projection', () => {
  let log: TestLog;
  let running: { aborter: AbortController; done: Promise<void> }[] = [];
  beforeEach(async () => (log = await openTestLog()));
  afterEach(async () => {
    await stop();
    await log.close();
  });

  function start(projection: Projection<'counts'>) {
    const aborter = new AbortController();
    const { pool, store } = log;
    const done = runProjection({
      pool,
      store,
      projection,
      onAlert: ({ error }) => {
        throw error;
      },
      signal: aborter.signal,
    });
    running.push({ aborter, done });
  }
  async function stop() {
    for (const { aborter } of running) aborter.abort();
    await Promise.all(running.map(({ done }) => done));
    running = [];
  }
  const append = (stream: string) => log.store.append(stream, 'any', [newEvent()]);
  const rows = async () => (await log.pool.query<{ n: number }>('SELECT * FROM counts ORDER BY stream')).rows;
  const until = async (condition: () => Promise<boolean>) => {
    while (!(await condition().catch(() => false))) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  const total = async () => (await rows()).reduce((sum, { n }) => sum + n, 0);
  const tables = async () =>
    (
      await log.pool.query<{ t: string }>(
        `SELECT tablename AS t FROM pg_tables WHERE tablename LIKE 'counts%' ORDER BY 1`,
      )
    ).rows.map(({ t }) => t);

  it('is readable by its plain name from the start', async () => {
    await append('test.a');
    await append('test.a');
    await append('test.b');
    start(counts(1));
    await until(async () => (await total()) === 3);
    expect(await rows()).toEqual([
      { stream: 'test.a', n: 2 },
      { stream: 'test.b', n: 1 },
    ]);
  });

  it('is built anew beside the version in use, which stays up to date, and taken over when it has caught up', async () => {
    await append('test.a');
    start(counts(1));
    await until(async () => (await total()) === 1);
    let open = (): void => undefined;
    start(counts(2, new Promise<void>((resolve) => (open = resolve))));
    await append('test.a');
    await until(async () => (await total()) === 2);
    expect(await rows()).toEqual([{ stream: 'test.a', n: 2 }]);
    expect(await tables()).toEqual(['counts_v1', 'counts_v2']);

    open();
    await until(async () => 'doubled' in ((await rows())[0] ?? {}));
    expect(await rows()).toEqual([{ stream: 'test.a', n: 2, doubled: 4 }]);
    await append('test.a');
    await until(async () => (await total()) === 3);

    // Once the new version starts again nobody needs the old one's tables.
    await stop();
    start(counts(2));
    await until(async () => (await tables()).length === 1);
    expect(await tables()).toEqual(['counts_v2']);
    await append('test.b');
    await until(async () => (await total()) === 4);
    expect(await rows()).toEqual([
      { stream: 'test.a', n: 3, doubled: 6 },
      { stream: 'test.b', n: 1, doubled: 2 },
    ]);
  });

  it('may be started by several processes at once', async () => {
    for (let n = 0; n < 3; n += 1) start(counts(1));
    for (let n = 0; n < 20; n += 1) await append('test.a');
    await until(async () => (await total()) === 20);
    expect(await rows()).toEqual([{ stream: 'test.a', n: 20 }]);
  });
});
