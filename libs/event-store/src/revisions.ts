/** The last revision that a stream can have. */
const LAST = 2 ** 31 - 1;

export interface Revisions {
  from: number;
  limit: number;
}

/**
 * Which revisions a store is to be asked for; undefined where none is wanted, or none can be.
 * @throws RangeError for what is no whole number: no stream has such a revision.
 */
export function revisionsOf({ from = 0, limit = Infinity }: Partial<Revisions> = {}): Revisions | undefined {
  if (!Number.isInteger(from)) throw new RangeError(`the first revision wanted is ${from}: it must be a whole number`);
  if (!Number.isInteger(limit) && limit !== Infinity) {
    throw new RangeError(`the limit of revisions is ${limit}: it must be a whole number`);
  }
  const first = Math.max(from, 0);
  const count = Math.min(limit, LAST - first + 1);
  return count > 0 ? { from: first, limit: count } : undefined;
}
