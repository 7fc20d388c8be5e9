import { computeDeadline } from '@sanban/working-calendar';
import { isBefore } from '../deadlines';
import type { Rejection } from '../decider';
import { refuse } from '../rejections';
import { missing } from '../text';
import type { Return } from './commands';
import type { CaseFileEvent } from './events';
import { isFor, unlessWorkedOn, workingStatus, type DecisionOf } from './guards';
import type { CaseFileRecord } from './state';

/**
 * 退回: with a reason, accepted or not, within the time that the rules give from the assignment; not again after the
 * office has rejected it.
 */
export function returnIt(command: Return, state: CaseFileRecord): readonly CaseFileEvent[] | Rejection {
  const { reason, suggestedLead, by, now: at, rules, calendar } = command;
  const refused = unlessWorkedOn(state, ['open']) ?? missing(['reason-required', 'reason', reason]);
  if (refused !== null) return refused;
  if (state.returnRejected)
    return refuse('return-already-ruled', {
      en: `the office rejected the return of case file ${state.caseFile}, which is final: go on with it`,
      zh: '办公室已裁定不同意退回，裁定为最终决定，请继续办理',
    });
  if (state.status === 'answered')
    return refuse('opinion-already-given', {
      en: 'what is answered cannot be returned',
      zh: '协办意见已提交，不能再退回',
    });
  const { dueAt, dueOn } = computeDeadline(rules.return, state.assignedAt, calendar);
  if (!isBefore(at, dueAt))
    return refuse('return-too-late', {
      en: `it could be returned until the end of ${dueOn}`,
      zh: `退回期限截至 ${dueOn} 日终`,
    });
  return [{ type: 'CaseFileReturned', data: { reason, suggestedLead, by: by.user, round: state.round, at } }];
}

export const returned = (state: CaseFileRecord): CaseFileRecord => ({ ...state, status: 'returned' });

export function mirrorReturnRuled(
  state: CaseFileRecord,
  decision: DecisionOf<'return-ruled'>,
): readonly CaseFileEvent[] {
  if (state.status !== 'returned' || !isFor(state, decision)) return [];
  const { ruling, reason, at } = decision;
  return [{ type: ruling === 'upheld' ? 'ReturnUpheld' : 'ReturnRejected', data: { reason, at } }];
}

export const returnUpheld = (state: CaseFileRecord): CaseFileRecord => ({ ...state, status: 'returnUpheld' });

/** It goes on where it was. */
export const returnRejected = (state: CaseFileRecord): CaseFileRecord => ({
  ...state,
  status: workingStatus(state),
  returnRejected: true,
});
