import { clockView, ledgerCounts } from '@sanban/contracts';
import { Failure } from '../output/failure';
import type { Cast } from './player/cast';
import { dayOf, following, workingDayFrom } from './player/calendar-days';

/** The Monday after the programme of 临翔区 was issued (2022-08-19). */
export const DEMO_START = '2022-08-22';
const A_DAY_MS = 86_400_000;

/**
 * The demo's first working day: {@link DEMO_START} in an empty ledger, else the working day after the present of the
 * platform's clock.
 * @throws Failure where the platform holds requests of the present: the demo would carry its clock away from them
 */
export async function startDate(cast: Cast): Promise<string> {
  const { now } = await cast.as('operator', (api) => api.get('/clock', clockView));
  const { total } = await cast.as('auditor', (api) => api.get('/ledger/counts', ledgerCounts));
  if (total === 0) return DEMO_START;
  if (Math.abs(Date.parse(now) - Date.now()) < A_DAY_MS) {
    throw new Failure(
      'real-data',
      `台账中已有 ${total} 件诉求，且平台时钟就是当前时间：这像是真实数据，演示不会改动它。请用另一个数据目录（--data）。`,
      `The ledger holds ${total} request(s) and the platform's clock shows the present: this looks like real data, which the demo leaves alone. Give it another data folder (--data).`,
    );
  }
  return workingDayFrom(following(dayOf(now)));
}
