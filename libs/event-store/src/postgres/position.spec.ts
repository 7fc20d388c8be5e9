import fc from 'fast-check';
import { START } from '../port';
import { fromPosition, toPosition } from './position';

describe('a position', () => {
  const numbers = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

  it('compares as text as it does as a number, the start before all', () => {
    fc.assert(fc.property(numbers, numbers, (a, b) => toPosition(a) < toPosition(b) === a < b));
    expect(toPosition(0)).toBe(START);
  });

  it('comes back from its text', () => {
    fc.assert(fc.property(numbers, (n) => fromPosition(toPosition(n)) === n));
  });

  it.each(['12', 'C:1/P:1', '-000000000000001'])('is not %s', (text) => {
    expect(() => fromPosition(text)).toThrow(`“${text}” is not a position of this log`);
  });
});
