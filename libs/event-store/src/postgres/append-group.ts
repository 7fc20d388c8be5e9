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

/** The function's answer: two arrays as PostgreSQL writes them, and a number. */
type Answer = [actual: string, accepted: string, before: string];

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
  const { rows } = await client.query<Answer>({ ...CALL, values: parameters(group), rowMode: 'array' });
  const [answer] = rows;
  if (answer === undefined) throw new Error('event_log_append gave no answer');
  return verdicts(group, answer);
}

function verdicts(group: readonly Append[], [actual, accepted, position]: Answer): Written {
  const before = Number(position);
  const admitted = items(accepted);
  let head = before;
  const given = items(actual).map((text, nth): Verdict => {
    const revision = text === 'NULL' ? null : Number(text);
    if (admitted[nth] !== 't') return { actual: revision };
    const size = group[nth]?.events.length ?? 0;
    head += size;
    return { revision: (revision ?? NONE) + size, position: toPosition(head) };
  });
  return { before, head, verdicts: given };
}

/** Of an array whose items need no quotes: `{1,NULL,3}`. */
const items = (array: string): string[] => array.slice(1, -1).split(',');

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
