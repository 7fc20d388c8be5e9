import { Inject, Injectable } from '@nestjs/common';
import { requestStatus, type LedgerCounts } from '@sanban/contracts';
import { may, type Principal } from '@sanban/identity';
import { PG_POOL, problems } from '@sanban/service-kit';
import type { Pool } from 'pg';
import type { Count, Measure } from './ledger-counts';

type Row = Omit<Count, 'region'>;

/** Totals from the counters: their number does not grow with the requests. */
@Injectable()
export class LedgerTotals {
  constructor(@Inject(PG_POOL) private readonly pool: Pool) {}

  /** Of one region; of all where `region` is absent and the principal may see all. @throws 403 */
  async of(region: string | undefined, principal: Principal): Promise<LedgerCounts> {
    const sees = (asked: string | undefined) => may(principal, 'ledger.read', { region: asked });
    const own = principal.region ?? undefined;
    const within = region ?? (sees(undefined) ? undefined : own);
    if (!sees(within)) throw problems.forbidden('ledger.read');
    const { rows } = await this.pool.query<Omit<Row, 'n'> & { n: string }>({
      name: 'ledger-totals',
      text: `SELECT measure, agency, state, sum(n) AS n FROM ledger_counts
        WHERE $1::text IS NULL OR region = $1 GROUP BY 1, 2, 3 HAVING sum(n) > 0 ORDER BY 1, 2, 3`,
      values: [within ?? null],
    });
    return totalsOf(rows.map((row) => ({ ...row, n: Number(row.n) })));
  }
}

export function totalsOf(rows: readonly Row[]): LedgerCounts {
  const of = (measure: Measure, agency?: string) =>
    rows.filter((row) => row.measure === measure && (agency === undefined || row.agency === agency));
  const sum = (some: readonly Row[]) => some.reduce((total, { n }) => total + n, 0);
  const byState = (some: readonly Row[]) =>
    some.map(({ state, n }) => ({ state: requestStatus.parse(state), requests: n }));
  const agencies = [...new Set(rows.map(({ agency }) => agency))].filter((agency) => agency !== '').sort();
  return {
    total: sum(of('state')),
    overdue: sum(of('overdue')),
    byState: byState(of('state')),
    byAgency: agencies.map((agency) => ({
      agency,
      lead: byState(of('lead', agency)),
      cooperating: sum(of('cooperating', agency)),
      onTime: { met: sum(of('met', agency)), due: sum(of('due', agency)) },
    })),
  };
}
