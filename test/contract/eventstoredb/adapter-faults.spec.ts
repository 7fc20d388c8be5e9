import { setTimeout as delay } from 'node:timers/promises';
import { openEventStoreDb, StoreUnavailable, type EventStore } from '@sanban/event-store';
import { newEvent } from '@sanban/event-store/testing';
import { Cluster } from '../../support/eventstoredb/cluster';
import { expectWhole, underLoad } from '../../support/eventstoredb/load';
import { startStandIn, type StandIn } from '../../support/eventstoredb/stand-in';
import { onStandIn } from '../../support/eventstoredb/target';

/** Rows that need a hand on the server. What needs none is in adapter.spec.ts. */
onStandIn('the adapter when things go wrong', () => {
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
  }, 60_000);

  it('a write after the time-out, when the retry was written already: one event', async () => {
    standIn.node.faults.next({ kind: 'late-write', by: 5_500 });
    expect(await store.append('test.a', 'none', [newEvent()])).toMatchObject({ revision: 0 });
    await delay(1_000);
    expect(await store.readStream('test.a')).toHaveLength(1);
  }, 60_000);

  it('a lost race: only what the others have written is read', async () => {
    const other = await openEventStoreDb({ connectionString: standIn.url });
    const many = Array.from({ length: 200 }, () => newEvent());
    await store.append('test.a', 'none', many);
    await other.append('test.a', 199, [newEvent()]);
    standIn.node.read = 0;
    await expect(store.append('test.a', 199, [newEvent()])).rejects.toMatchObject({ actual: 200 });
    expect(standIn.node.read).toBe(1);
    await other.close();
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
});

onStandIn('a cluster whose leader moves', () => {
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
