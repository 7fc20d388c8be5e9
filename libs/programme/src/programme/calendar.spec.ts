import { chinaCalendar } from '@sanban/working-calendar';
import { calendarWith } from './calendar';

const day = (date: string, working: boolean, name = '当地节日') => ({ date, working, name });
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
