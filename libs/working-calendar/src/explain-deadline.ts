import { computeDeadline, type ComputedDeadline } from './compute-deadline';
import { dateOf, dayNumber, dateAt } from './instant';
import { describeEnd, describeResult, describeRun, describeTerm } from './explanation-text';
import type { DeadlineRule } from './deadline-rule';
import type { Bilingual, DayDescription, WorkingCalendar } from './working-calendar';

/** Consecutive days that are alike. */
export interface ExplainedRun {
  from: string;
  to: string;
  role: 'start' | 'counted' | 'skipped';
  kind: DayDescription['kind'] | 'calendarDay';
  /** First and last of the deadline's days in this run; null where it does not count. */
  counted: { first: number; last: number } | null;
  text: Bilingual;
}

export interface ExplainedDeadline extends ComputedDeadline {
  runs: readonly ExplainedRun[];
  /** e.g. 截止 2022-10-12（含当日） / Due by the end of 2022-10-12 */
  text: Bilingual;
}

type Rule = Pick<DeadlineRule, 'unit' | 'amount'>;
type Part = Omit<ExplainedRun, 'text'> & { days: readonly DayDescription[] };

/**
 * A deadline with its way there, day by day, days alike taken together.
 * @throws InvalidInstant, InvalidAmount, CalendarNotCovered
 */
export function explainDeadline(rule: Rule, start: string, calendar: WorkingCalendar): ExplainedDeadline {
  const computed = computeDeadline(rule, start, calendar);
  const parts = rule.unit === 'workingDay' ? workingDayParts(rule, computed, calendar) : plainParts(rule, computed);
  return {
    ...computed,
    runs: parts.map(({ days, ...run }) => ({ ...run, text: describeRun(run, days) })),
    text: describeResult(describeTerm(rule), describeEnd(rule.unit, computed.dueAt)),
  };
}

function workingDayParts(rule: Rule, { startedAt, dueOn }: ComputedDeadline, calendar: WorkingCalendar): Part[] {
  const startDate = dateAt(startedAt);
  const parts: Part[] = [];
  let counted = 0;
  for (let day = dayNumber(startDate); day <= dayNumber(dueOn); day += 1) {
    const description = calendar.describe(dateOf(day));
    const { date, kind } = description;
    if (date === startDate) {
      parts.push({ from: date, to: date, role: 'start', kind, counted: null, days: [description] });
      continue;
    }
    const counts = description.working && rule.amount > 0;
    if (counts) counted += 1;
    const role = counts ? 'counted' : 'skipped';
    const last = parts.at(-1);
    if (last?.role === role && last.kind === kind && last.days[0]?.reason.zh === description.reason.zh) {
      last.to = date;
      last.days = [...last.days, description];
      if (last.counted !== null) last.counted = { ...last.counted, last: counted };
    } else {
      const range = counts ? { first: counted, last: counted } : null;
      parts.push({ from: date, to: date, role, kind, counted: range, days: [description] });
    }
  }
  return parts;
}

/** Days and hours that run through holidays need no calendar to be explained. */
function plainParts(rule: Rule, { startedAt, dueOn }: ComputedDeadline): Part[] {
  const startDate = dateAt(startedAt);
  const start: Part = { from: startDate, to: startDate, role: 'start', kind: 'calendarDay', counted: null, days: [] };
  if (rule.unit === 'hour' || rule.amount === 0) return [start];
  const from = dateOf(dayNumber(startDate) + 1);
  const counted = { first: 1, last: rule.amount };
  return [start, { from, to: dueOn, role: 'counted', kind: 'calendarDay', counted, days: [] }];
}
