import { setTimeout as delay } from 'node:timers/promises';
import { AppendTooLarge, openEventStoreDb, type EventStore } from '@sanban/event-store';
import { newEvent } from '@sanban/event-store/testing';
import { expectWhole, underLoad } from '../../support/eventstoredb/load';
import { openTarget, REAL_URL, type Target } from '../../support/eventstoredb/target';

/** What this adapter adds to the behaviour that all stores share. With ESDB_URL: on that server, each under a prefix of its own. */
describe.each(REAL_URL === undefined ? ['22.10.0', '24.6.0'] : ['the server'])('the adapter on %s', (version) => {
  let target: Target;
  let store: EventStore;
  const open = () => openEventStoreDb({ connectionString: target.url, prefix: target.prefix });
  beforeEach(async () => {
    target = await openTarget(version);
    store = await open();
  });
  afterEach(async () => {
    await store.close();
    await target.close();
  });

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

  it('another process has appended the same id with another body: an error, though the server says success', async () => {
    const other = await open();
    const event = newEvent({}, { n: 1 });
    await other.append('test.a', 'none', [event]);
    await expect(store.append('test.a', 'none', [{ ...event, data: { n: 2 } }])).rejects.toMatchObject({
      name: 'EventIdConflict',
      eventId: event.id,
    });
    await other.close();
  });

  it('eight writers and a subscriber: nothing lost, nothing twice, nothing out of order', async () => {
    await expectWhole(store, await underLoad(store, () => delay(1_000)));
  });

  it('a slow consumer gets every event once and in order', async () => {
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
  });

  it('an append beyond the server’s limit is a clear error at once', async () => {
    const events = Array.from({ length: 2 }, () => newEvent({}, { text: 'x'.repeat(600_000) }));
    const appending = store.append('test.a', 'none', events);
    await expect(appending).rejects.toBeInstanceOf(AppendTooLarge);
    await expect(appending).rejects.toMatchObject({ name: 'AppendTooLarge', limit: 1_048_576 });
    expect(await store.readStream('test.a')).toEqual([]);
  });
});
