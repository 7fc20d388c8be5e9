import { InvalidMessage } from './port';
import { publishable } from './publishable';
import { numbered } from './testing/integration-event';

const { key, event } = numbered('诉求-1', 1, 'event-1');
const withData = (data: unknown) => publishable(key, { ...event, data });

describe('what may be published', () => {
  it('has data that JSON can hold', () => {
    for (const data of [{ n: 1 }, null, 0, '', [], { toJSON: () => 'text' }]) {
      expect(withData(data).data).toBe(JSON.stringify(data));
    }
  });

  it.each([
    ['a function', () => 1, 'no function'],
    ['a symbol', Symbol('x'), 'no symbol'],
    ['something that is nothing in JSON', { toJSON: () => undefined }, 'no object'],
    ['a bigint', 1n, 'BigInt'],
    ['a bigint inside', { a: [1n] }, 'BigInt'],
  ])('is not %s', (_, data, reason) => {
    expect(() => withData(data)).toThrow(InvalidMessage);
    expect(() => withData(data)).toThrow(reason);
    expect(() => withData(data)).toThrow('event event-1 (sanban.testing.thing.counted.v1): data cannot be sent');
  });

  it('is no larger than a broker takes: in bytes, not in characters', () => {
    expect(withData('x'.repeat(900 * 1024 - 500)).bytes).toBeLessThanOrEqual(900 * 1024);
    expect(() => withData('x'.repeat(900 * 1024))).toThrow(InvalidMessage);
    expect(() => withData('难'.repeat(300 * 1024))).toThrow(/bytes, at most 921600 are taken/);
  });
});
