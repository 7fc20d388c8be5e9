import {
  computeDeadline,
  endOfDate,
  parseInstant,
  shiftDeadline,
  type WorkingCalendar,
} from '@sanban/working-calendar';
import type { Deadline, TrackedDeadline } from './deadline';
import type { AgencyId } from './request/events';
import type { CitedDeadline, DeadlineSubject } from './rules';

interface Wanted {
  subject: DeadlineSubject;
  agency: AgencyId;
  round: number;
  /** Deadlines that exist: the id must be none of theirs. */
  known: readonly Deadline[];
  now: string;
  calendar: WorkingCalendar;
}

function freshId({ subject, agency, round, known }: Wanted): string {
  const base = `${subject}:${agency}:${round}`;
  const taken = known.filter(({ id }) => id === base || id.startsWith(`${base}.`)).length;
  return taken === 0 ? base : `${base}.${taken + 1}`;
}

/** A deadline as a rule of the programme sets it. @throws CalendarError */
export function deadlineByRule(wanted: Wanted, rule: CitedDeadline): Deadline {
  const { startedAt, dueAt, calendarVersion } = computeDeadline(rule, wanted.now, wanted.calendar);
  const { subject, agency } = wanted;
  return { id: freshId(wanted), subject, agency, rule, startedAt, dueAt, calendarVersion };
}

/** A deadline by the end of a day that the agency itself promised. @throws CalendarError */
export function deadlineByDate(wanted: Wanted, date: string): Deadline {
  const { subject, agency, now: startedAt, calendar } = wanted;
  const calendarVersion = calendar.version;
  calendar.describe(date);
  return { id: freshId(wanted), subject, agency, rule: null, startedAt, dueAt: endOfDate(date), calendarVersion };
}

export const isBefore = (one: string, other: string): boolean => parseInstant(one) < parseInstant(other);

export const sameInstant = (one: string, other: string): boolean => parseInstant(one) === parseInstant(other);

export const later = (one: string, other: string): string => (isBefore(one, other) ? other : one);

/** The deadline is spread last: V8 takes 30 times as long to spread an object first and add to it. */
export const track = (deadline: Deadline, setAt: string): TrackedDeadline => ({
  state: 'open',
  metAt: null,
  passedAt: null,
  setAt,
  issued: [],
  extensions: 0,
  ...untrack(deadline),
});

/** A deadline without what has become of it. */
export function untrack(tracked: Deadline): Deadline {
  const { id, subject, agency, rule, startedAt, dueAt, calendarVersion } = tracked;
  return { id, subject, agency, rule, startedAt, dueAt, calendarVersion };
}

type Which = (deadline: TrackedDeadline) => boolean;
type Tracked = readonly TrackedDeadline[];

const change = (deadlines: Tracked, which: Which, to: (deadline: TrackedDeadline) => TrackedDeadline): Tracked =>
  deadlines.map((deadline) => (deadline.state === 'open' && which(deadline) ? to(deadline) : deadline));

/** The open ones of these are met. */
export const meet = (deadlines: Tracked, which: Which, at: string): Tracked =>
  change(deadlines, which, (deadline) => ({ ...deadline, state: 'met', metAt: at }));

/** Nobody has to meet the open ones of these any more. */
export const lapse = (deadlines: Tracked, which: Which): Tracked =>
  change(deadlines, which, (deadline) => ({ ...deadline, state: 'lapsed' }));

/** Open ones of the same id get their new end (what was issued for the old one counts no longer); new ones are added. */
export function put(deadlines: Tracked, set: readonly Deadline[], at: string): Tracked {
  const moved = new Map(set.map((deadline) => [deadline.id, deadline]));
  const kept = deadlines.map((known) => {
    const to = moved.get(known.id);
    moved.delete(known.id);
    if (to === undefined || known.state !== 'open') return known;
    return to.dueAt === known.dueAt
      ? { ...known, ...to, setAt: at }
      : { ...track(to, at), extensions: known.extensions };
  });
  return [...kept, ...[...moved.values()].map((deadline) => track(deadline, at))];
}

/** Open deadlines, each later by the working time of the suspension; one that had already passed stays as it is. */
export function afterSuspension(
  deadlines: Tracked,
  suspended: { from: string; to: string },
  calendar: WorkingCalendar,
): readonly Deadline[] {
  return deadlines
    .filter(({ state, dueAt }) => state === 'open' && isBefore(suspended.from, dueAt))
    .map((deadline) => ({
      ...untrack(deadline),
      dueAt: shiftDeadline(deadline.dueAt, deadline.rule?.unit ?? 'workingDay', suspended, calendar),
      calendarVersion: calendar.version,
    }));
}
