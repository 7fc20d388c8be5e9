import { CalendarError, chinaCalendar, InvalidDate, type SuppliedYear } from './index';

const calendar = chinaCalendar();
const working = (...dates: string[]) => dates.map((date) => calendar.isWorkingDay(date));

function thrownBy(call: () => unknown): CalendarError {
  try {
    call();
  } catch (error) {
    if (error instanceof CalendarError) return error;
  }
  throw new Error('no CalendarError was thrown');
}

const YEAR_2027: SuppliedYear = {
  year: 2027,
  holidays: [{ date: '2027-01-01', zh: '元旦', en: "New Year's Day" }],
  makeUpDays: [{ date: '2027-01-03', zh: '元旦', en: "New Year's Day" }],
};

describe('the official calendar', () => {
  test('National Day 2022: seven days off, the weekend after it is worked', () => {
    expect(working('2022-09-30', '2022-10-01', '2022-10-07', '2022-10-08', '2022-10-09', '2022-10-10')).toEqual([
      true,
      false,
      false,
      true,
      true,
      true,
    ]);
    expect(calendar.describe('2022-10-08')).toEqual({
      date: '2022-10-08',
      weekday: { zh: '星期六', en: 'Saturday' },
      working: true,
      kind: 'makeUp',
      reason: { zh: '国庆节调休上班', en: 'make-up working day for National Day' },
    });
  });

  test.each([
    ['2022-01-29', true], // Saturday before the Spring Festival of 2022
    ['2022-01-30', true],
    ['2022-01-31', false],
    ['2022-02-06', false],
    ['2022-02-07', true],
    ['2023-01-20', true],
    ['2023-01-21', false],
    ['2023-01-27', false],
    ['2023-01-28', true], // Saturday after the Spring Festival of 2023
    ['2023-01-29', true],
    ['2020-01-31', false], // the Spring Festival of 2020, extended on 26 January
    ['2020-02-01', false],
    ['2020-02-02', false],
    ['2020-02-03', true],
  ])('%s is worked: %s', (date, expected) => {
    expect(calendar.isWorkingDay(date)).toBe(expected);
  });

  test('an ordinary weekend is no holiday', () => {
    expect(calendar.describe('2022-10-15')).toMatchObject({ kind: 'weekend', working: false, reason: { zh: '周末' } });
    expect(calendar.describe('2022-10-03')).toMatchObject({ kind: 'holiday', reason: { zh: '国庆节' } });
    expect(calendar.describe('2022-10-12')).toMatchObject({ kind: 'ordinary', weekday: { en: 'Wednesday' } });
  });

  test.each([2003, 2027, 2030])('%d is not covered: an error that says what to do', (year) => {
    expect(calendar.covers(year)).toBe(false);
    const error = thrownBy(() => calendar.isWorkingDay(`${year}-05-05`));
    expect(error).toMatchObject({ name: 'CalendarNotCovered', code: 'calendar-not-covered', year });
    expect(error.message).toContain(`does not cover ${year} (it knows 2004–2026)`);
    expect(error.message).toContain('supply them in a programme (calendar.years and calendar.days)');
    expect(error.messageZh).toContain('方案的 calendar.years 和 calendar.days');
    expect(error.message).toMatch(year < 2004 ? /or choose a later date$/ : /or choose an earlier date$/);
    expect(error.messageZh).toMatch(year < 2004 ? /改用较晚日期$/ : /改用较早日期$/);
  });

  test('names the years that it knows, with their gaps', () => {
    const gap = chinaCalendar([{ ...YEAR_2027, year: 2029, holidays: [], makeUpDays: [] }]);
    expect(thrownBy(() => gap.isWorkingDay('2028-01-01')).message).toContain('(it knows 2004–2026, 2029)');
  });

  test.each(['2022-02-30', '2022-13-01', '2022-1-1', '20221001', '', '2022-10-01T00:00:00+08:00'])(
    '"%s" is no date',
    (date) => {
      expect(() => calendar.isWorkingDay(date)).toThrow(InvalidDate);
    },
  );
});

describe('a year that a programme supplies', () => {
  const supplied = chinaCalendar([YEAR_2027]);

  test('is covered, the next is not', () => {
    expect(supplied.describe('2027-01-01')).toMatchObject({ working: false, reason: { zh: '元旦' } });
    expect(supplied.describe('2027-01-03')).toMatchObject({ working: true, kind: 'makeUp' });
    expect(supplied.isWorkingDay('2027-01-04')).toBe(true);
    expect(supplied.isWorkingDay('2027-01-09')).toBe(false);
    expect(() => supplied.isWorkingDay('2028-01-04')).toThrow('it knows 2004–2027');
  });

  test('changes the version, and so does another list of days', () => {
    const other = chinaCalendar([{ ...YEAR_2027, makeUpDays: [] }]);
    expect(new Set([calendar.version, supplied.version, other.version]).size).toBe(3);
    expect(chinaCalendar([YEAR_2027]).version).toBe(supplied.version);
    expect(calendar.version).toMatch(/^chinese-days@\d+\.\d+\.\d+$/);
  });

  test('stands for the official one where both know it', () => {
    const corrected = chinaCalendar([{ year: 2022, holidays: [], makeUpDays: [] }]);
    expect(corrected.isWorkingDay('2022-10-03')).toBe(true);
    expect(corrected.isWorkingDay('2022-10-08')).toBe(false);
    expect(calendar.isWorkingDay('2022-10-03')).toBe(false);
  });

  test('with a day of another year is refused', () => {
    const misplaced = {
      year: 2027,
      holidays: [{ date: '2028-01-01', zh: '元旦', en: "New Year's Day" }],
      makeUpDays: [],
    };
    expect(() => chinaCalendar([misplaced])).toThrow('2028-01-01 is not in 2027');
  });
});
