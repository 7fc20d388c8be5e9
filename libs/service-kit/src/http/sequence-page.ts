import { z } from 'zod';
import { keysetCursor } from './keyset-cursor';

const sequenceCursor = keysetCursor('sequence', z.string().regex(/^[1-9]\d{0,17}$/));

/** Of a list in the order of a running number, newest first: everything before this number. */
const NEWEST = '9223372036854775807';

/** @throws 400 `invalid-cursor` for anything that {@link sequencePage} did not make */
export function beforeSequence(cursor: string | undefined): string {
  return cursor === undefined ? NEWEST : sequenceCursor.read(cursor);
}

/** @param rows one more than the page has, where there are more */
export function sequencePage<Row extends { seq: string }>(rows: readonly Row[], limit: number) {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const next = rows.length > limit && last !== undefined ? sequenceCursor.write(last.seq) : null;
  return { items, next };
}
