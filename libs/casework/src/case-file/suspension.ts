import { put } from '../deadlines';
import type { Rejection } from '../decider';
import { refuse } from '../rejections';
import type { DataOf } from '../request/events';
import { missing } from '../text';
import type { RequestSuspension } from './commands';
import type { CaseFileEvent } from './events';
import { isFor, isOver, ownDeadlines, unlessLead, unlessRunning, unlessWorkedOn, type DecisionOf } from './guards';
import type { CaseFileRecord } from './state';

/** 挂账: for one of the reasons that the programme allows. */
export function requestSuspension(
  command: RequestSuspension,
  state: CaseFileRecord,
): readonly CaseFileEvent[] | Rejection {
  const { reasonCode, reason, by, now: at, rules } = command;
  const refused =
    unlessLead(state) ??
    unlessWorkedOn(state) ??
    unlessRunning(state) ??
    missing(['reason-required', 'reason', reason]);
  if (refused !== null) return refused;
  if (state.suspension !== null) return refuse('suspension-pending', `one for ${state.suspension.reasonCode}`);
  const { reasons } = rules.suspension;
  if (!reasons.includes(reasonCode))
    return refuse(
      'unknown-suspension-reason',
      {
        en: `"${reasonCode}" is none of ${reasons.join(', ')}`,
        zh: `“${reasonCode}”不在方案规定的挂账事由之列：${reasons.join('、')}`,
      },
      'reasonCode',
    );
  return [{ type: 'SuspensionRequested', data: { reasonCode, reason, by: by.user, at } }];
}

export const suspensionRequested = (
  state: CaseFileRecord,
  { reasonCode, reason }: DataOf<CaseFileEvent, 'SuspensionRequested'>,
): CaseFileRecord => ({ ...state, suspension: { reasonCode, reason } });

/** It holds for every case file of the request; what its agency has finished meanwhile stays finished. */
export function mirrorSuspended(
  state: CaseFileRecord,
  { at }: DecisionOf<'suspension-granted'>,
): readonly CaseFileEvent[] {
  const finished = isOver(state) || state.status === 'resolved' || state.status === 'verified';
  return finished || state.suspended ? [] : [{ type: 'Suspended', data: { at } }];
}

export const suspended = (state: CaseFileRecord): CaseFileRecord => ({ ...state, suspension: null, suspended: true });

export function mirrorSuspensionRefused(
  state: CaseFileRecord,
  decision: DecisionOf<'suspension-refused'>,
): readonly CaseFileEvent[] {
  const { reason, at } = decision;
  if (!isFor(state, decision) || state.suspension === null) return [];
  return [{ type: 'SuspensionRefused', data: { reason, at } }];
}

export const suspensionRefused = (state: CaseFileRecord): CaseFileRecord => ({ ...state, suspension: null });

export function mirrorResumed(
  state: CaseFileRecord,
  { deadlines, at }: DecisionOf<'resumed'>,
): readonly CaseFileEvent[] {
  if (isOver(state) || !state.suspended) return [];
  // One that is not known here was set for an opinion that the office did not know to be given.
  const known = ownDeadlines(state, deadlines).filter(({ id }) => state.deadlines.some((one) => one.id === id));
  return [{ type: 'Resumed', data: { deadlines: known, at } }];
}

export const resumed = (state: CaseFileRecord, data: DataOf<CaseFileEvent, 'Resumed'>): CaseFileRecord => ({
  ...state,
  suspended: false,
  deadlines: put(state.deadlines, data.deadlines, data.at),
});
