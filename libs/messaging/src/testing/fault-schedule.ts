/** What happens to one broker, and to the consumers meanwhile. */
export interface Fault {
  node: number;
  how: 'kill' | 'stop';
  /** How long it is away, and how long the cluster is left alone afterwards, ms. */
  awayMs: number;
  restMs: number;
}

/** Broker after broker in turn; the same seed gives the same schedule. */
export function faultSchedule(seed: number, count: number, nodes: number): Fault[] {
  const random = generator(seed);
  return Array.from({ length: count }, (_, index) => ({
    node: index % nodes,
    how: random() < 0.6 ? 'kill' : 'stop',
    awayMs: 2_000 + Math.floor(random() * 2_000),
    restMs: 2_500 + Math.floor(random() * 1_500),
  }));
}

/** mulberry32: numbers from 0 to 1. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
