import type { RequestRecord } from '@sanban/casework';
import { parseInstant } from '@sanban/working-calendar';
import type { LedgerRow } from './ledger-row';

/** What `ledger_counts` counts: requests by state, by lead and state, by cooperating agency, overdue; deadlines due and met. */
export type Measure = 'state' | 'lead' | 'cooperating' | 'overdue' | 'due' | 'met';

export interface Count {
  measure: Measure;
  region: string;
  /** Empty where it does not matter. */
  agency: string;
  /** Empty where it does not matter. */
  state: string;
  n: number;
}

/** A deadline counts once it is decided: done (in time or not, wherever the news was late), or passed without. */
function deadlineCounts(state: RequestRecord): Pick<Count, 'measure' | 'agency'>[] {
  return state.deadlines.flatMap(({ agency, dueAt, metAt, passedAt }) => {
    if (metAt === null && passedAt === null) return [];
    const due = { measure: 'due' as const, agency };
    const inTime = metAt !== null && parseInstant(metAt) < parseInstant(dueAt);
    return inTime ? [due, { measure: 'met' as const, agency }] : [due];
  });
}

/** What one request adds to the counters. */
export function countsOf({ row, record }: { row: LedgerRow; record: RequestRecord }): Count[] {
  const { region, state, lead, cooperating, overdue } = row;
  const of = (measure: Measure, agency = '', inState = ''): Count => ({
    measure,
    region,
    agency,
    state: inState,
    n: 1,
  });
  return [
    of('state', '', state),
    ...(lead === null ? [] : [of('lead', lead, state)]),
    ...cooperating.map((agency) => of('cooperating', agency)),
    ...(overdue ? [of('overdue')] : []),
    ...deadlineCounts(record).map(({ measure, agency }) => of(measure, agency)),
  ];
}

/** Counters as a sum that can be added to and taken from; nothing remains of what evens out. */
export class Difference {
  private readonly sums = new Map<string, Count>();

  add(counts: readonly Count[], sign: 1 | -1): void {
    for (const count of counts) {
      const key = `${count.measure} ${count.region} ${count.agency} ${count.state}`;
      const n = (this.sums.get(key)?.n ?? 0) + sign * count.n;
      if (n === 0) this.sums.delete(key);
      else this.sums.set(key, { ...count, n });
    }
  }

  /** In an order that is the same for everybody. */
  counts(): Count[] {
    return [...this.sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count);
  }
}
