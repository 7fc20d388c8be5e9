import fc from 'fast-check';
import { addWorkingDays, addWorkingTime, chinaCalendar, DAY, formatInstant, parseInstant } from './index';
import { shiftDeadline, workingTime } from './index';

const calendar = chinaCalendar();
const HOUR = 3_600_000;
const at = (date: string, time = '00:00:00') => `${date}T${time}+08:00`;

describe('working time between two instants', () => {
  test('runs on working days only, make-up days included', () => {
    expect(workingTime(at('2022-09-30', '12:00:00'), at('2022-10-09', '06:00:00'), calendar)).toBe(
      12 * HOUR + DAY + 6 * HOUR,
    );
  });

  test('is nothing on a holiday, and negative backwards', () => {
    expect(workingTime(at('2022-10-01'), at('2022-10-08'), calendar)).toBe(0);
    expect(workingTime(at('2022-10-11'), at('2022-10-10'), calendar)).toBe(-DAY);
  });

  test('needs the year to be covered', () => {
    expect(() => workingTime(at('2026-12-31'), at('2027-01-02'), calendar)).toThrow(
      /does not cover 2027.*calendar\.years/,
    );
    expect(workingTime(at('2026-12-31'), at('2027-01-01'), calendar)).toBe(DAY);
  });
});

describe('working days before and after a deadline', () => {
  // Due by the end of Monday 2022-08-29.
  const due = at('2022-08-30');

  test.each([
    [-1, at('2022-08-29')],
    [-2, at('2022-08-26')],
    [0, due],
    [1, at('2022-08-31')],
    [5, at('2022-09-06')],
  ])('%d working days: %s', (days, expected) => {
    expect(addWorkingDays(due, days, calendar)).toBe(expected);
  });

  test('forward, the earliest instant: the end of Friday, not the beginning of Monday', () => {
    expect(addWorkingDays(at('2022-08-26'), 1, calendar)).toBe(at('2022-08-27'));
  });
});

describe('a deadline after a suspension', () => {
  const due = at('2022-08-30');

  test('moves by the working time lost, to the end of a working day', () => {
    const suspended = { from: at('2022-08-25', '10:00:00'), to: at('2022-08-29', '15:00:00') };
    expect(shiftDeadline(due, 'workingDay', suspended, calendar)).toBe(at('2022-09-02'));
    expect(shiftDeadline(due, 'day', suspended, calendar)).toBe(at('2022-09-04'));
    expect(shiftDeadline(due, 'hour', suspended, calendar)).toBe(at('2022-09-03', '05:00:00'));
  });

  test('does not move where no working time was lost', () => {
    expect(shiftDeadline(due, 'workingDay', { from: at('2022-08-27'), to: at('2022-08-28') }, calendar)).toBe(due);
  });
});

describe('properties', () => {
  const instant = fc
    .integer({ min: parseInstant(at('2019-06-01')), max: parseInstant(at('2025-06-01')) })
    .map((millis) => formatInstant(millis));

  test('time adds up over any instant between', () => {
    fc.assert(
      fc.property(instant, instant, instant, (a, b, c) => {
        expect(workingTime(a, b, calendar) + workingTime(b, c, calendar)).toBe(workingTime(a, c, calendar));
      }),
      { numRuns: 30 },
    );
  });

  test('adding an amount makes exactly that amount of working time', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: -40 * DAY, max: 40 * DAY }), (from, amount) => {
        expect(workingTime(from, addWorkingTime(from, amount, calendar), calendar)).toBe(amount);
      }),
    );
  });

  test('a shifted working-day deadline ends with a working day and never earlier', () => {
    fc.assert(
      fc.property(instant, instant, fc.integer({ min: 0, max: 30 * DAY }), (start, from, length) => {
        const due = addWorkingDays(at(start.slice(0, 10)), 5, calendar);
        const to = formatInstant(parseInstant(from) + length);
        const moved = shiftDeadline(due, 'workingDay', { from, to }, calendar);
        expect(parseInstant(moved)).toBeGreaterThanOrEqual(parseInstant(due));
        expect(moved).toContain('T00:00:00+08:00');
        expect(workingTime(due, moved, calendar)).toBeGreaterThanOrEqual(workingTime(from, to, calendar));
      }),
    );
  });
});
