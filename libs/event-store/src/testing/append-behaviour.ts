import { randomUUID } from 'node:crypto';
import { InvalidEvent, StoreUnavailable, WrongExpectedRevision } from '../port';
import { readWhole } from './collect';
import { newEvent } from './new-event';
import type { OpenedStore, OpenStore } from './opened-store';

const times = <T>(count: number, make: (nth: number) => T): T[] => Array.from({ length: count }, (_, nth) => make(nth));

export function appendBehaviour(open: OpenStore): void {
  describe('appending', () => {
    let opened: OpenedStore;
    let stream: string;
    beforeAll(async () => (opened = await open()));
    afterAll(() => opened.close());
    beforeEach(() => (stream = `test.thing-${randomUUID()}`));

    it('numbers the events of a stream from 0, without holes', async () => {
      const first = await opened.store.append(
        stream,
        'none',
        times(3, () => newEvent()),
      );
      const second = await opened.store.append(stream, 2, [newEvent()]);
      expect([first.revision, second.revision]).toEqual([2, 3]);
      expect(first.position < second.position).toBe(true);
      const events = await opened.store.readStream(stream);
      expect(events.map(({ revision }) => revision)).toEqual([0, 1, 2, 3]);
      expect([events[2]?.position, events[3]?.position]).toEqual([first.position, second.position]);
    });

    it('reads a part of a stream, and nothing of one that does not exist', async () => {
      await opened.store.append(
        stream,
        'none',
        times(5, (n) => newEvent({}, { n })),
      );
      const part = await opened.store.readStream(stream, { from: 1, limit: 2 });
      expect(part.map(({ data }) => data['n'])).toEqual([1, 2]);
      expect(await opened.store.readStream(`${stream}x`)).toEqual([]);
    });

    it.each([
      { expected: 'none', existing: 0, admitted: true },
      { expected: 'none', existing: 2, admitted: false },
      { expected: 'any', existing: 0, admitted: true },
      { expected: 'any', existing: 2, admitted: true },
      { expected: 'exists', existing: 0, admitted: false },
      { expected: 'exists', existing: 2, admitted: true },
      { expected: 0, existing: 0, admitted: false },
      { expected: 0, existing: 2, admitted: false },
      { expected: 1, existing: 2, admitted: true },
      { expected: 2, existing: 2, admitted: false },
    ] as const)(
      'expecting $expected of $existing events: admitted is $admitted',
      async ({ expected, existing, admitted }) => {
        if (existing > 0)
          await opened.store.append(
            stream,
            'none',
            times(existing, () => newEvent()),
          );
        const appending = opened.store.append(stream, expected, [newEvent()]);
        if (admitted) {
          expect(await appending).toMatchObject({ revision: existing });
        } else {
          const actual = existing === 0 ? null : existing - 1;
          await expect(appending).rejects.toBeInstanceOf(WrongExpectedRevision);
          await expect(appending).rejects.toMatchObject({ stream, expected, actual });
        }
        expect(await opened.store.readStream(stream)).toHaveLength(existing + (admitted ? 1 : 0));
      },
    );

    it('admits exactly one of many concurrent appends with the same expectation', async () => {
      const other = await opened.another();
      await opened.store.append(stream, 'none', [newEvent()]);
      const stores = times(20, (n) => (n % 2 === 0 ? opened.store : other));
      const outcomes = await Promise.allSettled(
        stores.map((store, n) => store.append(stream, 0, [newEvent({}, { n })])),
      );
      await other.close();
      const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
      expect(refused).toHaveLength(19);
      for (const { reason } of refused) expect(reason).toMatchObject({ name: 'WrongExpectedRevision', actual: 1 });
      expect(await opened.store.readStream(stream)).toHaveLength(2);
    });

    it('gives each of many appends sent at once its own verdict', async () => {
      await opened.store.append(`${stream}-taken`, 'none', [newEvent()]);
      const outcomes = await Promise.allSettled(
        times(50, (n) => opened.store.append(n % 5 === 0 ? `${stream}-taken` : `${stream}-${n}`, 'none', [newEvent()])),
      );
      outcomes.forEach(({ status }, n) => expect(status).toBe(n % 5 === 0 ? 'rejected' : 'fulfilled'));
      expect(await opened.store.readStream(`${stream}-taken`)).toHaveLength(1);
      for (const n of [1, 24, 49]) expect(await opened.store.readStream(`${stream}-${n}`)).toHaveLength(1);
    });

    it('keeps the order in which one caller appended to a stream without waiting', async () => {
      const results = await Promise.all(times(20, (n) => opened.store.append(stream, 'any', [newEvent({}, { n })])));
      expect(results.map(({ revision }) => revision)).toEqual(times(20, (n) => n));
      const events = await opened.store.readStream(stream);
      expect(events.map(({ data }) => data['n'])).toEqual(times(20, (n) => n));
    });

    it('keeps the events of one append together, in the log too', async () => {
      await Promise.all(
        times(10, (n) =>
          opened.store.append(
            `${stream}-${n}`,
            'none',
            times(7, () => newEvent()),
          ),
        ),
      );
      const log = await readWhole(opened.store, { filter: { streamPrefixes: [stream] } });
      expect(log).toHaveLength(70);
      for (let start = 0; start < 70; start += 7) {
        const together = log.slice(start, start + 7);
        expect(new Set(together.map((event) => event.stream)).size).toBe(1);
        expect(together.map(({ revision }) => revision)).toEqual([0, 1, 2, 3, 4, 5, 6]);
      }
    });

    it.each([
      ['no event', []],
      ['an id that is no UUID', [newEvent({ id: 'event-1' })]],
      ['no type', [newEvent({ type: '' })]],
      ['a schema version that is no whole number', [newEvent({ schemaVersion: 1.5 })]],
      ['one bad event behind a good one', [newEvent(), newEvent({ type: 'a\u0000b' })]],
    ])('refuses %s, and nothing is written', async (_, events) => {
      await expect(opened.store.append(stream, 'none', events)).rejects.toBeInstanceOf(InvalidEvent);
      expect(await opened.store.readStream(stream)).toEqual([]);
    });

    it('refuses a stream without a name and an expected revision that is none', async () => {
      await expect(opened.store.append('', 'none', [newEvent()])).rejects.toBeInstanceOf(InvalidEvent);
      await expect(opened.store.append(stream, -1, [newEvent()])).rejects.toBeInstanceOf(InvalidEvent);
      await expect(opened.store.append(stream, 0.5, [newEvent()])).rejects.toBeInstanceOf(InvalidEvent);
    });

    it('says that it is unavailable once it is closed, and first finishes what was asked of it', async () => {
      const other = await opened.another();
      const appending = other.append(stream, 'none', [newEvent()]);
      await other.close();
      expect(await appending).toMatchObject({ revision: 0 });
      await expect(other.append(stream, 'any', [newEvent()])).rejects.toBeInstanceOf(StoreUnavailable);
      await expect(other.readStream(stream)).rejects.toBeInstanceOf(StoreUnavailable);
    });
  });
}
