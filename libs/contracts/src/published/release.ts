import { incompatibilities, type Incompatibility } from './compatibility';
import { eventSchemas } from './schemas';
import type { Json } from '../openapi/schemas';

/** A released set: the schema of every event by its type. */
export type ReleasedSet = Record<string, Json>;

/** Whether only we read an event, or only others do: that decides which change breaks whom. */
export const readByUsOnly = (type: string): boolean => type.startsWith('sanban.inbound.');

/** Everything in which `current` breaks a promise of `released`; empty: it may be released as it is. */
export function brokenPromises(released: ReleasedSet, current: ReleasedSet = eventSchemas()): Incompatibility[] {
  return Object.entries(released).flatMap(([type, before]) => {
    const now = current[type];
    if (now === undefined)
      return [{ type, path: '', code: 'event-removed' as const, detail: 'released, and gone now' }];
    return incompatibilities(before, now, readByUsOnly(type) ? 'read' : 'written-and-read').map((found) => ({
      type,
      ...found,
    }));
  });
}
