import { loadProgrammes } from '@sanban/programme';
import { Api } from '../connection/api';
import { Failure } from '../output/failure';
import { say } from '../output/say';
import { reconciled } from '../reconciliation/reconcile';
import { reconciliationText } from '../reconciliation/report';
import { Cast } from './player/cast';
import { journalTo, type Journal } from './player/journal';
import { platformOn, type Platform } from './platform';
import { Performance } from './player/play';
import { playSeason } from './player/season';
import { progressOn } from './progress-bar';
import { countsOf, pathCounts, pathTable, totalsText } from './report';
import { scenarioOf } from './scenario/scenario';
import { startDate } from './start-date';

const PROGRAMME = 'linxiang-2022';
/** For what is still under way at the end. */
const RECONCILE_WITHIN_S = 30;

export interface DemoOptions {
  requests: number;
  seed: number;
  /** Absent: the platform on `data`, started where it does not run. */
  url?: string;
  data: string;
  journal?: string;
  json: boolean;
}

/** Plays the demo; whether all went as planned and all records agree. */
export async function runDemo(options: DemoOptions): Promise<boolean> {
  // Before anything is started or played that it should record.
  const journal = options.journal === undefined ? null : journalTo(options.journal);
  try {
    return await playOn(await platformFor(options), options, journal);
  } finally {
    journal?.close();
  }
}

const platformFor = async ({ url, data }: DemoOptions): Promise<Platform> =>
  url === undefined ? await platformOn(data) : { url, end: () => Promise.resolve() };

async function playOn(platform: Platform, options: DemoOptions, journal: Journal | null): Promise<boolean> {
  const api = new Api(platform.url, null);
  try {
    return await play(api, options, journal);
  } finally {
    await api.close();
    await platform.end();
  }
}

async function play(api: Api, { requests, seed, json }: DemoOptions, journal: Journal | null): Promise<boolean> {
  const programme = loadProgrammes().find(({ id }) => id === PROGRAMME);
  if (programme === undefined) throw new Failure('unknown-programme', `没有方案 ${PROGRAMME}`, `No pack ${PROGRAMME}`);
  const cast = new Cast(api);
  const firstDay = await startDate(cast);
  const troupe = {
    cast,
    region: programme.region,
    run: `demo-${seed}-${firstDay}`,
    firstDay,
    journal,
  };
  const stories = Array.from(
    { length: requests },
    (_, index) => new Performance(troupe, scenarioOf(seed, index, programme)),
  );
  const began = Date.now();
  process.stderr.write(`${api.url} 演示 ${requests} 件诉求，种子 ${seed}，自 ${firstDay} 起\n`);
  const lastDay = await playSeason(cast, stories, firstDay, progressOn(process.stderr));
  const seconds = (Date.now() - began) / 1000;

  const { result, reconciliation } = await cast.as('auditor', async (auditor) => ({
    reconciliation: await reconciled(auditor, RECONCILE_WITHIN_S),
    result: { counts: await countsOf(cast, programme.region), paths: await pathCounts(cast, stories) },
  }));
  const asPlanned = result.paths.every(({ planned, happened }) => planned === happened);
  const agreed = asPlanned && reconciliation.differences.length === 0;
  say(json, { requests, seed, firstDay, lastDay, seconds, ...result, reconciliation, agreed }, () =>
    [
      pathTable(result.paths),
      '',
      totalsText(result.counts, programme),
      '',
      `${requests} 件，${firstDay} 至 ${lastDay}，用时 ${seconds.toFixed(1)} 秒`,
      reconciliationText(reconciliation),
      asPlanned
        ? '各办理路径均按计划发生 · every planned path happened'
        : '有计划的路径没有发生 · a planned path did not happen',
    ].join('\n'),
  );
  return agreed;
}
