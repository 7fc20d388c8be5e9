import { toJson } from './json';
import { InvalidEvent } from './port';

class Money {
  constructor(readonly fen: number) {}
}

describe('what is stored as JSON', () => {
  it.each([
    [{ a: [1, 'x', null, true, { b: undefined }] }],
    [Object.assign(Object.create(null) as object, { a: 1 })],
    [{ text: 'an emoji 🧾, and the letters \\u0000' }],
  ])('may be %j', (value) => expect(() => toJson(value, 'data')).not.toThrow());

  it('may be so deep, no deeper: what stands in itself has no end', () => {
    const nested = (levels: number): unknown => JSON.parse('[{"a":'.repeat(levels / 2) + '1' + '}]'.repeat(levels / 2));
    expect(() => toJson(nested(200), 'data')).not.toThrow();
    const cyclic: { self?: unknown } = {};
    cyclic.self = cyclic;
    for (const value of [nested(202), nested(20_000), cyclic]) {
      expect(() => toJson(value, 'data')).toThrow(InvalidEvent);
      expect(() => toJson(value, 'data')).toThrow(/^data.* is nested deeper than 200 levels$/);
    }
  });

  it.each([
    [{ a: [1, undefined] }, 'data.a[1] is undefined'],
    [{ a: new Date(0) }, 'data.a is a Date'],
    [{ a: new Money(1) }, 'data.a is a Money'],
    [{ a: new Map() }, 'data.a is a Map'],
    [{ a: 1n }, 'data.a is bigint'],
    [{ a: () => 1 }, 'data.a is function'],
    [{ a: Number.NEGATIVE_INFINITY }, 'data.a is -Infinity'],
    [{ a: { b: 'x\u0000' } }, 'data.a.b holds a NUL character'],
    [{ a: '\udc00x' }, 'data.a holds a NUL character or half of a surrogate pair'],
  ])('is refused as %p: “%s”', (value, message) => {
    expect(() => toJson(value, 'data')).toThrow(InvalidEvent);
    expect(() => toJson(value, 'data')).toThrow(message);
  });
});
