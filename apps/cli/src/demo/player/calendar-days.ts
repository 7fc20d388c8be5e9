import { chinaCalendar, dateAt, lastDateBefore } from '@sanban/working-calendar';

const calendar = chinaCalendar();
/** At which the demo's working days begin. */
const MORNING = 'T09:00:00+08:00';

const nextDay = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** `date` itself where it is worked, else the next that is. @throws CalendarNotCovered */
export function workingDayFrom(date: string): string {
  let day = date;
  while (!calendar.isWorkingDay(day)) day = nextDay(day);
  return day;
}

/** The working day that comes `days` working days after `date`, itself a working day or not. */
export function workingDaysAfter(date: string, days: number): string {
  let day = date;
  for (let left = days; left > 0; left -= 1) day = workingDayFrom(nextDay(day));
  return day;
}

export const morningOf = (date: string): string => `${date}${MORNING}`;
/** The day of an instant in Asia/Shanghai. */
export const dayOf = dateAt;
/** The last day on which a deadline can be met. */
export const lastDayOf = lastDateBefore;
export const following = nextDay;
