import { workingDayFrom, workingDaysAfter } from './calendar-days';

describe('working days of the demo', () => {
  it.each([
    ['2022-08-22', 0, '2022-08-22'],
    ['2022-08-26', 1, '2022-08-29'],
    // National Day: 10-08 and 10-09 are worked.
    ['2022-09-30', 1, '2022-10-08'],
    ['2022-09-30', 5, '2022-10-12'],
  ])('%s and %i more is %s', (from, days, expected) => {
    expect(workingDaysAfter(from, days)).toBe(expected);
  });

  it('goes on to the next worked day', () => {
    expect(workingDayFrom('2022-10-01')).toBe('2022-10-08');
    expect(workingDayFrom('2022-10-08')).toBe('2022-10-08');
  });

  it('does not guess beyond the calendar', () => {
    expect(() => workingDayFrom('2035-01-01')).toThrow(/does not cover 2035/);
  });
});
