import type { CalendarDay } from '@sanban/programme';
import { chinaCalendar, type SuppliedYear, type WorkingCalendar } from '@sanban/working-calendar';

/** The national calendar, corrected and continued by a programme's own days. */
export function calendarWith(days: readonly CalendarDay[], id: string): WorkingCalendar {
  const national = chinaCalendar([], id);
  if (days.length === 0) return national;
  const years = new Set(days.map(({ date }) => Number(date.slice(0, 4))));
  return chinaCalendar(
    [...years].sort().map((year) => supplied(year, days, national)),
    id,
  );
}

/** A supplied year stands for the official one, so it begins with the official days. */
function supplied(year: number, days: readonly CalendarDay[], national: WorkingCalendar): SuppliedYear {
  const holidays = new Map<string, { date: string; zh: string; en: string }>();
  const makeUpDays = new Map<string, { date: string; zh: string; en: string }>();
  for (const { date, kind, reason } of national.covers(year) ? daysOf(year).map((day) => national.describe(day)) : []) {
    if (kind === 'holiday') holidays.set(date, { date, ...reason });
    if (kind === 'makeUp')
      makeUpDays.set(date, {
        date,
        zh: reason.zh.replace(/调休上班$/, ''),
        en: reason.en.replace(/^make-up working day for /, ''),
      });
  }
  for (const { date, working, name } of days.filter((day) => day.date.startsWith(`${year}-`))) {
    holidays.delete(date);
    makeUpDays.delete(date);
    (working ? makeUpDays : holidays).set(date, { date, zh: name, en: name });
  }
  return { year, holidays: [...holidays.values()], makeUpDays: [...makeUpDays.values()] };
}

function daysOf(year: number): string[] {
  const days: string[] = [];
  for (let day = Date.UTC(year, 0, 1); day < Date.UTC(year + 1, 0, 1); day += 86_400_000) {
    days.push(new Date(day).toISOString().slice(0, 10));
  }
  return days;
}
