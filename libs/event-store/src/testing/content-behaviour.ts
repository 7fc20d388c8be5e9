import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { InvalidEvent, type JsonObject } from '../port';
import { newEvent } from './new-event';
import type { OpenedStore, OpenStore } from './opened-store';

/** Any JSON whose text can be stored; -0 comes back as 0, so it is left out. */
const text = fc.string({ unit: 'binary', maxLength: 20 }).filter((value) => !value.includes('\u0000'));
const { json } = fc.letrec<{ json: JsonObject[string] }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
    fc.boolean(),
    fc.constant(null),
    fc.array(
      tie('json').map((value) => value ?? null),
      { maxLength: 4 },
    ),
    fc.dictionary(text, tie('json'), { maxKeys: 4 }),
  ),
}));

export function contentBehaviour(open: OpenStore): void {
  describe('what an event holds', () => {
    let opened: OpenedStore;
    let stream: string;
    beforeAll(async () => (opened = await open()));
    afterAll(() => opened.close());
    beforeEach(() => (stream = `test.thing-${randomUUID()}`));

    it('comes back deeply equal, keys in their order', async () => {
      const data = {
        中文: '留抵退税🧾',
        z: 'quotes " \\ and a backslash before u0000: \\u0000, a tab \t, {braces}, NULL, \u2028',
        a: [1.5, 1e300, -1, 5e-324, Number.MAX_SAFE_INTEGER, true, null, [], {}, ''],
        nested: { b: { a: 'x' }, '': 'an empty key' },
      };
      const event = newEvent({ type: '已交办', schemaVersion: 3 }, data);
      const { revision, position } = await opened.store.append(stream, 'none', [event]);
      const [recorded] = await opened.store.readStream(stream);
      const { id, type, schemaVersion, metadata } = recorded ?? {};
      expect({ id, type, schemaVersion, data: recorded?.data, metadata }).toStrictEqual(event);
      expect(recorded).toMatchObject({ stream, revision, position });
      expect(JSON.stringify(recorded?.data)).toBe(JSON.stringify(data));
    });

    it('comes back deeply equal, whatever JSON it is', async () => {
      const samples = fc.sample(fc.dictionary(text, json, { maxKeys: 6 }), 300);
      await opened.store.append(
        stream,
        'none',
        samples.map((data) => newEvent({}, data)),
      );
      const events = await opened.store.readStream(stream);
      expect(events.map(({ data }) => data)).toEqual(samples);
    });

    it('leaves out a key whose value is undefined', async () => {
      await opened.store.append(stream, 'none', [newEvent({}, { a: undefined, b: 1 })]);
      expect((await opened.store.readStream(stream))[0]?.data).toStrictEqual({ b: 1 });
    });

    it.each<[string, JsonObject]>([
      ['a NUL character', { a: { b: ['x\u0000y'] } }],
      ['a NUL character in a key', { 'x\u0000y': 1 }],
      ['half of a surrogate pair', { a: 'x\ud83e' }],
      ['a number that is none', { a: Number.NaN }],
      ['an infinite number', { a: Number.POSITIVE_INFINITY }],
    ])('is refused with %s, by a message that says where', async (_, data) => {
      const appending = opened.store.append(stream, 'none', [newEvent({}, data)]);
      await expect(appending).rejects.toBeInstanceOf(InvalidEvent);
      await expect(appending).rejects.toThrow(/\bdata\b/);
      expect(await opened.store.readStream(stream)).toEqual([]);
    });

    it('may be deep, but not without end', async () => {
      const nested = (levels: number): JsonObject => {
        let data: JsonObject = {};
        for (let level = 1; level < levels; level += 1) data = { data };
        return data;
      };
      await opened.store.append(stream, 'none', [newEvent({}, nested(200))]);
      expect((await opened.store.readStream(stream))[0]?.data).toEqual(nested(200));
      const cyclic: JsonObject = {};
      cyclic['self'] = cyclic;
      for (const data of [nested(201), nested(20_000), cyclic]) {
        await expect(opened.store.append(stream, 'any', [newEvent({}, data)])).rejects.toThrow(InvalidEvent);
      }
    });

    it('may be large', async () => {
      // 900 kB: EventStoreDB takes 1 MiB an append unless it is told otherwise.
      const data = { text: '诉求'.repeat(150_000) };
      await opened.store.append(stream, 'none', [newEvent({}, data)]);
      expect((await opened.store.readStream(stream))[0]?.data).toEqual(data);
    });
  });
}
