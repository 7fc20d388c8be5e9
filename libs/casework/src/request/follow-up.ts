import { officeOf } from '../actor';
import type { Rejection } from '../decider';
import { refuse } from '../rejections';
import type { FollowUp } from './commands';
import type { DataOf, RequestEvent } from './events';
import { unlessIn } from './guards';
import type { RequestRecord } from './state';

/** 回访: the enterprise says it itself, or the office writes down what it was told. */
export function followUp(command: FollowUp, state: RequestRecord): readonly RequestEvent[] | Rejection {
  const { by, satisfaction, comment, now: at } = command;
  const office = by.agency === officeOf(state.region);
  if (!office && by.enterprise !== state.enterprise.id)
    return refuse('not-the-enterprise', {
      en: `the request is of enterprise ${state.enterprise.id}`,
      zh: `诉求属于企业 ${state.enterprise.id}，仅该企业或办公室可回访确认`,
    });
  const refused = unlessIn(state, ['verified']);
  if (refused !== null) return refused;
  const channel = office ? 'office' : 'enterprise';
  return [{ type: 'FollowedUp', data: { satisfaction, comment, channel, by: by.user, at } }];
}

export function followedUp(state: RequestRecord, data: DataOf<RequestEvent, 'FollowedUp'>): RequestRecord {
  const { satisfaction, comment } = data;
  return { ...state, status: 'followedUp', followUp: { satisfaction, comment } };
}
