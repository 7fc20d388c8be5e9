import { isDeepStrictEqual } from 'node:util';
import type { Client } from 'pg';
import { EventIdConflict, type AppendResult } from '../port';
import type { Append } from './append-group';
import { COLUMNS, type Row } from './row';
import { toPosition } from './position';

/**
 * Whether ids of this append are recorded already. Events never change, so this needs no lock.
 * @returns the first result when it is the same append again, undefined when none of its ids is known.
 * @throws EventIdConflict when an id stands in another stream, with another body, or beside ids that are new.
 */
export async function findRepetition(client: Client, append: Append): Promise<AppendResult | undefined> {
  const { rows } = await client.query<Row>({
    name: 'event_log_by_id',
    text: `SELECT ${COLUMNS} FROM event_log WHERE id = ANY($1::uuid[]) ORDER BY position`,
    values: [append.events.map((event) => event.id)],
    rowMode: 'array',
  });
  const [first] = rows;
  if (first === undefined) return undefined;
  append.events.forEach((event, step) => {
    const row = rows[step];
    const same =
      row !== undefined &&
      row[1] === event.id &&
      row[2] === append.stream &&
      Number(row[3]) === Number(first[3]) + step &&
      row[4] === event.type &&
      Number(row[5]) === event.schemaVersion &&
      sameJson(row[6], event.data);
    if (!same) throw new EventIdConflict(append.stream, rows.some(([, id]) => id === event.id) ? event.id : first[1]);
  });
  const last = rows[rows.length - 1] ?? first;
  return { revision: Number(last[3]), position: toPosition(Number(last[0])) };
}

/** The order of keys is no difference. Metadata is not compared: a retry may carry a later time. */
const sameJson = (recorded: string, asked: string): boolean =>
  recorded === asked || isDeepStrictEqual(JSON.parse(recorded), JSON.parse(asked));
