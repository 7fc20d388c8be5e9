import { addWorkingDays, endOfDate } from '@sanban/working-calendar';
import { isBefore, put, sameInstant } from '../deadlines';
import type { Rejection } from '../decider';
import { refuse, unlessReckoned } from '../rejections';
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
  if (state.extension !== null)
    return refuse('extension-pending', {
      en: `one until ${state.extension.until}`,
      zh: `已申请延至 ${state.extension.until}，待审批`,
    });
  const deadline = state.deadlines.find((known) => known.id === id);
  if (deadline === undefined)
    return refuse('unknown-deadline', { en: `there is no deadline "${id}"`, zh: `没有期限“${id}”` }, 'deadline');
  if (deadline.state !== 'open') return refuse('deadline-not-open', `deadline ${id} is ${deadline.state}`, 'deadline');
  if (rules.extension.approvals[deadline.extensions] === undefined)
    return refuse(
      'extension-not-allowed',
      {
        en: `deadline ${id} has been extended ${deadline.extensions} times`,
        zh: `期限“${id}”已延期 ${deadline.extensions} 次，不得再延`,
      },
      'deadline',
    );
  const uncovered = unlessReckoned('until', () => calendar.describe(until));
  if (uncovered !== null) return uncovered;
  if (!calendar.isWorkingDay(until))
    return refuse('not-a-working-day', { en: `${until} is no working day`, zh: `${until} 不是工作日` }, 'until');
  if (!isBefore(deadline.dueAt, endOfDate(until)))
    return refuse(
      'extension-not-later',
      { en: `the deadline is ${deadline.dueAt} already`, zh: `现有期限为 ${deadline.dueAt}，新日期须晚于此` },
      'until',
    );
  const latest = addWorkingDays(deadline.dueAt, -rules.extension.workingDaysBefore, calendar);
  if (isBefore(latest, at))
    return refuse('extension-too-late', {
      en: `it had to be asked for by ${latest}`,
      zh: `须在 ${latest} 之前提出延期申请`,
    });
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
  if (isOver(state) || !isFor(state, decision) || known?.state !== 'open') return [];
  // The date alone does not tell a repetition: what was asked for may be the date that a resumption had led to.
  const asked = state.extension;
  const answered = asked?.deadline === deadline.id && sameInstant(endOfDate(asked.until), deadline.dueAt);
  if (!answered && sameInstant(known.dueAt, deadline.dueAt)) return [];
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
