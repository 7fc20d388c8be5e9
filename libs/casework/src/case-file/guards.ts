import { officeOf } from '../actor';
import type { Deadline } from '../deadline';
import type { Rejection } from '../decider';
import { refuse, type RejectionCode } from '../rejections';
import type { AgencyCommand } from './commands';
import type { OfficeDecision } from './office-decision';
import type { CaseFileRecord, CaseFileStatus } from './state';

/** Why nobody works on the case file in this state; `open` is for accepting and returning only. */
const IDLE: Partial<Record<CaseFileStatus, RejectionCode>> = {
  open: 'not-accepted',
  returned: 'return-pending',
  returnUpheld: 'return-upheld',
  resolved: 'already-resolved',
  verified: 'already-verified',
  withdrawn: 'case-file-withdrawn',
  closed: 'already-closed',
};

export function unlessOwn({ by }: AgencyCommand, state: CaseFileRecord): Rejection | null {
  return by.agency === state.agency
    ? null
    : refuse('not-the-agency', {
        en: `the case file is of ${state.agency}, the account acts for ${by.agency ?? 'no agency'}`,
        zh: `承办件属于 ${state.agency}，当前账号所属单位：${by.agency ?? '无'}`,
      });
}

export function unlessWorkedOn(state: CaseFileRecord, also: readonly CaseFileStatus[] = []): Rejection | null {
  const code = also.includes(state.status) ? undefined : IDLE[state.status];
  return code === undefined ? null : refuse(code, `case file ${state.caseFile} is ${state.status}`);
}

export function unlessLead(state: CaseFileRecord): Rejection | null {
  return state.role === 'lead'
    ? null
    : refuse('not-the-lead', {
        en: `${state.agency} cooperates, ${state.lead} leads`,
        zh: `${state.agency} 为配合单位，牵头单位是 ${state.lead}`,
      });
}

export function unlessCooperating(state: CaseFileRecord): Rejection | null {
  return state.role === 'cooperating'
    ? null
    : refuse('not-cooperating', { en: `${state.agency} leads`, zh: `${state.agency} 为牵头单位，仅配合单位可办理` });
}

export function unlessRunning(state: CaseFileRecord): Rejection | null {
  return state.suspended ? refuse('suspended', `${officeOf(state.region)} has to resume it first`) : null;
}

/** The state in which the agency works, by what it has done so far. */
export function workingStatus(state: CaseFileRecord): CaseFileStatus {
  if (!state.accepted) return 'open';
  if (state.opinion !== null) return 'answered';
  return state.plan === null ? 'accepted' : 'planned';
}

/** Nothing can end it any more. */
export const isOver = ({ status }: CaseFileRecord): boolean => status === 'withdrawn' || status === 'closed';

export const isFor = ({ caseFile }: CaseFileRecord, decision: { caseFile: string }): boolean =>
  decision.caseFile === caseFile;

export const ownDeadlines = ({ agency }: { agency: string }, deadlines: readonly Deadline[]): readonly Deadline[] =>
  deadlines.filter((deadline) => deadline.agency === agency);

export type DecisionOf<Type extends OfficeDecision['type']> = Extract<OfficeDecision, { type: Type }>;
