import { lapse, meet, put } from '../deadlines';
import type { Rejection } from '../decider';
import { refuse } from '../rejections';
import type { DataOf } from '../request/events';
import { isBlank, missing } from '../text';
import type { Resolve } from './commands';
import type { CaseFileEvent } from './events';
import {
  isOver,
  ownDeadlines,
  unlessLead,
  unlessRunning,
  unlessWorkedOn,
  workingStatus,
  type DecisionOf,
} from './guards';
import type { CaseFileRecord } from './state';

/** 办结: with outcome and evidence; a complex request not without a plan. */
export function resolve(command: Resolve, state: CaseFileRecord): readonly CaseFileEvent[] | Rejection {
  const { outcome, by, now: at } = command;
  const refused =
    unlessLead(state) ??
    unlessWorkedOn(state) ??
    unlessRunning(state) ??
    missing(['outcome-required', 'outcome.summary', outcome.summary]);
  if (refused !== null) return refused;
  const incomplete = outcome.evidence.some(({ title, reference }) => isBlank(title) || isBlank(reference));
  if (incomplete || outcome.evidence.length === 0)
    return refuse('evidence-required', incomplete ? 'title or reference is empty' : 'no evidence', 'outcome.evidence');
  if (state.kind === 'complex' && state.plan === null)
    return refuse('plan-required', {
      en: `case file ${state.caseFile} has no plan in round ${state.round}`,
      zh: `复杂问题须先制定办理方案，第 ${state.round} 轮尚无方案`,
    });
  return [{ type: 'CaseFileResolved', data: { outcome, by: by.user, at } }];
}

export function resolved(state: CaseFileRecord, data: DataOf<CaseFileEvent, 'CaseFileResolved'>): CaseFileRecord {
  const met = meet(state.deadlines, ({ subject }) => subject === 'resolve', data.at);
  const deadlines = lapse(met, () => true);
  return { ...state, status: 'resolved', outcome: data.outcome, extension: null, suspension: null, deadlines };
}

export function mirrorVerified(state: CaseFileRecord, at: string): readonly CaseFileEvent[] {
  return isOver(state) || state.status === 'verified' ? [] : [{ type: 'ResolutionVerified', data: { at } }];
}

export const verified = (state: CaseFileRecord): CaseFileRecord => ({
  ...state,
  status: 'verified',
  suspended: false,
  deadlines: lapse(state.deadlines, () => true),
});

/**
 * The lead does it anew, and who has not answered owes its opinion anew: the resolution had put an end to that. It had
 * ended a suspension, too: the other case files learn it now.
 */
export function mirrorRejected(
  state: CaseFileRecord,
  { reason, deadline, opinionDeadlines = [], at }: DecisionOf<'resolution-rejected'>,
): readonly CaseFileEvent[] {
  if (state.status === 'resolved') return [{ type: 'ResolutionRejected', data: { reason, deadline, at } }];
  if (isOver(state) || state.role === 'lead') return [];
  const [owed] = state.opinion === null ? ownDeadlines(state, opinionDeadlines) : [];
  if (owed !== undefined && !state.deadlines.some(({ id }) => id === owed.id))
    return [{ type: 'ResolutionRejected', data: { reason, deadline: owed, at } }];
  return state.suspended ? [{ type: 'Resumed', data: { deadlines: [], at } }] : [];
}

export function rejected(state: CaseFileRecord, data: DataOf<CaseFileEvent, 'ResolutionRejected'>): CaseFileRecord {
  const open = lapse(state.deadlines, () => true);
  const deadlines = put(open, [data.deadline], data.at);
  const status = state.status === 'resolved' ? workingStatus(state) : state.status;
  return { ...state, status, outcome: null, suspended: false, deadlines };
}
