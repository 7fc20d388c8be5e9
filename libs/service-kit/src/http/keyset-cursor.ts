import type { z } from 'zod';
import { problems } from './problems';

export interface KeysetCursor<Place> {
  write(place: Place): string;
  /** @throws 400 `invalid-cursor` for anything that {@link write} did not make */
  read(cursor: string): Place;
}

/**
 * The opaque word for where a page ended, by the keys of the list's order.
 * @param list whose word it is: that of another list is none
 * @param place the keys as JSON has them
 */
export function keysetCursor<Place>(list: string, place: z.ZodType<Place>): KeysetCursor<Place> {
  const write = (at: Place): string => Buffer.from(JSON.stringify([list, at])).toString('base64url');
  return {
    write,
    read(cursor) {
      const parsed = place.safeParse(placeIn(cursor, list));
      if (!parsed.success || write(parsed.data) !== cursor) throw problems.invalidCursor();
      return parsed.data;
    },
  };
}

function placeIn(cursor: string, list: string): unknown {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(value) && value.length === 2 && value[0] === list ? value[1] : undefined;
  } catch {
    return undefined;
  }
}
