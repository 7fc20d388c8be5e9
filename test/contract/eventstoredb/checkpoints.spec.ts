import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { openEventStoreDb, type EventStore, type Position, type RecordedEvent } from '@sanban/event-store';
import { followUntil, newEvent, readWhole } from '@sanban/event-store/testing';
import { startStandIn, type StandIn } from '../../support/eventstoredb/stand-in';

/** More than a server looks through before it says how far it has come. */
const OF_OTHERS = 2_100;

/** Each says in its own way how far it has looked, and some of them what is not so. */
describe.each(['22.10.0', '22.10.4', '23.10.0', '24.6.0', '24.10.4', '25.0.0', '25.0.1'])(
  'a subscription on %s',
  (version) => {
    let standIn: StandIn;
    let store: EventStore;
    let stop: AbortController;
    beforeEach(async () => {
      standIn = await startStandIn({ version });
      store = await openEventStoreDb({ connectionString: standIn.url, prefix: 'ours-' });
      stop = new AbortController();
    });
    afterEach(async () => {
      stop.abort();
      await store.close();
      await standIn.close();
    });

    const append = async (count: number) => {
      for (let n = 0; n < count; n += 1) await store.append(`test.${randomUUID()}`, 'none', [newEvent()]);
    };
    const appendOfOthers = (count: number) => {
      const nothing = new Uint8Array();
      for (let n = 0; n < count; n += 1) {
        const event = { id: randomUUID(), type: 'Theirs', contentType: 'application/json', data: nothing };
        standIn.log.write('theirs', [{ ...event, metadata: nothing }]);
      }
    };
    const until = async (condition: () => boolean) => {
      while (!condition()) await delay(5);
    };

    it.each([0, 28, 100])('that began with nothing but %i events of others gets what comes then', async (others) => {
      appendOfOthers(others);
      const seen: RecordedEvent[] = [];
      const following = (async () => {
        for await (const { events } of store.subscribe({ signal: stop.signal })) {
          seen.push(...events);
          if (seen.length >= 3) break;
        }
      })();
      await until(() => standIn.node.live === 1);
      await append(3);
      await following;
      expect(seen).toEqual(await readWhole(store));
    });

    it('can go on from every position that it gave: nothing lies behind it that was not seen, nothing before it that was', async () => {
      await append(100);
      appendOfOthers(OF_OTHERS);
      await append(3);
      appendOfOthers(OF_OTHERS);
      const seen: RecordedEvent[] = [];
      const given: { position: Position; events: number }[] = [];
      const following = (async () => {
        for await (const { events, position } of store.subscribe({ batchSize: 30, signal: stop.signal })) {
          // It reads nothing while the server sends all that there is.
          if (seen.length === 0) await until(() => standIn.node.live === 1);
          seen.push(...events);
          given.push({ position, events: seen.length });
          if (seen.length >= 106) break;
        }
      })();
      await until(() => seen.length === 103);
      // Where only others have written it tells how far it has looked, so that it need not do so again after a restart.
      const last = seen[102]?.position ?? '';
      expect(await followUntil(store, (_, position) => position > last, { after: last })).toEqual([]);
      await append(1);
      appendOfOthers(OF_OTHERS);
      await append(2);
      await following;

      const whole = await readWhole(store);
      expect(seen).toEqual(whole);
      expect(given.map(({ position }) => position)).toEqual(given.map(({ position }) => position).toSorted());
      for (const { position, events } of given) {
        expect(await readWhole(store, { after: position })).toEqual(whole.slice(events));
      }
    });
  },
);
