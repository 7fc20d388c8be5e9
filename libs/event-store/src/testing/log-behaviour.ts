import { START, type EventStore } from '../port';
import { readWhole } from './collect';
import { newEvent } from './new-event';
import type { OpenedStore, OpenStore } from './opened-store';

export function logBehaviour(open: OpenStore): void {
  describe('the log', () => {
    let opened: OpenedStore;
    let store: EventStore;
    beforeAll(async () => {
      opened = await open();
      store = opened.store;
    });
    afterAll(() => opened.close());

    it('is empty at first', async () => {
      expect(await store.head()).toBe(START);
      expect(await readWhole(store)).toEqual([]);
    });

    it('holds all events in order, in batches, from any position on', async () => {
      for (let n = 0; n < 25; n += 1) {
        const type = n % 10 === 0 ? 'Rare' : n % 2 === 0 ? 'Even' : 'Odd';
        await store.append(n % 3 === 0 ? `test.a-${n}` : `test.b-${n}`, 'none', [newEvent({ type }, { n })]);
      }
      const whole = await readWhole(store);
      expect(whole.map(({ data }) => data['n'])).toEqual(Array.from({ length: 25 }, (_, n) => n));
      const positions = whole.map(({ position }) => position);
      expect([...positions].sort()).toEqual(positions);
      expect(new Set(positions).size).toBe(25);
      expect(await store.head()).toBe(positions[24]);

      for (const batchSize of [1, 7, 25, 1000]) expect(await readWhole(store, { batchSize })).toEqual(whole);
      const sizes: number[] = [];
      for await (const batch of store.readAll({ batchSize: 10 })) sizes.push(batch.length);
      expect(sizes).toEqual([10, 10, 5]);

      for (const nth of [0, 11, 24]) {
        expect(await readWhole(store, { after: positions[nth] ?? '', batchSize: 4 })).toEqual(whole.slice(nth + 1));
      }
      // A position is text: it survives being written down.
      const kept: unknown = JSON.parse(JSON.stringify({ position: positions[3] }));
      expect(kept).toEqual({ position: positions[3] });
    });

    it.each([
      [{ streamPrefixes: ['test.a-'] }],
      [{ streamPrefixes: ['test.a-', 'test.b-1'] }],
      [{ types: ['Rare'] }],
      [{ types: ['Rare', 'Odd', 'Unheard'] }],
      [{ streamPrefixes: ['test.b-'], types: ['Odd', 'Even', 'Odd'] }],
      [{ streamPrefixes: ['test.nothing-'] }],
      [{ streamPrefixes: ['test.%', 'test_a'] }],
      [{ types: [] }],
      [{ streamPrefixes: [] }],
      [{}],
    ])(
      'passes what the filter %j passes, in the same order',
      async (filter: { streamPrefixes?: string[]; types?: string[] }) => {
        const { streamPrefixes, types } = filter;
        const passing = (await readWhole(store)).filter(
          ({ stream, type }) =>
            (streamPrefixes?.some((prefix) => stream.startsWith(prefix)) ?? true) && (types?.includes(type) ?? true),
        );
        for (const batchSize of [1, 3, 100]) expect(await readWhole(store, { filter, batchSize })).toEqual(passing);
      },
    );

    it('gives of a stream the revisions that there are of those that are asked for', async () => {
      const events = [0, 1, 2].map((n) => newEvent({}, { n }));
      await store.append('other.three', 'none', events);
      const read = async (from?: number, limit?: number) =>
        (
          await store.readStream('other.three', {
            ...(from !== undefined && { from }),
            ...(limit !== undefined && { limit }),
          })
        ).map(({ revision }) => revision);
      expect(await read()).toEqual([0, 1, 2]);
      expect(await read(1)).toEqual([1, 2]);
      expect(await read(-5, 2)).toEqual([0, 1]);
      expect(await read(2, Infinity)).toEqual([2]);
      for (const from of [3, 2 ** 31 - 1, 2 ** 31, 2 ** 53]) expect(await read(from)).toEqual([]);
      for (const limit of [0, -1, -(2 ** 40)]) expect(await read(0, limit)).toEqual([]);
      for (const odd of [Number.NaN, 1.5]) {
        await expect(read(odd)).rejects.toThrow(RangeError);
        await expect(read(0, odd)).rejects.toThrow(RangeError);
      }
    });

    it('is read to where it stands when the reading gets there', async () => {
      const before = (await readWhole(store)).length;
      let seen = 0;
      for await (const batch of store.readAll({ batchSize: 5 })) {
        seen += batch.length;
        if (seen === 5) await store.append('test.late', 'none', [newEvent()]);
      }
      expect(seen).toBe(before + 1);
    });
  });
}
