import type { Bilingual } from '@sanban/working-calendar';
import type { RequestEvent } from './events';
import type { ParticipantState, RequestStatus } from './state';

/** Why a report has no effect any more: our own words, in both languages. */
export type SetAside = Bilingual;

export const isSetAside = (recorded: readonly RequestEvent[] | SetAside): recorded is SetAside =>
  !Array.isArray(recorded);

export const ONLY_THE_LEAD: SetAside = { zh: '仅牵头单位可以提出', en: 'only the lead may report this' };

/** Where the lead can work on it only while it is handled. */
export const notHandled = (status: RequestStatus): SetAside => ({
  zh: '诉求当前不在办理之中',
  en: `the request is ${status}`,
});

/** The request was reopened while this was under way: at the agency, too, the new round has begun without it. */
export const ofEarlierRound = ({ round }: { round?: number }, participant: ParticipantState): SetAside | null =>
  round === undefined || round >= participant.round
    ? null
    : {
        zh: `这是第 ${round} 轮的报告，诉求已重新办理，现为第 ${participant.round} 轮`,
        en: `it was said in round ${round}, the request was reopened since and is in round ${participant.round}`,
      };
