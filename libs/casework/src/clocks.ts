import { DAY, parseInstant, workingTime, type WorkingCalendar } from '@sanban/working-calendar';
import type { TrackedDeadline } from './deadline';
import { isBefore } from './deadlines';
import type { AgencyId } from './request/events';
import type { RequestState } from './request/state';
import type { DeadlineSubject } from './rules';

export interface AgencyClock {
  agency: AgencyId;
  /** Milliseconds of working time (a working day has 24 h) for which this agency was the lead and the clock ran. */
  elapsed: number;
  /** The same in working days, to two decimals. */
  workingDays: number;
  running: boolean;
}

export interface DeadlineClock {
  id: string;
  subject: DeadlineSubject;
  agency: AgencyId;
  dueAt: string;
  /** late: met after its end; overdue: open after its end; lapsed: nobody had to meet it in the end. */
  status: 'met' | 'late' | 'open' | 'overdue' | 'lapsed';
  /** Milliseconds of working time (of any time for `hour` and `day`) to its end, negative after it; null unless open. */
  remaining: number | null;
}

export interface Clocks {
  /** Milliseconds of working time from the assignment on, without suspensions and what came after the resolution. */
  total: number;
  /** In the order in which they led; they add up to the total. */
  agencies: readonly AgencyClock[];
  deadlines: readonly DeadlineClock[];
}

/**
 * Whose time a request has taken. The clock starts with the assignment, moves with a reassignment, pauses while
 * suspended, stops with the resolution, and runs again after a rejected one and a reopening. A suspended deadline stands
 * as it stood when the suspension began.
 * @throws CalendarNotCovered
 */
export function clocks(state: RequestState, calendar: WorkingCalendar, now: string): Clocks {
  if (state.status === 'none') return { total: 0, agencies: [], deadlines: [] };
  const shares = new Map<AgencyId, { elapsed: number; running: boolean }>();
  for (const { agency, from, to } of state.segments) {
    const until = to ?? (isBefore(from, now) ? now : from);
    const sofar = shares.get(agency)?.elapsed ?? 0;
    shares.set(agency, { elapsed: sofar + workingTime(from, until, calendar), running: to === null });
  }
  const agencies = [...shares].map(([agency, { elapsed, running }]) => {
    return { agency, elapsed, running, workingDays: Math.round((elapsed / DAY) * 100) / 100 };
  });
  const { suspendedAt } = state;
  const standing = suspendedAt !== null && isBefore(suspendedAt, now) ? suspendedAt : now;
  return {
    total: agencies.reduce((sum, { elapsed }) => sum + elapsed, 0),
    agencies,
    deadlines: state.deadlines.map((deadline) => deadlineClock(deadline, calendar, standing)),
  };
}

/** @throws CalendarNotCovered */
function deadlineClock(deadline: TrackedDeadline, calendar: WorkingCalendar, now: string): DeadlineClock {
  const { id, subject, agency, dueAt, rule } = deadline;
  const status = statusOf(deadline, now);
  const open = status === 'open' || status === 'overdue';
  const unit = rule?.unit ?? 'workingDay';
  const left = (): number =>
    unit === 'workingDay' ? workingTime(now, dueAt, calendar) : parseInstant(dueAt) - parseInstant(now);
  return { id, subject, agency, dueAt, status, remaining: open ? left() : null };
}

function statusOf({ state, metAt, dueAt }: TrackedDeadline, now: string): DeadlineClock['status'] {
  if (state === 'lapsed') return 'lapsed';
  if (state === 'met') return metAt !== null && isBefore(metAt, dueAt) ? 'met' : 'late';
  return isBefore(now, dueAt) ? 'open' : 'overdue';
}
