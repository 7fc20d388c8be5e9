import { Pool } from 'pg';
import { z } from 'zod';
import type { EventStore } from '../port';
import { openPostgresEventStore } from '../postgres/store';
import type { RecordedEvent } from '../recorded-event';
import { readWhole } from '../testing/collect';
import { Effects } from '../testing/effects';
import { newEvent } from '../testing/new-event';
import { openTestLog, type TestLog } from '../testing/test-log';
import type { SubscriptionHandler } from './apply';
import { parkedEvents } from './parking';
import { redrive } from './redrive';
import { runSubscription, type SubscriptionAlert, type SubscriptionOptions } from './run-subscription';
import { subscriptionStatus } from './status';
import { until } from '../testing/until';

describe('a durable subscription', () => {
  let log: TestLog;
  let effects: Effects;
  let alerts: SubscriptionAlert[];
  let running: { aborter: AbortController; done: Promise<void> }[];
  beforeEach(async () => {
    log = await openTestLog();
    effects = new Effects(log.pool);
    await effects.create();
    alerts = [];
    running = [];
  });
  afterEach(async () => {
    await stop();
    await log.close();
  });

  interface Start extends Pick<SubscriptionOptions, 'concerns'> {
    store?: EventStore;
    version?: number;
    pool?: Pool;
    types?: string[];
  }
  function start(handle: SubscriptionHandler, options: Start = {}): void {
    const aborter = new AbortController();
    const done = runSubscription({
      pool: options.pool ?? log.pool,
      store: options.store ?? log.store,
      name: 'effects',
      version: options.version ?? 1,
      filter: options.types === undefined ? {} : { types: options.types },
      handle,
      ...(options.concerns && { concerns: options.concerns }),
      onAlert: (alert) => alerts.push(alert),
      signal: aborter.signal,
    });
    running.push({ aborter, done });
  }
  async function stop(): Promise<void> {
    for (const { aborter } of running) aborter.abort();
    await Promise.all(running.map(({ done }) => done));
    running = [];
  }
  async function appendMany(from: number, to: number, streams = 5): Promise<void> {
    for (let n = from; n <= to; n += 1) await log.store.append(`test.s-${n % streams}`, 'any', [newEvent({}, { n })]);
  }
  const numbers = async () => (await effects.all()).map(({ n }) => n);
  const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);

  it('has the effect of each event once, in order, over stops and starts', async () => {
    await appendMany(1, 20);
    start(effects.write);
    await effects.reach(20);
    await appendMany(21, 30);
    await stop();
    await appendMany(31, 40);
    start(effects.write);
    await effects.reach(40);
    expect(await numbers()).toEqual(range(1, 40));
    const [status] = await subscriptionStatus(log.pool);
    expect(status).toMatchObject({ name: 'effects', version: 1, parked: 0, position: await log.store.head() });
    expect(alerts).toEqual([]);
  });

  it('takes all that waits into one transaction', async () => {
    await appendMany(1, 30);
    const sizes: number[] = [];
    start(async (events, tx) => {
      sizes.push(events.length);
      await effects.write(events, tx);
    });
    await effects.reach(30);
    expect(sizes).toEqual([30]);
  });

  it('starts from the beginning with another version', async () => {
    await appendMany(1, 3);
    start(effects.write);
    await effects.reach(3);
    start(effects.write, { version: 2 });
    await effects.reach(6);
    expect(await numbers()).toEqual([1, 2, 3, 1, 2, 3]);
  });

  it('notes how far it has looked also where nothing is for it', async () => {
    await appendMany(1, 5);
    start(effects.write, { types: ['Unheard'] });
    const head = await log.store.head();
    await until(async () => (await subscriptionStatus(log.pool))[0]?.position === head);
    expect(await numbers()).toEqual([]);
  });

  it('begins no transaction for what does not concern it, and notes that it has looked', async () => {
    await appendMany(1, 5);
    const handled: number[] = [];
    const ofEvents = (events: readonly RecordedEvent[]) => events.map(({ data }) => z.number().parse(data['n']));
    start(
      (events) => {
        handled.push(...ofEvents(events));
        return Promise.resolve();
      },
      { concerns: (events) => Promise.resolve(ofEvents(events).some((n) => n > 5)) },
    );
    const noted = async () => (await subscriptionStatus(log.pool))[0]?.position === (await log.store.head());
    await until(noted);
    expect(handled).toEqual([]);
    await appendMany(6, 6);
    await until(noted);
    expect(handled).toEqual([6]);
  });

  it('has each effect once when two processes run it, and the second goes on when the first stops', async () => {
    const other = new Pool({ connectionString: log.url, pipeline: true });
    start(effects.write);
    start(effects.write, { pool: other });
    await appendMany(1, 60);
    await effects.reach(60);
    running[0]?.aborter.abort();
    await running[0]?.done;
    await appendMany(61, 70);
    await effects.reach(70);
    expect(await numbers()).toEqual(range(1, 70));
    await stop();
    await other.end();
  });

  it('rolls the effect back with the checkpoint, and repeats, when the database fails meanwhile', async () => {
    await appendMany(1, 10);
    let failures = 3;
    start(async (events, tx) => {
      await effects.write(events, tx);
      if (failures-- > 0) await tx.query('SELECT pg_terminate_backend(pg_backend_pid())');
    });
    await effects.reach(10);
    expect(await numbers()).toEqual(range(1, 10));
    expect(await parkedEvents(log.pool)).toEqual([]);
  });

  it('repeats also when its connection ends while the handler does something else', async () => {
    const ended = new Pool({ connectionString: log.url, pipeline: true });
    ended.on('error', () => undefined);
    await appendMany(1, 3);
    let calls = 0;
    start(
      async (events, tx) => {
        calls += 1;
        if (calls === 1) {
          const { rows } = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
          const gone = new Promise((resolve) => tx.once('end', resolve));
          await log.pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
          await gone;
        }
        await effects.write(events, tx);
      },
      { pool: ended },
    );
    await effects.reach(3);
    expect(calls).toBe(2);
    expect(await numbers()).toEqual(range(1, 3));
    await stop();
    await ended.end();
  });

  it('parks nothing while what it needs is missing: it raises an alert and waits', async () => {
    await appendMany(1, 5);
    start(async (events, tx) => {
      await tx.query('SELECT FROM not_migrated_yet');
      await effects.write(events, tx);
    });
    await until(() => alerts.length > 0);
    expect(alerts[0]).toMatchObject({ kind: 'stalled', name: 'effects', version: 1 });
    await log.pool.query('CREATE TABLE not_migrated_yet ()');
    await effects.reach(5);
    expect(await parkedEvents(log.pool)).toEqual([]);
  }, 15_000);

  it('does not take a swallowed error of the database for success', async () => {
    await appendMany(1, 1);
    let calls = 0;
    start(async (events, tx) => {
      calls += 1;
      if (calls === 1) await tx.query('SELECT 1/0').catch(() => undefined);
      else await effects.write(events, tx);
    });
    await effects.reach(1);
    expect(calls).toBe(2);
  });

  it('takes what it cannot tell the concern of for its concern', async () => {
    await appendMany(1, 5);
    const concerns = () => {
      throw new TypeError('no such thing');
    };
    start(effects.write, { concerns });
    await effects.reach(5);
    expect(await numbers()).toEqual(range(1, 5));
    expect(alerts).toEqual([]);
  });

  it('parks an event that its upcaster fails on, and goes on with the others', async () => {
    const upcast = (data: RecordedEvent['data']) => {
      if (data['n'] === 2) throw new TypeError('no name');
      return data;
    };
    const store = await openPostgresEventStore({
      connectionString: log.url,
      upcasters: [{ type: 'SomethingHappened', from: 1, upcast }],
    });
    await appendMany(1, 8, 4);
    const concerns = (events: readonly RecordedEvent[]) => events.some(({ data }) => data['n'] !== 0);
    start(effects.write, { store, concerns });
    await effects.reach(6);
    await until(() => alerts.length > 0);
    expect(await numbers()).toEqual([1, 3, 4, 5, 7, 8]);
    expect(alerts).toMatchObject([{ kind: 'parked', event: { stream: 'test.s-2', revision: 0 } }]);
    const parked = await parkedEvents(log.pool);
    expect(parked.map(({ revision, reason }) => [revision, reason])).toEqual([
      [0, expect.stringMatching(/^event \S+ \(SomethingHappened\) cannot be read: .* no name$/)],
      [1, null],
    ]);
    await stop();
    await store.close();
  });

  it('parks an event also where what went wrong cannot be stored as it is', async () => {
    await appendMany(1, 1);
    start(() => Promise.reject(new Error('cannot read "a\0b"')));
    await until(() => alerts.length > 0);
    expect(alerts).toMatchObject([{ kind: 'parked', error: { message: 'cannot read "a\0b"' } }]);
    expect((await parkedEvents(log.pool)).map(({ reason }) => reason)).toEqual(['cannot read "ab"']);
  });

  describe('with a poison event', () => {
    let poison: (n: unknown) => boolean;
    const handle: SubscriptionHandler = async (events, tx) => {
      for (const { data } of events)
        if (poison(data['n'])) throw new Error(`cannot handle ${JSON.stringify(data['n'])}`);
      await effects.write(events, tx);
    };
    const redriveNow = (stream: string) =>
      redrive({ pool: log.pool, store: log.store, name: 'effects', version: 1, stream, handle });

    beforeEach(async () => {
      poison = (n) => n === 13;
      await appendMany(1, 40);
      start(handle);
      await effects.reach(40 - 6);
    });

    it('parks it and its stream’s later events, raises an alert, and goes on with the others', async () => {
      const held = [13, 18, 23, 28, 33, 38];
      expect(await numbers()).toEqual(range(1, 40).filter((n) => !held.includes(n)));
      const events = await readWhole(log.store);
      const [thirteen] = events.filter(({ data }) => data['n'] === 13);
      expect(alerts).toMatchObject([
        { kind: 'parked', name: 'effects', event: { id: thirteen?.id, stream: 'test.s-3', revision: 2 } },
      ]);
      const parked = await parkedEvents(log.pool);
      expect(parked.map(({ revision, reason }) => [revision, reason])).toEqual([
        [2, 'cannot handle 13'],
        ...[3, 4, 5, 6, 7].map((revision) => [revision, null]),
      ]);
      await appendMany(41, 45);
      await effects.reach(40 - 6 + 4);
      await until(async () => (await parkedEvents(log.pool)).length === 7);
    });

    it('hands them over in order when they are redriven, and goes on with the stream', async () => {
      poison = () => false;
      expect(await redriveNow('test.s-3')).toEqual({ handled: 6, remaining: 0 });
      expect((await numbers()).slice(-6)).toEqual([13, 18, 23, 28, 33, 38]);
      expect(await parkedEvents(log.pool)).toEqual([]);
      await appendMany(41, 45);
      await effects.reach(45);
      expect([...(await numbers())].sort((a, b) => a - b)).toEqual(range(1, 45));
    });

    it('keeps what a redrive achieves before it fails again', async () => {
      poison = (n) => n === 28;
      const result = await redriveNow('test.s-3');
      expect(result).toMatchObject({ handled: 3, remaining: 3, error: { message: 'cannot handle 28' } });
      expect((await parkedEvents(log.pool)).map(({ revision }) => revision)).toEqual([5, 6, 7]);
      expect((await subscriptionStatus(log.pool))[0]?.parked).toBe(3);
    });

    it('has nothing to redrive in other streams', async () => {
      expect(await redriveNow('test.s-1')).toEqual({ handled: 0, remaining: 0 });
    });
  });
});
