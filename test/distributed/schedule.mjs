// Which process is killed when: the same seed gives the same schedule.

/** mulberry32: numbers from 0 to 1. */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Round after round every part once, in another order each time.
 * @returns {{ target: string, afterMs: number }[]} how long after the fault before it
 */
export function faultSchedule(seed, count, parts) {
  const random = generator(seed);
  const schedule = [];
  while (schedule.length < count) {
    const round = [...parts];
    for (let left = round.length; left > 0 && schedule.length < count; left -= 1) {
      const [target] = round.splice(Math.floor(random() * left), 1);
      schedule.push({ target, afterMs: 500 + Math.floor(random() * 2_000) });
    }
  }
  return schedule;
}
