import type { Finding } from '../faults/from-issue';
import { isNational, yearOf } from '../programme/calendar';
import type { Supplied } from '../schema/jurisdiction';

/**
 * Days of a year that nobody knows: neither the national calendar, nor the programme or one of its ancestors. And the
 * reverse: a declared year without a day, which would pass for Monday to Friday throughout.
 * @param inherited calendars of the ancestors
 */
export const checkYears = (own: Supplied, inherited: readonly Supplied[]): Finding[] => {
  const family = [own, ...inherited];
  const declared = new Set(family.flatMap(({ years }) => years));
  const supplied = new Set(family.flatMap(({ days }) => days.map(yearOf)));
  const undeclared = own.days.flatMap((day, index): Finding[] => {
    const year = yearOf(day);
    if (isNational(year) || declared.has(year)) return [];
    const zh = `全国日历不含 ${year} 年。如本方案提供该年全部放假调休安排，请在 calendar.years 中写明 ${year}；否则删去这一天。`;
    const en = `The national calendar does not cover ${year}. If the programme supplies all holidays and make-up days of that year, say so with ${year} in calendar.years; else remove this day.`;
    return [{ path: ['calendar', 'days', index, 'date'], code: 'year-not-declared', zh, en }];
  });
  const empty = own.years.flatMap((year, index): Finding[] => {
    if (isNational(year) || supplied.has(year)) return [];
    const zh = `calendar.days 中没有 ${year} 年的日子。请补上该年全部放假调休安排，或删去 ${year}。`;
    const en = `calendar.days has no day of ${year}. Add all holidays and make-up days of that year, or remove ${year}.`;
    return [{ path: ['calendar', 'years', index], code: 'year-without-days', zh, en }];
  });
  return [...undeclared, ...empty];
};
