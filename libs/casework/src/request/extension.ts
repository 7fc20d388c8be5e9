import { endOfDate, lastDateBefore } from '@sanban/working-calendar';
import { isBefore, put, untrack } from '../deadlines';
import type { Rejection } from '../decider';
import { refuse } from '../rejections';
import { missing } from '../text';
import type { RuleExtension } from './commands';
import type { DataOf, RequestEvent } from './events';
import { IN_WORK, unlessIn, unlessOffice, withHandler } from './guards';
import type { AgencyReport } from './report';
import { notHandled, ONLY_THE_LEAD, type SetAside } from './set-aside';
import type { ParticipantState, RequestRecord } from './state';

/** 延期: asked for by the lead; the case file has checked that it was in time. */
export function recordExtensionRequested(
  report: Extract<AgencyReport, { type: 'extension-requested' }>,
  participant: ParticipantState,
  state: RequestRecord,
): readonly RequestEvent[] | SetAside {
  if (participant.role !== 'lead') return ONLY_THE_LEAD;
  if (state.status !== 'handling') return notHandled(state.status);
  if (state.extension !== null) return { zh: '已有待审批的延期申请', en: 'an extension is asked for already' };
  const { agency, caseFile, deadline, until, reason, by, at } = report;
  if (!state.deadlines.some(({ id, state: now }) => id === deadline && now === 'open'))
    return { zh: `期限“${deadline}”已办结或失效`, en: `deadline ${deadline} is not open` };
  return [{ type: 'ExtensionRequested', data: { agency, caseFile, deadline, until, reason, by, at } }];
}

/** As many accounts of the office must agree as the rules want for this extension of the deadline; one refusal ends it. */
export function ruleExtension(command: RuleExtension, state: RequestRecord): readonly RequestEvent[] | Rejection {
  const { by, ruling, reason, rules, calendar, now: at } = command;
  const refused = unlessOffice(by, state.region) ?? unlessIn(state, IN_WORK);
  if (refused !== null) return refused;
  const { extension: asked } = state;
  const tracked = state.deadlines.find(({ id }) => id === asked?.deadline);
  if (asked === null || tracked === undefined || asked.deadline !== command.deadline)
    return refuse(
      'no-extension-requested',
      {
        en: `no extension of "${command.deadline}" waits for a ruling`,
        zh: `期限“${command.deadline}”没有待审批的延期申请`,
      },
      'deadline',
    );
  const { agency, caseFile, deadline: id } = asked;
  if (ruling === 'refused') {
    const unreasoned = missing(['reason-required', 'reason', reason]);
    if (unreasoned !== null) return unreasoned;
    const data = { agency, caseFile, deadline: id, reason: reason ?? '', by: by.user, at };
    return [{ type: 'ExtensionRefused', data }];
  }
  if (asked.approvals.includes(by.user)) return refuse('already-approved', `${by.user} has agreed already`);
  const dueAt = endOfDate(asked.until);
  if (!isBefore(at, dueAt))
    return refuse('date-in-the-past', {
      en: `the extension until ${asked.until} is over already`,
      zh: `申请延至的 ${asked.until} 已过`,
    });
  // A resumption may have moved the deadline meanwhile: an extension takes no time away.
  if (!isBefore(tracked.dueAt, dueAt))
    return refuse(
      'extension-not-later',
      {
        en: `the deadline ends with ${lastDateBefore(tracked.dueAt)} by now, which ${asked.until} is not after: refuse it, the agency can ask anew`,
        zh: `现有期限已至 ${lastDateBefore(tracked.dueAt)} 日终，申请延至的 ${asked.until} 不晚于此；请不予同意，由该单位另行申请`,
      },
      'ruling',
    );
  const approval: RequestEvent = { type: 'ExtensionApprovalGiven', data: { deadline: id, reason, by: by.user, at } };
  if (asked.approvals.length + 1 < (rules.extension.approvals[tracked.extensions] ?? 1)) return [approval];
  const deadline = { ...untrack(tracked), dueAt, calendarVersion: calendar.version };
  return [approval, { type: 'ExtensionGranted', data: { agency, caseFile, deadline, reason, by: by.user, at } }];
}

export function extensionRequested(
  state: RequestRecord,
  data: DataOf<RequestEvent, 'ExtensionRequested'>,
): RequestRecord {
  const { agency, caseFile, deadline, until, reason, by } = data;
  return { ...withHandler(state, by), extension: { agency, caseFile, deadline, until, reason, approvals: [] } };
}

export function extensionApproved(
  state: RequestRecord,
  { by }: DataOf<RequestEvent, 'ExtensionApprovalGiven'>,
): RequestRecord {
  const { extension } = state;
  return extension === null
    ? state
    : { ...state, extension: { ...extension, approvals: [...extension.approvals, by] } };
}

export function extensionGranted(state: RequestRecord, data: DataOf<RequestEvent, 'ExtensionGranted'>): RequestRecord {
  const deadlines = put(state.deadlines, [data.deadline], data.at).map((known) =>
    known.id === data.deadline.id ? { ...known, extensions: known.extensions + 1 } : known,
  );
  return { ...state, extension: null, deadlines };
}

export const extensionRefused = (state: RequestRecord): RequestRecord => ({ ...state, extension: null });
