import { afterSuspension, put } from '../deadlines';
import type { Rejection } from '../decider';
import { refuse } from '../rejections';
import { missing } from '../text';
import type { Resume, RuleSuspension } from './commands';
import type { DataOf, RequestEvent } from './events';
import { IN_WORK, unlessIn, unlessOffice, withHandler } from './guards';
import type { AgencyReport } from './report';
import { startClock, stopClock } from './segments';
import { notHandled, ONLY_THE_LEAD, type SetAside } from './set-aside';
import { leadOf, type ParticipantState, type RequestRecord } from './state';

/** 挂账: asked for by the lead with a reason that the programme knows. */
export function recordSuspensionRequested(
  report: Extract<AgencyReport, { type: 'suspension-requested' }>,
  participant: ParticipantState,
  state: RequestRecord,
): readonly RequestEvent[] | SetAside {
  if (participant.role !== 'lead') return ONLY_THE_LEAD;
  if (state.status !== 'handling') return notHandled(state.status);
  if (state.suspension !== null || state.suspendedAt !== null)
    return { zh: '已经挂账，或已有待审批的挂账申请', en: 'it is suspended, or that is asked for, already' };
  const { agency, caseFile, reasonCode, reason, by, at } = report;
  return [{ type: 'SuspensionRequested', data: { agency, caseFile, reasonCode, reason, by, at } }];
}

/** Granted: all clocks of the request stand still until the office resumes it. */
export function ruleSuspension(command: RuleSuspension, state: RequestRecord): readonly RequestEvent[] | Rejection {
  const { by, ruling, reason, now: at } = command;
  const refused = unlessOffice(by, state.region) ?? unlessIn(state, IN_WORK);
  if (refused !== null) return refused;
  if (state.suspension === null) return refuse('no-suspension-requested', 'no suspension waits for a ruling');
  const { agency, caseFile } = state.suspension;
  if (ruling === 'granted') return [{ type: 'SuspensionGranted', data: { agency, caseFile, reason, by: by.user, at } }];
  const unreasoned = missing(['reason-required', 'reason', reason]);
  if (unreasoned !== null) return unreasoned;
  return [{ type: 'SuspensionRefused', data: { agency, caseFile, reason: reason ?? '', by: by.user, at } }];
}

export function resume(command: Resume, state: RequestRecord): readonly RequestEvent[] | Rejection {
  const { by, now: at, calendar } = command;
  const refused = unlessOffice(by, state.region) ?? unlessIn(state, IN_WORK);
  if (refused !== null) return refused;
  if (state.suspendedAt === null) return refuse('not-suspended', 'its clocks run');
  const deadlines = afterSuspension(state.deadlines, { from: state.suspendedAt, to: at }, calendar);
  return [{ type: 'RequestResumed', data: { deadlines, by: by.user, at } }];
}

export function suspensionRequested(
  state: RequestRecord,
  data: DataOf<RequestEvent, 'SuspensionRequested'>,
): RequestRecord {
  const { agency, caseFile, reasonCode, reason, by } = data;
  return { ...withHandler(state, by), suspension: { agency, caseFile, reasonCode, reason } };
}

export const suspensionGranted = (
  state: RequestRecord,
  { at }: DataOf<RequestEvent, 'SuspensionGranted'>,
): RequestRecord => ({ ...state, suspension: null, suspendedAt: at, segments: stopClock(state.segments, at) });

export const suspensionRefused = (state: RequestRecord): RequestRecord => ({ ...state, suspension: null });

export function resumed(state: RequestRecord, data: DataOf<RequestEvent, 'RequestResumed'>): RequestRecord {
  const lead = leadOf(state);
  return {
    ...state,
    suspendedAt: null,
    deadlines: put(state.deadlines, data.deadlines, data.at),
    segments: lead === undefined ? state.segments : startClock(state.segments, lead.agency, data.at),
  };
}
