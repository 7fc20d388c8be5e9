import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Pool } from 'pg';
import { readCheckpoint } from '../subscription/checkpoint';
import { subscriptionStatus } from '../subscription/status';
import { counts, inTwoTables } from '../testing/counts';
import { newEvent } from '../testing/new-event';
import { openTestLog, type TestLog } from '../testing/test-log';
import { checkpointOf, type Projection } from './projection';
import { runProjection } from './run-projection';
import { prepareProjection, removePredecessors, takeOver } from './versions';

const ROOT = join(__dirname, '../../../..');
const HOOK = join(ROOT, 'test/support/source-condition.cjs');
const PROGRAM = join(__dirname, '../testing/building-process.ts');

/** Resolves when a transaction of this database waits for another's lock; at the latest after 100 ms. */
async function somebodyWaits(pool: Pool): Promise<void> {
  const until = Date.now() + 100;
  while (Date.now() < until) {
    const { rowCount } = await pool.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if (rowCount !== 0) return;
  }
}

describe('a projection', () => {
  let log: TestLog;
  let running: { aborter: AbortController; done: Promise<void> }[] = [];
  beforeEach(async () => (log = await openTestLog()));
  afterEach(async () => {
    await stop();
    await log.close();
  });

  async function start(projection: Projection) {
    const aborter = new AbortController();
    const { pool, store } = log;
    await prepareProjection(pool, projection);
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
        `SELECT tablename AS t FROM pg_tables WHERE tablename LIKE '%counts\\_v_' ORDER BY 1`,
      )
    ).rows.map(({ t }) => t);

  it('is readable by its plain name from the start', async () => {
    await start(counts(1));
    expect(await rows()).toEqual([]);
    await append('test.a');
    await append('test.a');
    await append('test.b');
    await until(async () => (await total()) === 3);
    expect(await rows()).toEqual([
      { stream: 'test.a', n: 2 },
      { stream: 'test.b', n: 1 },
    ]);
  });

  it('is built anew beside the version in use, which stays up to date, and taken over when it has caught up', async () => {
    await append('test.a');
    await start(counts(1));
    await until(async () => (await total()) === 1);
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    await start(counts(2, () => gate));
    await append('test.a');
    await until(async () => (await total()) === 2);
    expect(await rows()).toEqual([{ stream: 'test.a', n: 2 }]);
    expect(await tables()).toEqual(['counts_v1', 'counts_v2']);

    open();
    await until(async () => 'doubled' in ((await rows())[0] ?? {}));
    expect(await rows()).toEqual([{ stream: 'test.a', n: 2, doubled: 4 }]);
    // The old version's tables go; whoever still wrote there ends without a word.
    await until(async () => (await tables()).length === 1);
    expect(await tables()).toEqual(['counts_v2']);
    await append('test.a');
    await until(async () => (await total()) === 3);
    await running[0]?.done;
    expect(await rows()).toEqual([{ stream: 'test.a', n: 3, doubled: 6 }]);
    expect((await subscriptionStatus(log.pool)).map(({ version }) => version)).toEqual([2]);
  });

  it('is taken over also where the version in use has looked further than the log goes', async () => {
    await append('test.a');
    await start(counts(1));
    await until(async () => (await total()) === 1);
    await stop();
    // As in a log that lies within a larger one of others.
    await log.pool.query(`UPDATE subscription_checkpoints SET position = position || '9' WHERE version = 1`);
    await start(counts(2));
    await until(async () => 'doubled' in ((await rows())[0] ?? {}));
    expect(await rows()).toEqual([{ stream: 'test.a', n: 1, doubled: 2 }]);
  });

  it('drops the old version while that one is writing, neither waiting for the other', async () => {
    const halfway = new EventEmitter();
    const next = inTwoTables(2, () => Promise.resolve());
    await start(
      inTwoTables(1, async () => {
        halfway.emit('there');
        await somebodyWaits(log.pool);
      }),
    );
    await prepareProjection(log.pool, next);
    await readCheckpoint(log.pool, checkpointOf(next));
    expect(await takeOver(log.pool, log.store, next)).toBe(true);
    const ended = new AbortController();
    const appending = (async () => {
      while (!ended.signal.aborted) await append('test.a');
    })();
    // A machine may stand still for as long as we wait for a lock; not ten times in a row.
    let refusals = 0;
    const removed = async (): Promise<void> => {
      await once(halfway, 'there');
      await removePredecessors(log.pool, next).catch((error: unknown) => {
        if (++refusals === 10) throw error;
        return removed();
      });
    };
    await removed().finally(() => ended.abort());
    await appending;
    expect(await tables()).toEqual(['counts_v2', 'last_counts_v2']);
  });

  it('shows its readers the old rows until the switch, then all of the new, while events keep coming', async () => {
    for (let n = 0; n < 50; n += 1) await append(`test.${n % 7}`);
    await start(counts(1));
    await until(async () => (await total()) === 50);
    const ended = new AbortController();
    const appending = (async () => {
      for (let n = 0; !ended.signal.aborted; n += 1) await append(`test.${n % 7}`);
    })();
    const seen: { sum: number; version: number }[] = [];
    const reading = (async () => {
      while (!ended.signal.aborted) {
        const now = await rows();
        seen.push({ sum: now.reduce((sum, { n }) => sum + n, 0), version: 'doubled' in (now[0] ?? {}) ? 2 : 1 });
      }
    })();
    await start(counts(2));
    await until(async () => (await tables()).length === 1);
    ended.abort();
    await Promise.all([appending, reading]);

    expect(new Set(seen.map(({ version }) => version))).toEqual(new Set([1, 2]));
    expect(seen).toEqual(seen.toSorted((a, b) => a.version - b.version));
    expect(seen).toEqual(seen.toSorted((a, b) => a.sum - b.sum));
    expect(seen[0]?.sum).toBeGreaterThanOrEqual(50);
  });

  it('lets a reader finish what it is reading before the switch', async () => {
    await append('test.a');
    await start(counts(1));
    await until(async () => (await total()) === 1);
    const reader = await log.pool.connect();
    await reader.query('BEGIN');
    await reader.query('SELECT * FROM counts');
    await start(counts(2));
    const { pool } = log;
    await until(async () => (await readCheckpoint(pool, checkpointOf(counts(2)))) === (await log.store.head()));
    expect((await reader.query('SELECT * FROM counts')).rows).toEqual([{ stream: 'test.a', n: 1 }]);
    await reader.query('COMMIT');
    reader.release();
    await until(async () => 'doubled' in ((await rows())[0] ?? {}));
  });

  it('goes on where it was when the process that builds it is killed', async () => {
    for (let n = 0; n < 40; n += 1) {
      await log.store.append(
        `test.${n}`,
        'none',
        Array.from({ length: 200 }, () => newEvent()),
      );
    }
    await start(counts(1));
    await until(async () => (await total()) === 8_000);
    await stop();

    const args = ['--conditions=@sanban/source', '-r', HOOK, PROGRAM, log.url];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let batches = 0;
    createInterface({ input: child.stdout }).on('line', () => {
      // In the midst of the third batch's transaction.
      if (++batches === 3) child.kill('SIGKILL');
    });
    await once(child, 'close');

    const position = await readCheckpoint(log.pool, checkpointOf(counts(2)));
    expect(position > '' && position < (await log.store.head())).toBe(true);
    expect(await total()).toBe(8_000);
    expect((await rows())[0]).not.toHaveProperty('doubled');
    let again = 0;
    await start(counts(2, () => Promise.resolve((again += 1))));
    await until(async () => (await tables()).length === 1);
    expect(again).toBeLessThanOrEqual(6);
    expect(await total()).toBe(8_000);
    expect((await rows()).every((row) => 'doubled' in row && row.doubled === 2 * row.n)).toBe(true);
  });

  it('starts from the beginning where an earlier life of the same version was dropped', async () => {
    await append('test.a');
    await start(counts(1));
    await until(async () => (await total()) === 1);
    await start(counts(2));
    await until(async () => (await tables()).length === 1);
    await stop();
    await prepareProjection(log.pool, counts(1));
    expect(await readCheckpoint(log.pool, checkpointOf(counts(1)))).toBe('');
  });

  it('may be started by several processes at once', async () => {
    await Promise.all([1, 2, 3].map(() => start(counts(1))));
    for (let n = 0; n < 20; n += 1) await append('test.a');
    await until(async () => (await total()) === 20);
    expect(await rows()).toEqual([{ stream: 'test.a', n: 20 }]);
  });
});
