import fc from 'fast-check';
import { START } from '../port';
import { fromPosition, toPosition } from './position';

describe('a position of an EventStoreDB log', () => {
  const commits = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });

  it('compares as text as it does as a number', () => {
    fc.assert(fc.property(commits, commits, (a, b) => toPosition(a) < toPosition(b) === a < b));
  });

  it('comes back from its text; before all of them is the start', () => {
    fc.assert(fc.property(commits, (commit) => fromPosition(toPosition(commit))?.commit === commit));
    expect(fromPosition(START)).toBeUndefined();
  });

  // The largest of 64 bits is what servers write for “nowhere”; 16 digits are a position of PostgreSQL's.
  it.each(['18446744073709551615', '0000000000000012', '12', '-0000000000000000001'])('is not %s', (text) => {
    expect(() => fromPosition(text)).toThrow(`“${text}” is not a position of an EventStoreDB log`);
  });
});
