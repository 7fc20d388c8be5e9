import { addWorkingDays, endOfDate } from '@sanban/working-calendar';
import { isBefore, put } from '../deadlines';
import type { Rejection } from '../decider';
import { refuse } from '../rejections';
import type { DataOf } from '../request/events';
import { missing } from '../text';
import type { RequestExtension } from './commands';
import type { CaseFileEvent } from './events';
import { isFor, isOver, unlessLead, unlessRunning, unlessWorkedOn, type DecisionOf } from './guards';
import type { CaseFileRecord } from './state';

/** 延期: asked for in time before the deadline, as often as the rules allow. */
export function requestExtension(
  command: RequestExtension,
  state: CaseFileRecord,
): readonly CaseFileEvent[] | Rejection {
  const { deadline: id, until, reason, by, now: at, rules, calendar } = command;
  const refused =
    unlessLead(state) ??
    unlessWorkedOn(state) ??
    unlessRunning(state) ??
    missing(['reason-required', 'reason', reason]);
  if (refused !== null) return refused;
  if (state.extension !== null) return refuse('extension-pending', `one until ${state.extension.until}`);
  const deadline = state.deadlines.find((known) => known.id === id);
  if (deadline === undefined) return refuse('unknown-deadline', `there is no deadline "${id}"`, 'deadline');
  if (deadline.state !== 'open') return refuse('deadline-not-open', `deadline ${id} is ${deadline.state}`, 'deadline');
  if (rules.extension.approvals[deadline.extensions] === undefined)
    return refuse('extension-not-allowed', `deadline ${id} has been extended ${deadline.extensions} times`, 'deadline');
  if (!calendar.isWorkingDay(until)) return refuse('not-a-working-day', `${until} is no working day`, 'until');
  if (!isBefore(deadline.dueAt, endOfDate(until)))
    return refuse('extension-not-later', `the deadline is ${deadline.dueAt} already`, 'until');
  const latest = addWorkingDays(deadline.dueAt, -rules.extension.workingDaysBefore, calendar);
  if (isBefore(latest, at)) return refuse('extension-too-late', `it had to be asked for by ${latest}`);
  return [{ type: 'ExtensionRequested', data: { deadline: id, until, reason, by: by.user, at } }];
}

export const extensionRequested = (
  state: CaseFileRecord,
  { deadline, until, reason }: DataOf<CaseFileEvent, 'ExtensionRequested'>,
): CaseFileRecord => ({ ...state, extension: { deadline, until, reason } });

export function mirrorExtensionGranted(
  state: CaseFileRecord,
  decision: DecisionOf<'extension-granted'>,
): readonly CaseFileEvent[] {
  const { deadline, at } = decision;
  const known = state.deadlines.find(({ id }) => id === deadline.id);
  if (isOver(state) || !isFor(state, decision) || known?.state !== 'open' || known.dueAt === deadline.dueAt) return [];
  return [{ type: 'ExtensionGranted', data: { deadline, at } }];
}

export function extensionGranted(
  state: CaseFileRecord,
  data: DataOf<CaseFileEvent, 'ExtensionGranted'>,
): CaseFileRecord {
  const deadlines = put(state.deadlines, [data.deadline], data.at).map((known) =>
    known.id === data.deadline.id ? { ...known, extensions: known.extensions + 1 } : known,
  );
  return { ...state, extension: null, deadlines };
}

export function mirrorExtensionRefused(
  state: CaseFileRecord,
  decision: DecisionOf<'extension-refused'>,
): readonly CaseFileEvent[] {
  const { deadline, reason, at } = decision;
  if (!isFor(state, decision) || state.extension?.deadline !== deadline) return [];
  return [{ type: 'ExtensionRefused', data: { deadline, reason, at } }];
}

export const extensionRefused = (state: CaseFileRecord): CaseFileRecord => ({ ...state, extension: null });
