import { calendarWith } from './programme-calendar';

const day = (date: string, working: boolean, name = '当地节日') => ({ date, working, name });

it('is the national calendar where the programme supplies nothing', () => {
  const calendar = calendarWith([], 'cn');
  expect(calendar.isWorkingDay('2022-10-08')).toBe(true);
  expect(calendar.isWorkingDay('2022-10-07')).toBe(false);
});

it('keeps the official days of a year in which the programme adds one', () => {
  const calendar = calendarWith([day('2022-10-11', false), day('2022-10-16', true, '补班')], 'cn');
  expect(calendar.isWorkingDay('2022-10-11')).toBe(false);
  expect(calendar.describe('2022-10-11').reason.zh).toBe('当地节日');
  expect(calendar.isWorkingDay('2022-10-16')).toBe(true);
  expect(calendar.describe('2022-10-07')).toEqual(calendarWith([], 'cn').describe('2022-10-07'));
  expect(calendar.describe('2022-10-08')).toEqual(calendarWith([], 'cn').describe('2022-10-08'));
  expect(calendar.version).not.toBe(calendarWith([], 'cn').version);
});

it('covers a year that only the programme knows', () => {
  expect(calendarWith([], 'cn').covers(2031)).toBe(false);
  const calendar = calendarWith([day('2031-01-01', false, '元旦')], 'cn');
  expect(calendar.isWorkingDay('2031-01-01')).toBe(false);
  expect(calendar.isWorkingDay('2031-01-02')).toBe(true);
});
