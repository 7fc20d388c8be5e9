import official from 'chinese-days/dist/chinese-days.json';
import { version as officialVersion } from 'chinese-days/package.json';
import { CalendarNotCovered } from './errors';
import { dayNumber, weekdayOf } from './instant';
import type { Bilingual, DayDescription, WorkingCalendar } from './working-calendar';

/** The days of a year that the official data do not know (yet), as a programme supplies them. */
export interface SuppliedYear {
  year: number;
  holidays: readonly { date: string; zh: string; en: string }[];
  /** Weekend days that are worked (调休上班). */
  makeUpDays: readonly { date: string; zh: string; en: string }[];
}

const WEEKDAYS: readonly Bilingual[] = [
  { zh: '星期日', en: 'Sunday' },
  { zh: '星期一', en: 'Monday' },
  { zh: '星期二', en: 'Tuesday' },
  { zh: '星期三', en: 'Wednesday' },
  { zh: '星期四', en: 'Thursday' },
  { zh: '星期五', en: 'Friday' },
  { zh: '星期六', en: 'Saturday' },
];
const WEEKEND: Bilingual = { zh: '周末', en: 'weekend' };
const ORDINARY: Bilingual = { zh: '工作日', en: 'working day' };

type Days = Map<string, Bilingual>;

/** The source writes `National Day,国庆节,3`. */
function named(days: Readonly<Record<string, string>>): Days {
  return new Map(
    Object.entries(days).map(([date, name]) => {
      const [en = name, zh = name] = name.split(',');
      return [date, { zh, en }];
    }),
  );
}

const OFFICIAL_HOLIDAYS = named(official.holidays);
const OFFICIAL_MAKE_UP_DAYS = named(official.workdays);
const OFFICIAL_YEARS = new Set([...OFFICIAL_HOLIDAYS.keys()].map((date) => Number(date.slice(0, 4))));

/** Fowler–Noll–Vo, 32 bits: tells two lists of supplied days apart. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0');
}

/**
 * The official calendar of China: holidays and make-up working days as the State Council announces them, with the
 * years that `supplied` adds (or corrects: a supplied year stands for the official one). A year known to neither is an
 * error and never taken for Monday to Friday.
 * @throws InvalidDate for a supplied day that is none, RangeError for one that stands under another year
 */
export function chinaCalendar(supplied: readonly SuppliedYear[] = [], id = 'cn'): WorkingCalendar {
  const holidays: Days = new Map(OFFICIAL_HOLIDAYS);
  const makeUpDays: Days = new Map(OFFICIAL_MAKE_UP_DAYS);
  const years = new Set(OFFICIAL_YEARS);
  for (const { year, ...days } of supplied) {
    years.add(year);
    for (const known of [holidays, makeUpDays])
      for (const date of known.keys()) if (date.startsWith(`${year}-`)) known.delete(date);
    for (const { date, zh, en } of days.holidays) holidays.set(inYear(date, year), { zh, en });
    for (const { date, zh, en } of days.makeUpDays) makeUpDays.set(inYear(date, year), { zh, en });
  }
  const source = `chinese-days@${officialVersion}`;
  const version = supplied.length === 0 ? source : `${source}+${fingerprint(JSON.stringify(supplied))}`;

  /** Of days that were asked for; every deadline asks for the same few. No more than the years that are covered have. */
  const described = new Map<string, DayDescription>();
  function describe(date: string): DayDescription {
    const known = described.get(date) ?? look(date);
    described.set(date, known);
    return known;
  }

  function look(date: string): DayDescription {
    const weekdayNumber = weekdayOf(dayNumber(date));
    const year = Number(date.slice(0, 4));
    if (!years.has(year)) throw new CalendarNotCovered(id, year, [...years]);
    const weekday = WEEKDAYS[weekdayNumber] ?? ORDINARY;
    const holiday = holidays.get(date);
    if (holiday !== undefined) return { date, weekday, working: false, kind: 'holiday', reason: holiday };
    const occasion = makeUpDays.get(date);
    if (occasion !== undefined) {
      const reason = { zh: `${occasion.zh}调休上班`, en: `make-up working day for ${occasion.en}` };
      return { date, weekday, working: true, kind: 'makeUp', reason };
    }
    return weekdayNumber === 0 || weekdayNumber === 6
      ? { date, weekday, working: false, kind: 'weekend', reason: WEEKEND }
      : { date, weekday, working: true, kind: 'ordinary', reason: ORDINARY };
  }

  return {
    id,
    version,
    covers: (year) => years.has(year),
    isWorkingDay: (date) => describe(date).working,
    describe,
  };
}

function inYear(date: string, year: number): string {
  dayNumber(date);
  if (!date.startsWith(`${year}-`))
    throw new RangeError(`supplied day ${date} is not in ${year}, under which it stands`);
  return date;
}
