/** Seeded random: the same seed gives the same choices on every machine. */
export interface Random {
  /** From 0 up to, without, `below`. */
  int(below: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly [T, ...T[]]): T;
  /** `count` different ones, in random order; fewer where there are fewer. */
  sample<T>(items: readonly T[], count: number): T[];
}

/** sfc32 over a hash of the key: each request has its own stream, so that one more choice in one changes no other. */
export function seeded(key: string): Random {
  let [a, b, c, counter] = hash(key);
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let warmUp = 0; warmUp < 12; warmUp += 1) next();
  const int = (below: number): number => Math.floor(next() * below);
  return {
    int,
    chance: (probability) => next() < probability,
    pick: (items) => items[int(items.length)] ?? items[0],
    sample: (items, count) => {
      const rest = [...items];
      return Array.from({ length: Math.min(count, rest.length) }, () => rest.splice(int(rest.length), 1)).flat();
    },
  };
}

/** FNV-1a from four starts. */
const hash = (key: string): [number, number, number, number] => {
  const of = (start: number): number => {
    let value = start;
    for (const character of key) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
    return value | 0;
  };
  return [of(0x811c9dc5), of(0x1b873593), of(0x9e3779b9), of(0x85ebca6b)];
};
