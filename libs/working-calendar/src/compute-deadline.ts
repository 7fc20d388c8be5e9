import { InvalidAmount } from './errors';
import { dateOf, dayAt, formatInstant, parseInstant, startOf, type DayNumber } from './instant';
import type { DeadlineRule } from './deadline-rule';
import type { WorkingCalendar } from './working-calendar';

const HOUR = 3_600_000;
/** About a century of days: beyond it, an amount is a slip of the keyboard. */
export const MAX_AMOUNT = 36_525;

export interface ComputedDeadline {
  /** RFC 3339, +08:00. */
  startedAt: string;
  /** RFC 3339, +08:00, exclusive: the midnight that ends the last day; with hours, the very instant. */
  dueAt: string;
  /** The last day on which it can be met, `YYYY-MM-DD`. */
  dueOn: string;
  calendarVersion: string;
}

/**
 * When a rule's time is over; {@link DeadlineRule} says how it counts.
 * @throws InvalidInstant, InvalidAmount, CalendarNotCovered
 */
export function computeDeadline(
  rule: Pick<DeadlineRule, 'unit' | 'amount'>,
  start: string,
  calendar: WorkingCalendar,
): ComputedDeadline {
  const startMillis = parseInstant(start);
  const { unit, amount } = rule;
  if (!Number.isInteger(amount) || amount < 0 || amount > MAX_AMOUNT) throw new InvalidAmount(amount, MAX_AMOUNT);
  const due = unit === 'hour' ? startMillis + amount * HOUR : startOf(lastDay(unit, amount, startMillis, calendar) + 1);
  return {
    startedAt: formatInstant(startMillis),
    dueAt: formatInstant(due),
    dueOn: dateOf(dayAt(unit === 'hour' && amount === 0 ? due : due - 1)),
    calendarVersion: calendar.version,
  };
}

function lastDay(unit: 'day' | 'workingDay', amount: number, start: number, calendar: WorkingCalendar): DayNumber {
  const first = dayAt(start);
  if (unit === 'day') return first + amount;
  let day = first;
  let counted = 0;
  if (amount === 0) while (!calendar.isWorkingDay(dateOf(day))) day += 1;
  while (counted < amount) {
    day += 1;
    if (calendar.isWorkingDay(dateOf(day))) counted += 1;
  }
  return day;
}
