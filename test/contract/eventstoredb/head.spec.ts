import { randomUUID } from 'node:crypto';
import { openEventStoreDb, type EventStore } from '@sanban/event-store';
import { followUntil, newEvent } from '@sanban/event-store/testing';
import { startStandIn, type StandIn } from '../../support/eventstoredb/stand-in';

const OF_OTHERS = 20_000;

/** The newest event of a log is found by looking back from the end of `$all`. */
describe('a small log behind much of others’', () => {
  let standIn: StandIn;
  let store: EventStore;
  beforeEach(async () => {
    standIn = await startStandIn();
    const options = { connectionString: standIn.url, prefix: 'ours-' };
    const before = await openEventStoreDb(options);
    await before.append('test.a', 'none', [newEvent()]);
    await before.close();
    const nothing = new Uint8Array();
    const theirs = { type: 'Theirs', contentType: 'application/json', data: nothing, metadata: nothing };
    standIn.log.write(
      'theirs',
      Array.from({ length: OF_OTHERS }, () => ({ ...theirs, id: randomUUID() })),
    );
    store = await openEventStoreDb(options);
    standIn.node.read = 0;
  });
  afterEach(async () => {
    await store.close();
    await standIn.close();
  });

  it('is looked for once, by however many, and then no more', async () => {
    const [event] = await store.readStream('test.a');
    const heads = await Promise.all(Array.from({ length: 10 }, () => store.head()));
    expect(new Set(heads)).toEqual(new Set([event?.position]));
    expect(standIn.node.read).toBeLessThan(1.5 * OF_OTHERS);
    standIn.node.read = 0;
    expect(await store.head()).toBe(event?.position);
    expect(standIn.node.read).toBeLessThan(100);
  });

  it('does not hide what is written while somebody is looking', async () => {
    const looking = store.head();
    const { position } = await store.append('test.a', 0, [newEvent()]);
    const other = await openEventStoreDb({ connectionString: standIn.url, prefix: 'ours-' });
    const heads = await Promise.all([store.head(), other.head(), store.head()]);
    expect(heads).toEqual([position, position, position]);
    await looking;
    await other.close();
  });

  it('is followed at once, before it is known where it ends', async () => {
    standIn.node.faults.mute = true;
    expect(await followUntil(store, (events) => events.length === 1)).toHaveLength(1);
    standIn.node.faults.mute = false;
  }, 20_000);
});
