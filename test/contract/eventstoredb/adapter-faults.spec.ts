import { setTimeout as delay } from 'node:timers/promises';
import {
  AppendTooLarge,
  openEventStoreDb,
  StoreUnavailable,
  type EventStore,
  type RecordedEvent,
} from '@sanban/event-store';
import { newEvent } from '@sanban/event-store/testing';
import { Cluster } from '../../support/eventstoredb/cluster';
import { startStandIn, type StandIn } from '../../support/eventstoredb/stand-in';

const WRITERS = 8;

interface Load {
  /** Ids of the events whose append was acknowledged, by stream, in order. */
  acknowledged: Map<string, string[]>;
  seen: RecordedEvent[];
}

/** Eight writers and one subscriber, while `trouble` lasts; then the writers end, and the subscriber has seen everything. */
async function underLoad(store: EventStore, trouble: () => Promise<void>): Promise<Load> {
  const acknowledged = new Map<string, string[]>();
  const seen: RecordedEvent[] = [];
  const over = new AbortController();
  const following = (async () => {
    for await (const { events } of store.subscribe({ signal: over.signal })) seen.push(...events);
  })();
  let going = true;
  const writing = Array.from({ length: WRITERS }, async (_, writer) => {
    const stream = `test.writer-${writer}`;
    const ids: string[] = [];
    acknowledged.set(stream, ids);
    while (going) {
      const events = Array.from({ length: 1 + (ids.length % 3) }, () => newEvent({}, { writer }));
      const { revision } = await store.append(stream, ids.length === 0 ? 'none' : ids.length - 1, events);
      ids.push(...events.map(({ id }) => id));
      expect(revision).toBe(ids.length - 1);
    }
  });
  await trouble();
  going = false;
  await Promise.all(writing);
  const total = [...acknowledged.values()].flat().length;
  const until = Date.now() + 15_000;
  while (seen.length < total && Date.now() < until) await delay(10);
  over.abort();
  await following;
  return { acknowledged, seen };
}

/** No event lost, none twice, none out of order: in the streams, in the log, and for the subscriber. */
async function expectWhole(store: EventStore, { acknowledged, seen }: Load): Promise<void> {
  const log: RecordedEvent[] = [];
  for await (const batch of store.readAll()) log.push(...batch);
  for (const [stream, ids] of acknowledged) {
    expect((await store.readStream(stream)).map(({ id }) => id)).toEqual(ids);
    expect(log.filter((event) => event.stream === stream).map(({ id }) => id)).toEqual(ids);
  }
  expect(log).toHaveLength([...acknowledged.values()].flat().length);
  expect(seen).toEqual(log);
  expect(log.length).toBeGreaterThan(WRITERS);
}

