import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import type { PoolClient } from 'pg';
import type { Timer, TimerHandler } from '../hosting/decorators';
import { MovableClock } from '../clock/movable-clock';
import { openKit } from '../testing/open-kit';
import { TallyHandler } from '../testing/tally';
import { Timers } from './timers';
import { TimerWorker } from './timer-worker';

type Kit = Awaited<ReturnType<typeof openKit>>;

describe('durable timers', () => {
  let database: TestDatabase;
  let kit: Kit;
  let workers: TimerWorker[];
  const timers = new Timers();

  beforeEach(async () => {
    database = await createTestDatabase();
    kit = await openKit(database.url);
    workers = [];
  });
  afterEach(async () => {
    await Promise.all(workers.map((worker) => worker.stop()));
    await kit.close();
    await database.drop();
  });

  const inTransaction = (work: (tx: PoolClient) => Promise<void>) => withTx(kit, work);
  const schedule = (...all: Timer[]) => inTransaction((tx) => timers.schedule(tx, ...all));
  const inMs = (ms: number) => new Date(kit.clock.millis() + ms).toISOString();
  const tally = (n: number, dueAt = inMs(-1000)): Timer => ({ id: `t${n}`, kind: 'tally', dueAt, payload: { n } });
  const work = (handler: TimerHandler, on: Kit = kit) => {
    const worker = new TimerWorker(on.pool, on.clock, new Map([['tally', handler]]), on.logger);
    workers.push(worker);
    timers.onChange(() => worker.wake());
    worker.start();
    return worker;
  };
  /** Resolves with the first `count` timers that the handler was called for. */
  const firings = (count: number, act: (timer: Timer) => Promise<void> = () => Promise.resolve()) => {
    const seen: Timer[] = [];
    let done: (timers: Timer[]) => void = () => undefined;
    const all = new Promise<Timer[]>((resolve) => (done = resolve));
    const handler: TimerHandler = {
      fire: async (timer) => {
        await act(timer);
        seen.push(timer);
        if (seen.length === count) done(seen);
      },
    };
    return { handler, all };
  };
  const rows = async () => (await kit.pool.query<{ id: string }>('SELECT id FROM timers ORDER BY id')).rows;
  /** Until no timer is left: each batch's rows go when its handlers are done. */
  const untilNoneIsLeft = async () => {
    while ((await rows()).length > 0) await new Promise(setImmediate);
  };
  const tallied = async () => {
    const found: string[] = [];
    for await (const events of kit.store.readAll())
      found.push(...events.map(({ data }) => JSON.stringify(data['timer'])));
    return found.sort();
  };

  it('fires what is due with its payload, in the order of the due times, and leaves the rest', async () => {
    await schedule(tally(2, inMs(-1000)), tally(1, inMs(-2000)), tally(3, inMs(3_600_000)));
    const { handler, all } = firings(2);
    work(handler);
    expect((await all).map(({ id, payload }) => [id, payload])).toEqual([
      ['t1', { n: 1 }],
      ['t2', { n: 2 }],
    ]);
    await workers[0]!.stop();
    expect(await rows()).toEqual([{ id: 't3' }]);
  });

  it('fires at the moved clock, at once', async () => {
    const clock = await MovableClock.load(kit.pool);
    await schedule(tally(1, inMs(86_400_000)));
    const { handler, all } = firings(1);
    const worker = work(handler, { ...kit, clock });
    clock.onMove(() => worker.wake());
    await clock.moveTo(2 * 86_400_000);
    expect((await all)[0]!.id).toBe('t1');
  });

  it('forgets with the transaction, moves with the same id, and cancels', async () => {
    await expect(
      inTransaction(async (tx) => {
        await timers.schedule(tx, tally(1));
        throw new Error('roll back');
      }),
    ).rejects.toThrow('roll back');
    await schedule(tally(2), tally(3), tally(3, inMs(3_600_000)));
    await schedule(tally(2, inMs(3_600_000)));
    await inTransaction((tx) => timers.cancel(tx, 't3', 't9'));
    expect(await rows()).toEqual([{ id: 't2' }]);
  });

  it('tries again what fails, and does the others meanwhile', async () => {
    await schedule(tally(1), tally(2));
    let failures = 0;
    const { handler, all } = firings(2, ({ id }) => {
      if (id !== 't1' || failures > 0) return Promise.resolve();
      failures += 1;
      return Promise.reject(new Error('not yet'));
    });
    work(handler);
    expect((await all).map(({ id }) => id)).toEqual(['t2', 't1']);
  });

  it('is shared by two workers, each timer fired once', async () => {
    const other = await openKit(database.url);
    await schedule(...Array.from({ length: 300 }, (_, n) => tally(n)));
    const fired: string[] = [];
    work(new TallyHandler(kit.runner, (timer) => void fired.push(timer)));
    work(new TallyHandler(other.runner, (timer) => void fired.push(timer)), other);
    await untilNoneIsLeft();
    await Promise.all(workers.map((worker) => worker.stop()));
    await other.close();
    expect(new Set(fired).size).toBe(300);
    expect(fired).toHaveLength(300);
  });

  it('has each effect once, however often the process that fires is killed', async () => {
    await schedule(...Array.from({ length: 200 }, (_, n) => tally(n)));
    for (const stopAfter of [10, 40, 70]) await killAfter(stopAfter, database.url);
    work(new TallyHandler(kit.runner, () => undefined));
    await untilNoneIsLeft();
    await workers[0]!.stop();
    const effects = await tallied();
    expect(effects).toHaveLength(200);
    expect(new Set(effects).size).toBe(200);
  }, 60_000);
});

async function withTx(kit: Kit, work: (tx: PoolClient) => Promise<void>) {
  const tx = await kit.pool.connect();
  try {
    await tx.query('BEGIN');
    await work(tx);
    await tx.query('COMMIT');
  } catch (error) {
    await tx.query('ROLLBACK');
    throw error;
  } finally {
    tx.release();
  }
}

/** Runs a process that fires timers, and kills it in the middle of a batch. */
async function killAfter(count: number, databaseUrl: string): Promise<void> {
  const root = join(__dirname, '../../../..');
  const child = spawn(
    process.execPath,
    [
      '--conditions=@sanban/source',
      '--require',
      join(root, 'test/support/source-condition.cjs'),
      join(__dirname, '../testing/timer-process.ts'),
      databaseUrl,
      String(count),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const gone = once(child, 'exit');
  let seen = 0;
  for await (const chunk of child.stdout) {
    seen += String(chunk).split('\n').length - 1;
    if (seen >= count) child.kill('SIGKILL');
  }
  await gone;
  expect(seen).toBeGreaterThanOrEqual(count);
}
