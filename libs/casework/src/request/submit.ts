import { officeOf } from '../actor';
import { deadlineByRule, track } from '../deadlines';
import type { Rejection } from '../decider';
import { refuse } from '../rejections';
import { missing } from '../text';
import type { Submit } from './commands';
import type { DataOf, RequestEvent } from './events';
import type { RequestRecord, RequestState } from './state';

/** 即收: the office's own deadline to assign it starts at once. */
export function submit(command: Submit, state: RequestState): readonly RequestEvent[] | Rejection {
  const { request, region, enterprise, title, text, by, now, rules, calendar } = command;
  if (state.status !== 'none') return refuse('request-exists', `request ${request} is already ${state.status}`);
  const office = officeOf(region);
  if (by.agency !== office && by.enterprise !== enterprise.id)
    return refuse('not-the-enterprise', {
      en: `the account belongs neither to enterprise ${enterprise.id} nor to ${office}`,
      zh: `当前账号既不属于企业 ${enterprise.id}，也不属于 ${office}`,
    });
  const empty = missing(['title-required', 'title', title], ['text-required', 'text', text]);
  if (empty !== null) return empty;
  const deadline = deadlineByRule(
    { subject: 'assign', agency: office, round: 0, known: [], now, calendar },
    rules.assign,
  );
  const channel = by.agency === office ? 'office' : 'enterprise';
  return [
    {
      type: 'RequestSubmitted',
      data: {
        request,
        region,
        programme: rules.programme,
        enterprise,
        title,
        text,
        channel,
        by: by.user,
        deadline,
        at: now,
      },
    },
  ];
}

export function submitted(data: DataOf<RequestEvent, 'RequestSubmitted'>): RequestRecord {
  const { request, region, programme, enterprise, title, text, channel, deadline, at } = data;
  return {
    status: 'submitted',
    request,
    region,
    programme,
    enterprise,
    title,
    text,
    channel,
    submittedAt: at,
    triage: null,
    policyGap: null,
    round: 0,
    participants: [],
    withdrawn: [],
    deadlines: [track(deadline, at)],
    plan: null,
    outcome: null,
    followUp: null,
    extension: null,
    suspension: null,
    suspendedAt: null,
    supervisionOrders: 0,
    handlers: [],
    segments: [],
  };
}
