import { openEventStoreDb, StoreUnavailable, type EventStore } from '@sanban/event-store';
import { newEvent } from '@sanban/event-store/testing';
import { startStandIn, type StandIn } from '../../support/eventstoredb/stand-in';

describe('how long the adapter waits', () => {
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

  it('a reading that takes longer than any one answer may: it is read to its end', async () => {
    const events = Array.from({ length: 5 }, (_, n) => newEvent({}, { n }));
    await store.append('test.a', 'none', events);
    standIn.node.faults.readPause = 1_600;
    expect((await store.readStream('test.a')).map(({ id }) => id)).toEqual(events.map(({ id }) => id));
  }, 60_000);

  it('an append has one patience for all that it asks, from when it was asked for: also behind others', async () => {
    const impatient = await openEventStoreDb({ connectionString: standIn.url, patience: 4_000 });
    standIn.node.faults.next(...Array.from({ length: 100 }, () => ({ kind: 'drop-before' }) as const));
    const began = performance.now();
    const appending = [1, 2, 3].map(() => impatient.append('test.a', 'any', [newEvent()]));
    for (const outcome of await Promise.allSettled(appending)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'StoreUnavailable' } });
    }
    expect(performance.now() - began).toBeLessThan(7_500);
    await impatient.close();
  }, 60_000);

  it('a store closes in time, whatever still waits for an answer', async () => {
    await standIn.node.kill();
    const appending = store.append('test.a', 'none', [newEvent()]);
    const refused = expect(appending).rejects.toBeInstanceOf(StoreUnavailable);
    const began = performance.now();
    await store.close();
    expect(performance.now() - began).toBeLessThan(15_000);
    await refused;
  }, 60_000);
});
