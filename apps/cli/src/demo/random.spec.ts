import { seeded } from './random';

const draws = (key: string, below: number, count = 5000) => {
  const random = seeded(key);
  return Array.from({ length: count }, () => random.int(below));
};

describe('seeded random', () => {
  it('repeats itself for the same key only', () => {
    expect(draws('1/7', 1000)).toEqual(draws('1/7', 1000));
    expect(draws('1/7', 1000)).not.toEqual(draws('1/8', 1000));
  });

  it('stays below the bound and reaches every value about as often', () => {
    const found = draws('x', 10);
    for (let value = 0; value < 10; value += 1) {
      const often = found.filter((one) => one === value).length;
      expect(often).toBeGreaterThan(400);
      expect(often).toBeLessThan(600);
    }
    expect(Math.max(...found)).toBe(9);
  });

  it('samples different items, at most all of them', () => {
    const items = ['a', 'b', 'c', 'd'];
    expect(new Set(seeded('s').sample(items, 3)).size).toBe(3);
    expect(seeded('s').sample(items, 9).toSorted()).toEqual(items);
    expect(seeded('s').sample([], 2)).toEqual([]);
  });
});
