import { dateAt, endOfDate, startOfDate } from '@sanban/working-calendar';
import type { Deadline } from '../deadline';
import { deadlineByDate, isBefore, meet, put, untrack } from '../deadlines';
import type { Rejection } from '../decider';
import { refuse } from '../rejections';
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
  calendar.describe(resolveBy);
  const set = state.deadlines.find(({ subject, state: now }) => subject === 'resolve' && now === 'open');
  if (set !== undefined && isBefore(set.dueAt, endOfDate(resolveBy)))
    return refuse(
      'plan-after-deadline',
      {
        en: `the plan ends on ${resolveBy}, the deadline is ${set.dueAt}`,
        zh: `办理方案止于 ${resolveBy}，超出办结期限 ${set.dueAt}，须申请延期`,
      },
      'steps',
    );
  const { agency, round, deadlines: known } = state;
  const deadline: Deadline =
    set === undefined
      ? deadlineByDate({ subject: 'resolve', agency, round, known, now: at, calendar }, resolveBy)
      : untrack(set);
  return [{ type: 'PlanMade', data: { steps, resolveBy, deadline, by: by.user, at } }];
}

function wrongSteps({ steps, now }: MakePlan): Rejection | null {
  const blank = steps.findIndex(({ description }) => isBlank(description));
  if (steps.length === 0 || blank >= 0)
    return refuse(
      'plan-steps-required',
      steps.length === 0 ? 'no steps' : { en: `step ${blank + 1} is empty`, zh: `第 ${blank + 1} 步未填写内容` },
      'steps',
    );
  const today = startOfDate(dateAt(now));
  const past = steps.find(({ dueOn }) => isBefore(startOfDate(dueOn), today));
  if (past !== undefined)
    return refuse(
      'date-in-the-past',
      {
        en: `step due on ${past.dueOn}, today is ${dateAt(now)}`,
        zh: `有步骤定于 ${past.dueOn}，今天是 ${dateAt(now)}`,
      },
      'steps',
    );
  const early = steps.find(({ dueOn }, at) => dueOn < (steps[at - 1]?.dueOn ?? dueOn));
  return early === undefined
    ? null
    : refuse(
        'plan-dates-not-in-order',
        {
          en: `the step due on ${early.dueOn} stands after a later one`,
          zh: `定于 ${early.dueOn} 的步骤排在更晚的步骤之后`,
        },
        'steps',
      );
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
