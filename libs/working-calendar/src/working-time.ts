import { InvalidAmount } from './errors';
import { DAY, dateOf, dayAt, formatInstant, parseInstant, startOf } from './instant';
import type { DeadlineUnit } from './deadline-rule';
import type { WorkingCalendar } from './working-calendar';

/**
 * Working time between two instants in milliseconds: what of it lies in working days, each counted whole (24 h), as
 * deadlines count them. Negative where `to` is before `from`.
 * @throws InvalidInstant, CalendarNotCovered
 */
export function workingTime(from: string, to: string, calendar: WorkingCalendar): number {
  const [start, end] = [parseInstant(from), parseInstant(to)];
  if (end < start) return 0 - workingTime(to, from, calendar);
  let total = 0;
  for (let day = dayAt(start); startOf(day) < end; day += 1) {
    if (!calendar.isWorkingDay(dateOf(day))) continue;
    total += Math.min(end, startOf(day + 1)) - Math.max(start, startOf(day));
  }
  return total;
}

/**
 * The instant that lies `millis` of working time after `instant` (the earliest such), or before it where negative (the
 * latest such): one working day before a Monday's end is that Monday's beginning, not the Saturday's.
 * @throws InvalidInstant, InvalidAmount, CalendarNotCovered
 */
export function addWorkingTime(instant: string, millis: number, calendar: WorkingCalendar): string {
  if (!Number.isSafeInteger(millis)) throw new InvalidAmount(millis, Number.MAX_SAFE_INTEGER);
  let at = parseInstant(instant);
  let rest = Math.abs(millis);
  while (rest > 0) {
    const day = millis > 0 ? dayAt(at) : dayAt(at - 1);
    const border = millis > 0 ? startOf(day + 1) : startOf(day);
    if (calendar.isWorkingDay(dateOf(day))) {
      const step = Math.min(rest, Math.abs(border - at));
      rest -= step;
      at += Math.sign(millis) * step;
    } else at = border;
  }
  return formatInstant(at);
}

/** {@link addWorkingTime} in whole days: −1 from a deadline is the moment at which one working day is left. */
export const addWorkingDays = (instant: string, days: number, calendar: WorkingCalendar): string =>
  addWorkingTime(instant, days * DAY, calendar);

/**
 * A deadline after its clock stood still from `from` to `to`: later by the working time of that span (by all of it for
 * `day` and `hour`, which run through holidays). One that ends with a day goes on ending with a day: the rest of a day
 * is the agency's. Where no time was lost, nothing moves.
 * @throws InvalidInstant, CalendarNotCovered
 */
export function shiftDeadline(
  dueAt: string,
  unit: DeadlineUnit,
  suspended: { from: string; to: string },
  calendar: WorkingCalendar,
): string {
  if (unit === 'workingDay') {
    const lost = workingTime(suspended.from, suspended.to, calendar);
    return lost === 0 ? dueAt : endOfItsDay(parseInstant(addWorkingTime(dueAt, lost, calendar)));
  }
  const lost = parseInstant(suspended.to) - parseInstant(suspended.from);
  const moved = parseInstant(dueAt) + lost;
  if (lost === 0) return dueAt;
  return unit === 'hour' ? formatInstant(moved) : endOfItsDay(moved);
}

/** Where it is no midnight already. */
const endOfItsDay = (millis: number): string => formatInstant(startOf(dayAt(millis - 1) + 1));
