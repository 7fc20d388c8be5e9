import type { ClientBase } from 'pg';
import type { EventFilter } from '../port';
import { COLUMNS, type Row } from './row';

export const HEAD = {
  name: 'event_log_head',
  text: 'SELECT coalesce((SELECT position FROM event_log ORDER BY position DESC LIMIT 1), 0)',
};

/** Position of the newest event, 0 where there is none. */
export async function headOf(client: ClientBase): Promise<number> {
  const { rows } = await client.query<[string]>({ ...HEAD, rowMode: 'array' });
  return Number(rows[0]?.[0]);
}

/** So many positions are looked at in one go where a filter decides row by row: bounds the time of one statement. */
const WINDOW = 20_000;

export const STREAM = {
  name: 'event_log_stream',
  text: `SELECT ${COLUMNS} FROM event_log WHERE stream = $1 AND revision >= $2 ORDER BY revision LIMIT $3`,
};

export const ALL = {
  name: 'event_log_all',
  text: `SELECT ${COLUMNS} FROM event_log WHERE position > $1 AND position <= $2 ORDER BY position LIMIT $3`,
};

export const BY_PREFIX = {
  name: 'event_log_by_prefix',
  text: `SELECT ${COLUMNS} FROM event_log
WHERE position > $1 AND position <= $2 AND stream ^@ ANY($4::text[]) ORDER BY position LIMIT $3`,
};

/**
 * Each type's own stretch of the index, merged: a rare type is found without reading the others. Types and positions are
 * compared as pairs, which only that index can serve: the planner believes every type to be frequent.
 */
export const BY_TYPE = {
  name: 'event_log_by_type',
  text: `SELECT found.* FROM (SELECT DISTINCT unnest($4::text[]) COLLATE "C" AS type) wanted CROSS JOIN LATERAL (
  SELECT ${COLUMNS} FROM event_log e
  WHERE (e.type, e.position) > (wanted.type, $1::bigint) AND (e.type, e.position) <= (wanted.type, $2::bigint)
    AND ($5::text[] IS NULL OR stream ^@ ANY($5::text[]))
  ORDER BY e.type, e.position LIMIT $3
) found ORDER BY found.position LIMIT $3`,
};

export interface Scan {
  rows: Row[];
  /** How far the log was read: everything up to here that passes was delivered. */
  position: number;
}

/** The next rows after `after` that pass, at most `limit`; where there are none, how far it was looked. */
export async function scan(client: ClientBase, after: number, filter: EventFilter, limit: number): Promise<Scan> {
  const { streamPrefixes, types } = filter;
  const byRow = streamPrefixes !== undefined && types === undefined;
  const until = byRow ? after + WINDOW : Number.MAX_SAFE_INTEGER;
  const values: unknown[] = [after, until, limit];
  const statement = types !== undefined ? BY_TYPE : byRow ? BY_PREFIX : ALL;
  if (types !== undefined) values.push(types, streamPrefixes ?? null);
  else if (byRow) values.push(streamPrefixes);
  // The head is asked first: whatever it covers is visible to the second statement, whose snapshot is younger.
  const asking = headOf(client);
  const reading = client.query<Row>({ ...statement, values, rowMode: 'array' });
  const [head, { rows }] = await Promise.all([asking, reading]);
  const last = Number(rows[rows.length - 1]?.[0] ?? after);
  const looked = rows.length < limit ? Math.min(until, head) : last;
  return { rows, position: Math.max(last, looked, after) };
}