describe('the adapter when things go wrong', () => {
  let standIn: StandIn;
  let store: EventStore;
  beforeEach(async () => {
    standIn = await startStandIn();
    store = await openEventStoreDb({ connectionString: standIn.url });
  });
  afterEach(async () => {
    await store.close();
    await standIn.close();
  });

  it.each(['drop-before', 'drop-after'] as const)(
    'connection lost around the writing (%s): the retry settles whether it was written',
    async (kind) => {
      standIn.node.faults.next({ kind });
      const result = await store.append('test.a', 'none', [newEvent({}, { n: 1 }), newEvent({}, { n: 2 })]);
      expect(result.revision).toBe(1);
      const events = await store.readStream('test.a');
      expect(events.map(({ data }) => data['n'])).toEqual([1, 2]);
      expect(events[1]?.position).toBe(result.position);
    },
  );

  it.each(['any', 'exists'] as const)('the same for %s: never written twice', async (expected) => {
    await store.append('test.a', 'none', [newEvent()]);
    standIn.node.faults.next({ kind: 'drop-after' }, { kind: 'drop-after' }, { kind: 'drop-before' });
    expect(await store.append('test.a', expected, [newEvent()])).toMatchObject({ revision: 1 });
    expect(await store.readStream('test.a')).toHaveLength(2);
  });

  it('an answer after the time-out: one event, and the right revision', async () => {
    standIn.node.faults.next({ kind: 'late-answer', by: 7_000 });
    expect(await store.append('test.a', 'none', [newEvent()])).toMatchObject({ revision: 0 });
    expect(await store.readStream('test.a')).toHaveLength(1);
  }, 20_000);

  it('a write after the time-out, when the retry was written already: one event', async () => {
    standIn.node.faults.next({ kind: 'late-write', by: 5_500 });
    expect(await store.append('test.a', 'none', [newEvent()])).toMatchObject({ revision: 0 });
    await delay(1_000);
    expect(await store.readStream('test.a')).toHaveLength(1);
  }, 20_000);

  it('one wrong expectation among many appends fails alone', async () => {
    await store.append('test.taken', 'none', [newEvent()]);
    const outcomes = await Promise.allSettled(
      ['test.1', 'test.taken', 'test.2', 'test.taken', 'test.3'].map((stream) =>
        store.append(stream, 'none', [newEvent()]),
      ),
    );
    expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual([true, false, true, false, true]);
    expect(outcomes[1]).toMatchObject({ reason: { name: 'WrongExpectedRevision', actual: 0 } });
  });

  it('a repetition long after and after a restart: the first result; with another body an error, nothing written', async () => {
    const event = newEvent({}, { n: 1 });
    const first = await store.append('test.a', 'none', [event]);
    for (let n = 0; n < 20; n += 1) await store.append('test.a', n, [newEvent()]);
    await store.close();
    await standIn.node.restart();
    store = await openEventStoreDb({ connectionString: standIn.url });
    for (const expected of ['none', 'any', 20] as const) {
      expect(await store.append('test.a', expected, [event])).toEqual(first);
      const changed = { ...event, data: { n: 2 } };
      await expect(store.append('test.a', expected, [changed])).rejects.toMatchObject({ name: 'EventIdConflict' });
    }
    expect(await store.readStream('test.a')).toHaveLength(21);
  });

  it('another process has appended the same id with another body: an error, though the server says success', async () => {
    const other = await openEventStoreDb({ connectionString: standIn.url });
    const event = newEvent({}, { n: 1 });
    await other.append('test.a', 'none', [event]);
    await expect(store.append('test.a', 'none', [{ ...event, data: { n: 2 } }])).rejects.toMatchObject({
      name: 'EventIdConflict',
      eventId: event.id,
    });
    await other.close();
  });

  it('connections cut at random under load: nothing lost, nothing twice, nothing out of order', async () => {
    const load = await underLoad(store, async () => {
      standIn.node.faults.often(0.05);
      await delay(2_000);
      standIn.node.faults.often(0);
    });
    await expectWhole(store, load);
  }, 60_000);

  it('a server that is killed and comes back, twice: the same', async () => {
    const load = await underLoad(store, async () => {
      for (let round = 0; round < 2; round += 1) {
        await delay(300);
        await standIn.node.kill();
        await delay(400);
        await standIn.node.start();
      }
      await delay(300);
    });
    await expectWhole(store, load);
  }, 60_000);

  it('a server that stops in order and comes back: the same', async () => {
    const load = await underLoad(store, async () => {
      await delay(300);
      standIn.node.beginStop();
      await delay(500);
      await standIn.node.restart();
      await delay(300);
    });
    await expectWhole(store, load);
  }, 60_000);

  it('says that the server does not answer, once its patience is over', async () => {
    await standIn.node.kill();
    const impatient = openEventStoreDb({ connectionString: standIn.url, patience: 300 });
    await expect(impatient).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(impatient).rejects.toThrow(/127\.0\.0\.1:\d+ did not answer/);
  });

  it('an append beyond the server’s limit is a clear error at once', async () => {
    const events = Array.from({ length: 2 }, () => newEvent({}, { text: 'x'.repeat(600_000) }));
    const appending = store.append('test.a', 'none', events);
    await expect(appending).rejects.toBeInstanceOf(AppendTooLarge);
    await expect(appending).rejects.toMatchObject({ name: 'AppendTooLarge', limit: 1_048_576 });
    expect(await store.readStream('test.a')).toEqual([]);
  });
});

describe.each(['22.10.0', '24.6.0'])('a slow consumer on %s', (version) => {
  it('gets every event once and in order', async () => {
    const standIn = await startStandIn({ version });
    const store = await openEventStoreDb({ connectionString: standIn.url });
    const seen: number[] = [];
    const over = new AbortController();
    const following = (async () => {
      for await (const { events } of store.subscribe({ signal: over.signal, batchSize: 10 })) {
        await delay(20);
        seen.push(...events.map(({ data }) => Number(data['n'])));
        if (seen.length >= 300) over.abort();
      }
    })();
    for (let n = 0; n < 300; n += 1) {
      await store.append('test.a', n - 1 < 0 ? 'none' : n - 1, [newEvent({}, { n, text: 'x'.repeat(20_000) })]);
    }
    await following;
    expect(seen).toEqual(Array.from({ length: 300 }, (_, n) => n));
    await store.close();
    await standIn.close();
  }, 30_000);
});

describe('a cluster whose leader moves', () => {
  it.each(['lost', 'resigned'] as const)(
    '%s, twice, under load: nothing lost, nothing twice, nothing out of order',
    async (how) => {
      const cluster = await Cluster.start();
      const store = await openEventStoreDb({ connectionString: cluster.url });
      const load = await underLoad(store, async () => {
        for (let round = 0; round < 2; round += 1) {
          await delay(300);
          if (how === 'lost') await cluster.loseLeader(500);
          else cluster.resign();
        }
        await delay(500);
      });
      await expectWhole(store, load);
      await store.close();
      await cluster.close();
    },
    60_000,
  );
});
