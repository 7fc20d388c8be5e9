import { dateAt, endOfDate, startOfDate } from '@sanban/working-calendar';
import type { Deadline } from '../deadline';
import { deadlineByDate, isBefore, meet, put, untrack } from '../deadlines';
import type { Rejection } from '../decider';
import { refuse, unlessReckoned } from '../rejections';
import type { DataOf } from '../request/events';
import { isBlank } from '../text';
import type { MakePlan } from './commands';
import type { CaseFileEvent } from './events';
import { unlessLead, unlessRunning, unlessWorkedOn } from './guards';
import type { CaseFileRecord } from './state';

/**
 * 办理方案: for a complex request its last date becomes the deadline to resolve. Where that deadline exists already, a
 * plan must keep to it: more time is asked for as an extension, never taken by planning.
 */
export function makePlan(command: MakePlan, state: CaseFileRecord): readonly CaseFileEvent[] | Rejection {
  const { steps, by, now: at, calendar } = command;
  const refused = unlessLead(state) ?? unlessWorkedOn(state) ?? unlessRunning(state) ?? wrongSteps(command);
  if (refused !== null) return refused;
  const resolveBy = steps.at(-1)?.dueOn ?? '';
  const lastDay = dueOnOf(steps.length - 1);
  const uncovered = unlessReckoned(lastDay, () => calendar.describe(resolveBy));
  if (uncovered !== null) return uncovered;
  const set = state.deadlines.find(({ subject, state: now }) => subject === 'resolve' && now === 'open');
  if (set !== undefined && isBefore(set.dueAt, endOfDate(resolveBy)))
    return refuse(
      'plan-after-deadline',
      {
        en: `the plan ends on ${resolveBy}, the deadline is ${set.dueAt}`,
        zh: `办理方案止于 ${resolveBy}，超出办结期限 ${set.dueAt}，须申请延期`,
      },
      lastDay,
    );
  const { agency, round, deadlines: known } = state;
  const deadline: Deadline =
    set === undefined
      ? deadlineByDate({ subject: 'resolve', agency, round, known, now: at, calendar }, resolveBy)
      : untrack(set);
  return [{ type: 'PlanMade', data: { steps, resolveBy, deadline, by: by.user, at } }];
}

const dueOnOf = (step: number): string => `steps.${step}.dueOn`;

function wrongSteps({ steps, now }: MakePlan): Rejection | null {
  if (steps.length === 0) return refuse('plan-steps-required', 'no steps', 'steps');
  const blank = steps.findIndex(({ description }) => isBlank(description));
  if (blank >= 0)
    return refuse(
      'plan-steps-required',
      { en: `step ${blank + 1} is empty`, zh: `第 ${blank + 1} 步未填写内容` },
      `steps.${blank}.description`,
    );
  for (const [at, { dueOn }] of steps.entries()) {
    const wrong =
      unlessReckoned(dueOnOf(at), () => startOfDate(dueOn)) ?? wrongDay(dueOn, at, steps[at - 1]?.dueOn, now);
    if (wrong !== null) return wrong;
  }
  return null;
}

function wrongDay(dueOn: string, step: number, before: string | undefined, now: string): Rejection | null {
  const today = dateAt(now);
  if (isBefore(startOfDate(dueOn), startOfDate(today)))
    return refuse(
      'date-in-the-past',
      { en: `step due on ${dueOn}, today is ${today}`, zh: `有步骤定于 ${dueOn}，今天是 ${today}` },
      dueOnOf(step),
    );
  if (before !== undefined && dueOn < before)
    return refuse(
      'plan-dates-not-in-order',
      { en: `the step due on ${dueOn} stands after a later one`, zh: `定于 ${dueOn} 的步骤排在更晚的步骤之后` },
      dueOnOf(step),
    );
  return null;
}

export function planned(state: CaseFileRecord, data: DataOf<CaseFileEvent, 'PlanMade'>): CaseFileRecord {
  const { steps, resolveBy, deadline, at } = data;
  const met = meet(state.deadlines, ({ subject }) => subject === 'plan', at);
  const known = met.some(({ id }) => id === deadline.id);
  const open = met.some(({ id, state: now }) => id === state.extension?.deadline && now === 'open');
  return {
    ...state,
    status: 'planned',
    plan: { steps, resolveBy },
    extension: open ? state.extension : null,
    deadlines: known ? met : put(met, [deadline], at),
  };
}
