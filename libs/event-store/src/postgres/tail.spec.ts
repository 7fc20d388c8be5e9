import type { Row } from './row';
import { Tail } from './tail';

const row = (position: number, data = '{}'): Row => [String(position), 'id', 's', '0', 'T', '1', data, '{}'];
const rows = (from: number, to: number, data?: string): Row[] =>
  Array.from({ length: to - from + 1 }, (_, n) => row(from + n, data));
const positions = (found: Row[] | undefined) => found?.map(([position]) => Number(position));

describe('the tail of the log', () => {
  it('gives what follows a position, as much as is asked for', () => {
    const tail = new Tail();
    expect(tail.after(0, 10)).toBeUndefined();
    tail.push(rows(5, 8));
    tail.push(rows(9, 9));
    expect(positions(tail.after(4, 10))).toEqual([5, 6, 7, 8, 9]);
    expect(positions(tail.after(6, 2))).toEqual([7, 8]);
    expect(tail.after(3, 10)).toBeUndefined();
    expect(tail.after(9, 10)).toBeUndefined();
  });

  it('begins anew behind a hole, which another process has filled', () => {
    const tail = new Tail();
    tail.push(rows(1, 3));
    tail.push(rows(6, 7));
    expect(tail.after(2, 10)).toBeUndefined();
    expect(positions(tail.after(5, 10))).toEqual([6, 7]);
  });

  it.each([
    ['many rows', 20_000, '{}'],
    ['large rows', 100, 'x'.repeat(200_000)],
  ])('forgets the oldest of %s', (_, count, data) => {
    const tail = new Tail();
    for (let n = 1; n <= count; n += 10) tail.push(rows(n, n + 9, data));
    expect(tail.after(0, 1)).toBeUndefined();
    expect(positions(tail.after(count - 5, 10))).toEqual([count - 4, count - 3, count - 2, count - 1, count]);
  });
});
