import { setTimeout as delay } from 'node:timers/promises';
import type { EventStore } from '../port';
import type { RecordedEvent } from '../recorded-event';
import { followUntil, readWhole } from './collect';
import { newEvent } from './new-event';
import type { OpenedStore, OpenStore } from './opened-store';

async function appendMany(store: EventStore, writer: string, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1)
    await store.append(`test.${writer}-${n % 5}`, 'any', [newEvent({}, { writer, n })]);
}

export function subscribeBehaviour(open: OpenStore): void {
  describe('a subscription', () => {
    let opened: OpenedStore;
    beforeEach(async () => (opened = await open()));
    afterEach(() => opened.close());

    it('catches up and then follows, showing every event once and in order while several stores write', async () => {
      const { store } = opened;
      const others = [await opened.another(), await opened.another()];
      await appendMany(store, 'before', 50);
      const total = 50 + 3 * 200;
      const followers = [
        followUntil(store, (events) => events.length >= total, { batchSize: 7 }),
        followUntil(store, (events) => events.length >= total),
        ...others.map((other) => followUntil(other, (events) => events.length >= total)),
      ];
      await Promise.all([store, ...others].map((each, n) => appendMany(each, `writer${n}`, 200)));
      const whole = await readWhole(store);
      expect(whole).toHaveLength(total);
      for (const seen of await Promise.all(followers)) expect(seen).toEqual(whole);
      await Promise.all(others.map((other) => other.close()));
    });

    it('never shows a reader a later event without the earlier ones, however fast it reads', async () => {
      const { store } = opened;
      const reader = await opened.another();
      const writing = Promise.all(Array.from({ length: 8 }, (_, n) => appendMany(store, `w${n}`, 60)));
      let seen: RecordedEvent[] = [];
      while (seen.length < 480) {
        const now = await readWhole(reader);
        // What was seen once is a prefix of what is seen later: nothing commits in between afterwards.
        expect(now.slice(0, seen.length).map(({ id }) => id)).toEqual(seen.map(({ id }) => id));
        seen = now;
      }
      await writing;
      const next = new Map<string, number>();
      for (const { stream, revision } of seen) {
        expect(revision).toBe(next.get(stream) ?? 0);
        next.set(stream, revision + 1);
      }
      await reader.close();
    });

    it('goes on from a position, and tells how far it has looked where nothing passed', async () => {
      const { store } = opened;
      await appendMany(store, 'a', 10);
      const [, , third] = await readWhole(store);
      const seen = await followUntil(store, (events) => events.length === 7, { after: third?.position ?? '' });
      expect(seen.map(({ data }) => data['n'])).toEqual([3, 4, 5, 6, 7, 8, 9]);

      const head = await store.head();
      const nothing = await followUntil(store, (_, position) => position === head, { filter: { types: ['Unheard'] } });
      expect(nothing).toEqual([]);
      const live = followUntil(store, (events) => events.length === 1, {
        after: head,
        filter: { streamPrefixes: ['test.b-'] },
      });
      await appendMany(store, 'a', 3);
      await appendMany(store, 'b', 1);
      expect((await live).map(({ stream }) => stream)).toEqual(['test.b-0']);
    });

    it('waits for its consumer', async () => {
      const { store } = opened;
      await appendMany(store, 'a', 30);
      const aborter = new AbortController();
      const sizes: number[] = [];
      for await (const { events } of store.subscribe({ batchSize: 10, signal: aborter.signal })) {
        // A store that others share may tell in between how far it has looked.
        if (events.length === 0) continue;
        sizes.push(events.length);
        if (sizes.length === 1) await appendMany(store, 'b', 10);
        if (sizes.length === 4) aborter.abort();
      }
      expect(sizes).toEqual([10, 10, 10, 10]);
    });

    it('ends when the signal aborts: before, while it waits, and when its store closes', async () => {
      const other = await opened.another();
      const count = async (signal: AbortSignal, store: EventStore) => {
        let batches = 0;
        for await (const batch of store.subscribe({ signal })) batches += batch.events.length;
        return batches;
      };
      expect(await count(AbortSignal.abort(), opened.store)).toBe(0);
      const aborter = new AbortController();
      const waiting = count(aborter.signal, opened.store);
      await delay(20);
      aborter.abort();
      expect(await waiting).toBe(0);
      const closing = count(new AbortController().signal, other);
      await delay(20);
      await other.close();
      expect(await closing).toBe(0);
    });
  });
}
