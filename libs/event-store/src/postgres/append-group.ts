import type { Client } from 'pg';
import type { EncodedEvent } from '../encode';
import type { AppendResult, ExpectedRevision } from '../port';
import { toPosition } from './position';

export interface Append {
  stream: string;
  expected: ExpectedRevision;
  events: readonly EncodedEvent[];
}

/** Refused: its stream stands at `actual` (null where there is none), which is not what it expected. */
export type Verdict = AppendResult | { actual: number | null };

/** Where the group landed: positions `before + 1` up to `before + rows.length`, in the order of `rows`. */
export interface Written {
  before: number;
  verdicts: Verdict[];
}

const ANY = -2;
const EXISTS = -3;
/** The revision of a stream that does not exist, so that `none` is an expected revision like any other. */
const NONE = -1;

/** Waits for whoever writes; READ COMMITTED gives the next statement a snapshot that holds all they wrote. */
const LOCK = { name: 'event_log_lock', text: 'SELECT FROM event_log_head FOR UPDATE' };

export const APPEND = {
  name: 'event_log_append',
  text: `
WITH head AS MATERIALIZED (
  SELECT coalesce((SELECT position FROM event_log ORDER BY position DESC LIMIT 1), 0) AS position
), asked AS MATERIALIZED (
  SELECT a.nth, a.stream, a.size, probe.revision AS actual,
         CASE a.expected WHEN ${ANY} THEN true WHEN ${EXISTS} THEN probe.revision IS NOT NULL
              ELSE a.expected = coalesce(probe.revision, ${NONE}) END AS accepted
  FROM unnest($1::text[], $2::int[], $3::int[]) WITH ORDINALITY AS a(stream, expected, size, nth)
  LEFT JOIN LATERAL (
    SELECT e.revision FROM event_log e WHERE e.stream = a.stream ORDER BY e.revision DESC LIMIT 1
  ) probe ON true
), accepted AS MATERIALIZED (
  SELECT nth, stream, coalesce(actual, ${NONE}) AS revision, (sum(size) OVER (ORDER BY nth) - size)::bigint AS before
  FROM asked WHERE accepted
), written AS (
  INSERT INTO event_log (position, id, stream, revision, type, schema_version, data, metadata)
  SELECT head.position + a.before + e.step, e.id, a.stream, a.revision + e.step, e.type, e.schema_version,
         e.data::json, e.metadata::json
  FROM unnest($4::int[], $5::int[], $6::uuid[], $7::text[], $8::int[], $9::text[], $10::text[])
         AS e(nth, step, id, type, schema_version, data, metadata)
  JOIN accepted a ON a.nth = e.nth, head
)
SELECT asked.actual, asked.accepted, head.position FROM asked, head ORDER BY asked.nth`,
};

/**
 * Writes a group in one transaction and one round trip: the lock is held without waiting for this process.
 * Each append has its own verdict. No stream may occur twice in the group.
 * @throws the database's error: then nothing of the group is written, or the connection was lost and it is not known.
 */
export async function appendGroup(client: Client, group: readonly Append[]): Promise<Written> {
  const begin = client.query('BEGIN');
  const lock = client.query(LOCK);
  const append = client.query<[string | null, string, string]>({
    ...APPEND,
    values: parameters(group),
    rowMode: 'array',
  });
  const commit = client.query('COMMIT');
  // All four are on their way: an early one's error must leave none of the others without a listener.
  const outcomes = await Promise.allSettled([begin, lock, append, commit]);
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  return verdicts(group, (await append).rows);
}

function verdicts(group: readonly Append[], rows: [string | null, string, string][]): Written {
  const before = Number(rows[0]?.[2]);
  let position = before;
  return {
    before,
    verdicts: rows.map(([actual, accepted], nth) => {
      const revision = actual === null ? null : Number(actual);
      if (accepted !== 't') return { actual: revision };
      const size = group[nth]?.events.length ?? 0;
      position += size;
      return { revision: (revision ?? NONE) + size, position: toPosition(position) };
    }),
  };
}

function parameters(group: readonly Append[]): unknown[] {
  const events = group.flatMap(({ events: own }, nth) =>
    own.map((event, step) => ({ ...event, nth: nth + 1, step: step + 1 })),
  );
  return [
    group.map((append) => append.stream),
    group.map(({ expected }) => code(expected)),
    group.map((append) => append.events.length),
    events.map((event) => event.nth),
    events.map((event) => event.step),
    events.map((event) => event.id),
    events.map((event) => event.type),
    events.map((event) => event.schemaVersion),
    events.map((event) => event.data),
    events.map((event) => event.metadata),
  ];
}

function code(expected: ExpectedRevision): number {
  if (typeof expected === 'number') return expected;
  return { none: NONE, any: ANY, exists: EXISTS }[expected];
}
