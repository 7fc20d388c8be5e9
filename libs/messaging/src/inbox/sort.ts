import type { ReceivedEvent } from '../port';
import type { Delivery } from './delivery';

export interface Sorted {
  /** For the handler, in order. */
  toHandle: { id: string; event: ReceivedEvent }[];
  /** For the dead letters, in order. */
  dead: { delivery: Delivery; reason: string }[];
}

/**
 * What becomes of each message of a batch.
 * @param known ids of messages that were handled or lie in the dead letters: they are repetitions.
 * @param blocked keys that have dead letters, with the first event there: what comes later of them queues behind.
 * @param poison by id, why the message can never be handled.
 */
export function sort(
  batch: readonly Delivery[],
  known: ReadonlySet<string>,
  blocked: ReadonlyMap<string, string>,
  poison: ReadonlyMap<string, string>,
): Sorted {
  const sorted: Sorted = { toHandle: [], dead: [] };
  const met = new Set<string>();
  const firstOf = new Map(blocked);
  for (const delivery of batch) {
    const { id, key, event } = delivery;
    if (known.has(id) || met.has(id)) continue;
    met.add(id);
    const first = firstOf.get(key);
    const fault = event === null ? delivery.fault : poison.get(id);
    if (first !== undefined) {
      sorted.dead.push({ delivery, reason: `behind ${first}` });
    } else if (event === null || fault !== undefined) {
      sorted.dead.push({ delivery, reason: fault ?? delivery.fault });
      firstOf.set(key, id);
    } else {
      sorted.toHandle.push({ id, event });
    }
  }
  return sorted;
}
