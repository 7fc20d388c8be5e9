import { chinaCalendar, type SuppliedYear, type WorkingCalendar } from '@sanban/working-calendar';
import type { Bilingual } from '../schema/common';
import type { CalendarDay, Supplied } from '../schema/jurisdiction';

const national = chinaCalendar();

export const yearOf = ({ date }: CalendarDay): number => Number(date.slice(0, 4));
/** Whether the days of this year are known without any programme. */
export const isNational = (year: number): boolean => national.covers(year);

/**
 * The national calendar, corrected and continued by a programme and its ancestors, nearest first; the nearest statement
 * of a day wins. A year that the national calendar does not cover is added only where one of them declares it: a single
 * day does not make the rest of its year known.
 */
export function calendarWith(chain: readonly Supplied[]): WorkingCalendar {
  const byDate = new Map<string, CalendarDay>();
  for (const { days } of chain.toReversed()) for (const day of days) byDate.set(day.date, day);
  const days = [...byDate.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
  const corrected = days.map(yearOf).filter(isNational);
  const declared = chain.flatMap(({ years }) => years).filter((year) => !isNational(year));
  return chinaCalendar([...new Set([...corrected, ...declared])].sort().map((year) => supplied(year, days)));
}

/** A supplied year stands for the official one, so it begins with the official days. */
function supplied(year: number, days: readonly CalendarDay[]): SuppliedYear {
  const holidays = new Map<string, { date: string; zh: string; en: string }>();
  const makeUpDays = new Map<string, { date: string; zh: string; en: string }>();
  for (const { date, kind, reason } of national.covers(year) ? daysOf(year).map((day) => national.describe(day)) : []) {
    if (kind === 'holiday') holidays.set(date, { date, ...reason });
    if (kind === 'makeUp') makeUpDays.set(date, { date, ...occasion(reason, true) });
  }
  for (const { date, working, name } of days.filter((day) => day.date.startsWith(`${year}-`))) {
    holidays.delete(date);
    makeUpDays.delete(date);
    const names = typeof name === 'string' ? { zh: name, en: name } : name;
    (working ? makeUpDays : holidays).set(date, { date, ...occasion(names, working) });
  }
  return { year, holidays: [...holidays.values()], makeUpDays: [...makeUpDays.values()] };
}

/** The calendar itself says that a day is worked or off: the occasion is the name alone, 国庆节 of 国庆节调休上班. */
function occasion({ zh, en }: Bilingual, working: boolean): Bilingual {
  return working
    ? { zh: bare(zh, /(调休上班|调休|补班|上班)$/), en: bare(en, /^make-up working day for /i) }
    : { zh: bare(zh, /(放假|假期)$/), en: bare(en, / holiday$/i) };
}

const bare = (name: string, addition: RegExp): string => name.replace(addition, '') || name;

function daysOf(year: number): string[] {
  const days: string[] = [];
  for (let day = Date.UTC(year, 0, 1); day < Date.UTC(year + 1, 0, 1); day += 86_400_000) {
    days.push(new Date(day).toISOString().slice(0, 10));
  }
  return days;
}
