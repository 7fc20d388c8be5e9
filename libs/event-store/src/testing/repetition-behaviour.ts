import { randomUUID } from 'node:crypto';
import { EventIdConflict } from '../port';
import { readWhole } from './collect';
import { newEvent } from './new-event';
import type { OpenedStore, OpenStore } from './opened-store';

export function repetitionBehaviour(open: OpenStore): void {
  describe('appending the same ids again', () => {
    let opened: OpenedStore;
    let stream: string;
    beforeAll(async () => (opened = await open()));
    afterAll(() => opened.close());
    beforeEach(() => (stream = `test.thing-${randomUUID()}`));

    it.each(['none', 'any', 'exists', 0] as const)(
      'gives the first result, whatever is expected (%s)',
      async (expected) => {
        await opened.store.append(stream, 'none', [newEvent()]);
        const events = [newEvent({}, { n: 1, nested: { a: 1, b: [2] } }), newEvent({}, { n: 2 })];
        const first = await opened.store.append(stream, 0, events);
        await opened.store.append(stream, 2, [newEvent()]);
        expect(await opened.store.append(stream, expected, events)).toEqual(first);
        expect(await opened.store.readStream(stream)).toHaveLength(4);
      },
    );

    it('takes no notice of the order of keys and of metadata, which a retry may carry with a later time', async () => {
      const event = newEvent({}, { a: 1, b: { c: 2, d: 3 } });
      const first = await opened.store.append(stream, 'none', [event]);
      const metadata = { ...event.metadata, recordedAt: '2022-08-23T09:00:00+08:00' };
      const retry = { ...event, data: { b: { d: 3, c: 2 }, a: 1 }, metadata };
      expect(await opened.store.append(stream, 'none', [retry])).toEqual(first);
      expect((await opened.store.readStream(stream))[0]?.metadata).toEqual(event.metadata);
    });

    it('writes once when the same append is sent many times at once, through two stores', async () => {
      const other = await opened.another();
      const events = [newEvent(), newEvent()];
      const results = await Promise.all(
        Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? opened.store : other).append(stream, 'any', events)),
      );
      await other.close();
      for (const result of results) expect(result).toEqual(results[0]);
      expect(await opened.store.readStream(stream)).toHaveLength(2);
    });

    it.each([
      ['other data', (event: ReturnType<typeof newEvent>) => ({ ...event, data: { n: 2 } })],
      ['another type', (event: ReturnType<typeof newEvent>) => ({ ...event, type: 'SomethingElseHappened' })],
      ['another schema version', (event: ReturnType<typeof newEvent>) => ({ ...event, schemaVersion: 2 })],
    ])('with %s is an error', async (_, change) => {
      const event = newEvent({}, { n: 1 });
      await opened.store.append(stream, 'none', [event]);
      for (const expected of ['none', 'any', 0] as const) {
        const appending = opened.store.append(stream, expected, [change(event)]);
        await expect(appending).rejects.toBeInstanceOf(EventIdConflict);
        await expect(appending).rejects.toMatchObject({ stream, eventId: event.id });
      }
      expect(await opened.store.readStream(stream)).toHaveLength(1);
    });

    it('in another stream is an error, and nothing is written there', async () => {
      const event = newEvent();
      await opened.store.append(stream, 'none', [event]);
      await expect(opened.store.append(`${stream}-other`, 'none', [event])).rejects.toBeInstanceOf(EventIdConflict);
      expect(await opened.store.readStream(`${stream}-other`)).toEqual([]);
    });

    it('beside new ones is an error: an append is one thing', async () => {
      const [a, b] = [newEvent(), newEvent()];
      await opened.store.append(stream, 'none', [a]);
      for (const events of [
        [a, b],
        [b, a],
      ]) {
        await expect(opened.store.append(stream, 'any', events)).rejects.toMatchObject({
          name: 'EventIdConflict',
          eventId: a.id,
        });
      }
      expect(await opened.store.readStream(stream)).toHaveLength(1);
    });

    it('within one append is an error', async () => {
      const event = newEvent();
      await expect(opened.store.append(stream, 'none', [event, event])).rejects.toBeInstanceOf(EventIdConflict);
      expect(await opened.store.readStream(stream)).toEqual([]);
    });

    it('does no harm to the appends that are sent along with it', async () => {
      const repeated = newEvent({}, { n: 1 });
      const first = await opened.store.append(stream, 'none', [repeated]);
      const twin = newEvent();
      const outcomes = await Promise.allSettled([
        opened.store.append(`${stream}-1`, 'none', [newEvent()]),
        opened.store.append(stream, 'any', [repeated]),
        opened.store.append(`${stream}-2`, 'any', [{ ...repeated, data: { n: 2 } }]),
        opened.store.append(`${stream}-3`, 'none', [twin]),
        opened.store.append(`${stream}-4`, 'none', [twin]),
        opened.store.append(`${stream}-5`, 'none', [newEvent()]),
      ]);
      expect(outcomes[1]).toEqual({ status: 'fulfilled', value: first });
      expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual([true, true, false, true, false, true]);
      const log = await readWhole(opened.store, { filter: { streamPrefixes: [stream] } });
      expect(log.map((event) => event.stream.slice(stream.length)).sort()).toEqual(['', '-1', '-3', '-5']);
    });
  });
}
