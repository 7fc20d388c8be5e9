import type { Client } from 'pg';
import type { EncodedEvent } from '../encode';
import type { AppendResult, ExpectedRevision } from '../port';
import { ANY, EXISTS, NONE } from './append-function';
import { int4Array, textArray, uuidArray } from './binary-array';
import { toPosition } from './position';

export interface Append {
  stream: string;
  expected: ExpectedRevision;
  events: readonly EncodedEvent[];
}

/** Refused: its stream stands at `actual` (null where there is none), which is not what it expected. */
export type Verdict = AppendResult | { actual: number | null };

/** Where the group landed: at the positions from `before + 1` to `head`, in the order of its accepted appends. */
export interface Written {
  before: number;
  head: number;
  verdicts: Verdict[];
}

type VerdictRow = [actual: string | null, accepted: string, before: string];

const CALL = {
  name: 'event_log_append',
  text: `SELECT actual, accepted, before
FROM event_log_append($1::text[], $2::int[], $3::int[], $4::int[], $5::int[], $6::uuid[], $7::text[], $8::int[], $9::text[], $10::text[])`,
};

/**
 * Writes a group in one statement, which is one transaction. Each append has its own verdict. No stream may occur twice in it.
 * @throws the database's error: then nothing of the group is written, or the connection was lost and it is not known.
 */
export async function appendGroup(client: Client, group: readonly Append[]): Promise<Written> {
  const { rows } = await client.query<VerdictRow>({ ...CALL, values: parameters(group), rowMode: 'array' });
  return verdicts(group, rows);
}

function verdicts(group: readonly Append[], rows: VerdictRow[]): Written {
  const before = Number(rows[0]?.[2]);
  let head = before;
  const given = rows.map(([actual, accepted], nth): Verdict => {
    const revision = actual === null ? null : Number(actual);
    if (accepted !== 't') return { actual: revision };
    const size = group[nth]?.events.length ?? 0;
    head += size;
    return { revision: (revision ?? NONE) + size, position: toPosition(head) };
  });
  return { before, head, verdicts: given };
}

/** In the order of the function's parameters. */
function parameters(group: readonly Append[]): Buffer[] {
  const nths: number[] = [];
  const steps: number[] = [];
  const events: EncodedEvent[] = [];
  group.forEach((append, nth) =>
    append.events.forEach((event, step) => {
      nths.push(nth + 1);
      steps.push(step + 1);
      events.push(event);
    }),
  );
  return [
    textArray(group.map((append) => append.stream)),
    int4Array(group.map(({ expected }) => code(expected))),
    int4Array(group.map((append) => append.events.length)),
    int4Array(nths),
    int4Array(steps),
    uuidArray(events.map((event) => event.id)),
    textArray(events.map((event) => event.type)),
    int4Array(events.map((event) => event.schemaVersion)),
    textArray(events.map((event) => event.data)),
    textArray(events.map((event) => event.metadata)),
  ];
}

function code(expected: ExpectedRevision): number {
  if (typeof expected === 'number') return expected;
  return { none: NONE, any: ANY, exists: EXISTS }[expected];
}
