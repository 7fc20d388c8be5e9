import type { Bilingual } from '@sanban/working-calendar';
import type { RequestEvent } from './events';
import type { RequestStatus } from './state';

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
