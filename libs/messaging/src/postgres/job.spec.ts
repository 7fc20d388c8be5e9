import { takeGroup, type Job } from './job';

const row = (key: string, size: number) => ({ topicId: 1, partition: 0, key, event: 'x'.repeat(size) });
const job = (name: string, count: number, size = 10): Job => ({
  rows: Array.from({ length: count }, (_, n) => row(`${name}${n}`, size)),
  done: () => undefined,
  failed: () => undefined,
});
/** How many rows of which call each group takes. */
function groups(...waiting: Job[]): number[][] {
  const all = [...waiting];
  const taken: number[][] = [];
  while (waiting.length > 0) {
    const group = all.map(() => 0);
    for (const part of takeGroup(waiting)) group[all.indexOf(part.job)] = part.rows.length;
    taken.push(group);
  }
  return taken;
}

describe('a group of what is published together', () => {
  it('takes whole calls, so many as fit', () => {
    expect(groups(job('a', 1), job('b', 999), job('c', 1000), job('d', 1))).toEqual([
      [1, 999, 1000, 0],
      [0, 0, 0, 1],
    ]);
    expect(groups(job('a', 2), job('b', 1_999))).toEqual([
      [2, 0],
      [0, 1_999],
    ]);
  });

  it('takes of a call that fits into none as much as makes one; a small neighbour goes with the rest', () => {
    expect(groups(job('a', 4_500), job('b', 1))).toEqual([
      [2_000, 0],
      [2_000, 0],
      [500, 1],
    ]);
  });

  it('is bounded by characters, too, but never empty', () => {
    const mega = 1024 * 1024;
    expect(groups(job('a', 6, mega), job('b', 1), job('c', 1, 5 * mega), job('d', 1))).toEqual([
      [4, 0, 0, 0],
      [2, 1, 0, 0],
      [0, 0, 1, 0],
      [0, 0, 0, 1],
    ]);
  });

  it('keeps the order of a call', () => {
    const waiting = [job('a', 5_000)];
    const keys: string[] = [];
    while (waiting.length > 0) {
      for (const { rows } of takeGroup(waiting)) keys.push(...rows.map(({ key }) => key));
    }
    expect(keys).toEqual(Array.from({ length: 5_000 }, (_, n) => `a${n}`));
  });
});
