import { chinaCalendar } from '@sanban/working-calendar';
import { calendarWith } from './calendar';

const day = (date: string, working: boolean, name: string | { zh: string; en: string } = '当地节日') => ({
  date,
  working,
  name,
});
const national = chinaCalendar();
const supplying = (days: ReturnType<typeof day>[], years: number[] = []) => ({ years, days });

it('is the national calendar where the programme supplies nothing', () => {
  const calendar = calendarWith([supplying([])]);
  expect(calendar.isWorkingDay('2022-10-08')).toBe(true);
  expect(calendar.isWorkingDay('2022-10-07')).toBe(false);
  expect(calendar.version).toBe(national.version);
});

it('keeps the official days of a year in which the programme adds one', () => {
  const calendar = calendarWith([supplying([day('2022-10-11', false), day('2022-10-16', true, '补班')])]);
  expect(calendar.isWorkingDay('2022-10-11')).toBe(false);
  expect(calendar.describe('2022-10-11').reason.zh).toBe('当地节日');
  expect(calendar.isWorkingDay('2022-10-16')).toBe(true);
  expect(calendar.describe('2022-10-07')).toEqual(national.describe('2022-10-07'));
  expect(calendar.describe('2022-10-08')).toEqual(national.describe('2022-10-08'));
  expect(calendar.version).not.toBe(national.version);
});

it('covers a year that the programme declares, with its days', () => {
  expect(national.covers(2031)).toBe(false);
  const calendar = calendarWith([supplying([day('2031-01-01', false, '元旦')], [2031])]);
  expect(calendar.isWorkingDay('2031-01-01')).toBe(false);
  expect(calendar.isWorkingDay('2031-01-02')).toBe(true);
});

it('does not take a year for known because of one of its days', () => {
  const calendar = calendarWith([supplying([day('2031-05-10', true, '补班')])]);
  expect(calendar.covers(2031)).toBe(false);
  expect(() => calendar.isWorkingDay('2031-05-10')).toThrow('does not cover 2031');
});

it('takes the nearest statement of a day, and the years of all', () => {
  const parent = supplying([day('2031-01-01', false), day('2031-01-02', false)], [2031]);
  const calendar = calendarWith([supplying([day('2031-01-02', true)]), parent]);
  expect(['2031-01-01', '2031-01-02'].map((date) => calendar.isWorkingDay(date))).toEqual([false, true]);
});

it('says of a supplied day what the national calendar would', () => {
  const named = (date: string, working: boolean, name: string | { zh: string; en: string }) =>
    calendarWith([supplying([day(date, working, name)], [2031])]).describe(date).reason;
  const both = { zh: '国庆节', en: 'National Day' };
  expect(named('2031-10-01', false, both)).toEqual(both);
  expect(named('2031-10-01', false, { zh: '国庆节放假', en: 'National Day holiday' })).toEqual(both);
  const worked = { zh: '国庆节调休上班', en: 'make-up working day for National Day' };
  expect(named('2031-10-11', true, both)).toEqual(worked);
  expect(named('2031-10-11', true, worked)).toEqual(worked);
  expect(['国庆节', '国庆节上班', '国庆节补班'].map((name) => named('2031-10-11', true, name).zh)).toEqual(
    Array(3).fill(worked.zh),
  );
});
