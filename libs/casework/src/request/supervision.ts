import { addWorkingDays, CalendarNotCovered, type WorkingCalendar } from '@sanban/working-calendar';
import type { TrackedDeadline } from '../deadline';
import { isBefore } from '../deadlines';
import { unknownCase } from '../decider';
import type { CaseRules, LadderStep } from '../rules';
import type { Supervise } from './commands';
import type { DataOf, RequestEvent } from './events';
import type { RequestRecord, RequestState } from './state';

/** A moment at which `Supervise` has to be given. */
export interface Timer {
  /** Deterministic: the same timer is the same row. A moved deadline has other timers. */
  id: string;
  /** RFC 3339. */
  at: string;
  deadline: string;
  dueAt: string;
  /** `passed`, or a rung of the ladder such as `reminder@-1`. */
  step: string;
}

interface Rung {
  step: string;
  at: string;
  ladder: LadderStep | null;
}

/**
 * The timers that should exist now: each open deadline's passing and what the ladder still has for it; none while
 * suspended. A reminder whose time was over when the deadline was set is left out. So is a rung in a year that the
 * calendar does not cover: it comes as soon as the programme supplies the year.
 */
export function timersOf(state: RequestState, rules: CaseRules, calendar: WorkingCalendar): readonly Timer[] {
  if (state.status === 'none' || state.suspendedAt !== null) return [];
  const { request } = state;
  return state.deadlines
    .filter((deadline) => deadline.state === 'open')
    .flatMap((deadline) => {
      const { id, dueAt, setAt } = deadline;
      return dueRungs(deadline, rules, calendar).map(({ step, at }) => {
        return { id: `${request}/${id}/${setAt}/${step}`, at, deadline: id, dueAt, step };
      });
    });
}

/** Whether {@link timersOf} leaves out a rung whose year the calendar does not cover. */
export function awaitsCalendar(state: RequestState, rules: CaseRules, calendar: WorkingCalendar): boolean {
  if (state.status === 'none' || state.suspendedAt !== null) return false;
  return state.deadlines
    .filter((deadline) => deadline.state === 'open')
    .some((deadline) => ladderOf(deadline, rules, calendar).some(({ at }) => at === null));
}

/** What has not been issued yet. */
const ladderOf = ({ dueAt, issued, subject }: TrackedDeadline, rules: CaseRules, calendar: WorkingCalendar) =>
  rules.ladder
    .filter(({ subjects }) => subjects?.includes(subject) ?? true)
    .map((rung) => ({ step: `${rung.step}@${rung.workingDays}`, ladder: rung, at: momentOf(rung, dueAt, calendar) }))
    .filter(({ step }) => !issued.includes(step));

function dueRungs(deadline: TrackedDeadline, rules: CaseRules, calendar: WorkingCalendar): readonly Rung[] {
  const { dueAt, setAt, passedAt } = deadline;
  const passing: Rung[] = passedAt === null ? [{ step: 'passed', at: dueAt, ladder: null }] : [];
  const ladder = ladderOf(deadline, rules, calendar)
    .flatMap(({ at, ...rung }) => (at === null ? [] : [{ ...rung, at }]))
    .filter(({ at, ladder: { workingDays } }) => workingDays >= 0 || isBefore(setAt, at));
  return [...passing, ...ladder];
}

function momentOf({ workingDays }: LadderStep, dueAt: string, calendar: WorkingCalendar): string | null {
  try {
    return addWorkingDays(dueAt, workingDays, calendar);
  } catch (error) {
    if (error instanceof CalendarNotCovered) return null;
    throw error;
  }
}

/** 督办. What was met, moved, suspended or issued meanwhile needs nothing: then no event. Never refused. */
export function supervise(command: Supervise, state: RequestRecord): readonly RequestEvent[] {
  const { now, deadline: id, dueAt, step, rules, calendar } = command;
  const deadline = state.deadlines.find((known) => known.id === id);
  if (deadline?.state !== 'open' || deadline.dueAt !== dueAt || state.suspendedAt !== null) return [];
  const rungs = dueRungs(deadline, rules, calendar);
  const rung = rungs.find((due) => due.step === step);
  if (rung === undefined || isBefore(now, rung.at)) return [];
  const { agency, subject } = deadline;
  const passes = rungs.some((due) => due.step === 'passed') && !isBefore(now, dueAt) && !isBefore(rung.at, dueAt);
  const passed: RequestEvent[] = passes
    ? [{ type: 'DeadlinePassed', data: { deadline: id, subject, agency, dueAt, at: now } }]
    : [];
  if (rung.ladder === null) return passed;
  const data = { deadline: id, agency, dueAt, step, clause: rung.ladder.clause, at: now };
  switch (rung.ladder.step) {
    case 'reminder':
      return [...passed, { type: 'ReminderIssued', data }];
    case 'supervisionOrder':
      return [...passed, { type: 'SupervisionOrderIssued', data: { ...data, number: state.supervisionOrders + 1 } }];
    default:
      return unknownCase(rung.ladder.step);
  }
}

const withDeadline = (
  state: RequestRecord,
  id: string,
  change: (deadline: TrackedDeadline) => Partial<TrackedDeadline>,
): RequestRecord => ({
  ...state,
  deadlines: state.deadlines.map((known) => (known.id === id ? { ...known, ...change(known) } : known)),
});

export const passed = (state: RequestRecord, { deadline, at }: DataOf<RequestEvent, 'DeadlinePassed'>): RequestRecord =>
  withDeadline(state, deadline, () => ({ passedAt: at }));

export const reminded = (
  state: RequestRecord,
  { deadline, step }: Pick<DataOf<RequestEvent, 'ReminderIssued'>, 'deadline' | 'step'>,
): RequestRecord => withDeadline(state, deadline, ({ issued }) => ({ issued: [...issued, step] }));

export const ordered = (state: RequestRecord, data: DataOf<RequestEvent, 'SupervisionOrderIssued'>): RequestRecord => ({
  ...reminded(state, data),
  supervisionOrders: data.number,
});
