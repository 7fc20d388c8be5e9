import type { AppendResult } from '../port';
import type { Append, Written } from './append-group';
import type { Row } from './row';

/** An append with the caller who waits for its answer. */
export interface Waiting extends Append {
  resolve(result: AppendResult): void;
  reject(error: unknown): void;
}

/** More in one transaction gains nothing and makes all wait for the largest. */
const MAX_EVENTS = 2_000;
const MAX_CHARACTERS = 4 * 1024 * 1024;

/**
 * Takes the next group from what waits: at most `limit` appends, one a stream, so that the verdict of one cannot hang on that
 * of another. The appends of each stream stay in order.
 */
export function takeGroup(waiting: readonly Waiting[], limit: number): { group: Waiting[]; later: Waiting[] } {
  const group: Waiting[] = [];
  const later: Waiting[] = [];
  const streams = new Set<string>();
  let events = 0;
  let characters = 0;
  for (const append of waiting) {
    const fits = group.length === 0 || (group.length < limit && events < MAX_EVENTS && characters < MAX_CHARACTERS);
    if (!fits || streams.has(append.stream)) {
      later.push(append);
    } else {
      group.push(append);
      events += append.events.length;
      for (const event of append.events) characters += event.data.length + event.metadata.length;
    }
    streams.add(append.stream);
  }
  return { group, later };
}

/** What the accepted appends of a group are in the log, without asking it. */
export function rowsOf(group: readonly Append[], { before, verdicts }: Written): Row[] {
  const rows: Row[] = [];
  group.forEach(({ stream, events }, nth) => {
    const verdict = verdicts[nth];
    if (verdict === undefined || !('revision' in verdict)) return;
    events.forEach(({ id, type, schemaVersion, data, metadata }, step) => {
      const revision = verdict.revision - events.length + 1 + step;
      const position = before + rows.length + 1;
      rows.push([String(position), id, stream, String(revision), type, String(schemaVersion), data, metadata]);
    });
  });
  return rows;
}
