import { ledgerCounts, requestView, timeline, type LedgerCounts } from '@sanban/contracts';
import type { LoadedProgramme } from '@sanban/programme';
import { table } from '../output/table';
import { STATE_ZH } from '../output/words';
import { happened } from './happened';
import type { Cast } from './player/cast';
import type { Performance } from './player/play';
import { PATHS, PATH_NAMES, type Path } from './scenario/paths';

export interface PathCount {
  path: Path;
  planned: number;
  happened: number;
  /** Requests whose story went otherwise. */
  missing: (string | null)[];
}

/** Planned against recorded, path by path. */
export async function pathCounts(cast: Cast, stories: readonly Performance[]): Promise<PathCount[]> {
  const judged = await Promise.all(
    stories.map(async ({ request, scenario }) => {
      if (request === null) return { path: scenario.path, request, did: false };
      const [view, story] = await cast.as('auditor', (api) =>
        Promise.all([api.get(`/requests/${request}`, requestView), api.get(`/requests/${request}/timeline`, timeline)]),
      );
      const recorded = { view, types: story.entries.map(({ type }) => type) };
      return { path: scenario.path, request, did: happened(scenario.path, recorded) };
    }),
  );
  return PATH_NAMES.map((path) => {
    const ours = judged.filter((one) => one.path === path);
    return {
      path,
      planned: ours.length,
      happened: ours.filter(({ did }) => did).length,
      missing: ours.filter(({ did }) => !did).map(({ request }) => request),
    };
  });
}

export const pathTable = (counts: readonly PathCount[]): string =>
  table(
    [
      { title: '办理路径', value: ({ path }: PathCount) => PATHS[path].zh },
      { title: 'path', value: ({ path }) => path },
      { title: '计划', value: ({ planned }) => String(planned), align: 'right' },
      { title: '发生', value: (row) => String(row.happened), align: 'right' },
      { title: '', value: ({ missing }) => (missing.length === 0 ? '' : `缺 ${missing.slice(0, 3).join(' ')}`) },
    ],
    counts.filter(({ planned }) => planned > 0),
  );

export const countsOf = (cast: Cast, region: string): Promise<LedgerCounts> =>
  cast.as('auditor', (api) => api.get('/ledger/counts', ledgerCounts, { region }));

/** The ledger's totals, and each agency's rate of deadlines met with numerator and denominator. */
export function totalsText({ total, overdue, byState, byAgency }: LedgerCounts, programme: LoadedProgramme): string {
  const states = byState.filter(({ requests }) => requests > 0).map((one) => `${STATE_ZH[one.state]} ${one.requests}`);
  const rows = byAgency.map(({ agency, lead, cooperating, onTime }) => ({
    name: programme.agency(agency)?.name.zh ?? agency,
    lead: lead.reduce((sum, { requests }) => sum + requests, 0),
    cooperating,
    onTime,
  }));
  return [
    `台账合计 ${total} 件（逾期 ${overdue} 件）：${states.join('，')}`,
    '',
    table(
      [
        { title: '单位', value: ({ name }) => name },
        { title: '牵头', value: ({ lead }) => String(lead), align: 'right' },
        { title: '配合', value: ({ cooperating }) => String(cooperating), align: 'right' },
        { title: '按期/应办', value: ({ onTime: { met, due } }) => `${met}/${due}`, align: 'right' },
        {
          title: '按期率',
          value: ({ onTime: { met, due } }) => (due === 0 ? '—' : `${((100 * met) / due).toFixed(1)}%`),
          align: 'right',
        },
      ],
      rows,
    ),
  ].join('\n');
}
