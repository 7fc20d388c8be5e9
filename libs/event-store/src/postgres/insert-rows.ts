import type { Client } from 'pg';
import { int4Array, int8Array, textArray, uuidArray } from './binary-array';
import { COLUMNS, type Row } from './row';

/**
 * Under the head's lock like every other append, so that whoever waits for it does not insert the same positions in vain. Only
 * behind the event that it was placed behind: where the group before this one failed, this one must not leave a gap, nor
 * follow what somebody else has written in its place.
 */
const BEHIND = `$9::uuid IS NULL OR EXISTS (SELECT FROM event_log p WHERE p.id = $9::uuid)`;

export const INSERT_ONE = {
  name: 'event_log_insert_one',
  text: `INSERT INTO event_log (${COLUMNS})
SELECT $1::bigint, $2::uuid, $3::text, $4::int, $5::text, $6::int, $7::json, $8::json FROM event_log_head
WHERE ${BEHIND} FOR UPDATE`,
};

export const INSERT_MANY = {
  name: 'event_log_insert_many',
  text: `WITH head AS MATERIALIZED (
  SELECT FROM event_log_head WHERE ${BEHIND} FOR UPDATE
)
INSERT INTO event_log (${COLUMNS})
SELECT e.position, e.id, e.stream, e.revision, e.type, e.schema_version, e.data::json, e.metadata::json
FROM head, unnest($1::bigint[], $2::uuid[], $3::text[], $4::int[], $5::text[], $6::int[], $7::text[], $8::text[])
  AS e(position, id, stream, revision, type, schema_version, data, metadata)`,
};

/**
 * Writes rows whose places in the log were worked out beforehand.
 * @param beforeId of the event that they stand behind; null where they begin the log.
 * @returns whether it did: not where that event is not there.
 * @throws the database's error, a unique violation where one of the places is taken: then nothing is written.
 */
export async function insertRows(client: Client, rows: readonly Row[], beforeId: string | null): Promise<boolean> {
  const [first] = rows;
  if (first === undefined) return true;
  const statement = rows.length === 1 ? INSERT_ONE : INSERT_MANY;
  const values: (string | Buffer | null)[] = rows.length === 1 ? [...first] : columns(rows);
  values.push(beforeId);
  const { rowCount } = await client.query({ ...statement, values });
  return rowCount === rows.length;
}

function columns(rows: readonly Row[]): Buffer[] {
  return [
    int8Array(rows.map((row) => Number(row[0]))),
    uuidArray(rows.map((row) => row[1])),
    textArray(rows.map((row) => row[2])),
    int4Array(rows.map((row) => Number(row[3]))),
    textArray(rows.map((row) => row[4])),
    int4Array(rows.map((row) => Number(row[5]))),
    textArray(rows.map((row) => row[6])),
    textArray(rows.map((row) => row[7])),
  ];
}
