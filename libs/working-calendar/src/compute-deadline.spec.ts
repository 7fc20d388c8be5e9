import fc from 'fast-check';
import { chinaCalendar, computeDeadline, formatInstant, InvalidAmount, InvalidInstant, parseInstant } from './index';

const calendar = chinaCalendar();
const at = (date: string, time = '09:00:00') => `${date}T${time}+08:00`;
const workingDays = (amount: number, start: string) => computeDeadline({ unit: 'workingDay', amount }, start, calendar);

describe('working days', () => {
  test.each([
    ['National Day 2022: two make-up days count', 5, '2022-09-30', '2022-10-12'],
    ['an ordinary week', 5, '2022-08-22', '2022-08-29'],
    ['over a weekend', 1, '2022-08-26', '2022-08-29'],
    ['from a Saturday', 1, '2022-08-27', '2022-08-29'],
    ['Spring Festival 2022, make-up weekend before it', 5, '2022-01-26', '2022-02-07'],
    ['Spring Festival 2023, make-up weekend after it', 5, '2023-01-19', '2023-01-31'],
    ['the extended Spring Festival of 2020', 2, '2020-01-23', '2020-02-04'],
    ['into the next year', 3, '2022-12-30', '2023-01-05'],
    ['0 on a working day: that day', 0, '2022-09-30', '2022-09-30'],
    ['0 on a holiday: the next that works', 0, '2022-10-01', '2022-10-08'],
  ])('%s: %d from %s is %s', (_, amount, start, dueOn) => {
    expect(workingDays(amount, at(start)).dueOn).toBe(dueOn);
  });

  test('the end is the midnight after the last day, whatever the hour of the start', () => {
    const expected = { dueAt: '2022-10-13T00:00:00+08:00', dueOn: '2022-10-12', calendarVersion: calendar.version };
    expect(workingDays(5, at('2022-09-30', '00:00:00'))).toMatchObject(expected);
    expect(workingDays(5, at('2022-09-30', '23:59:59'))).toMatchObject(expected);
    expect(workingDays(5, '2022-09-29T17:00:00Z')).toEqual({ ...expected, startedAt: '2022-09-30T01:00:00+08:00' });
  });

  test('the end of 2026 is the end of what is known', () => {
    expect(workingDays(1, at('2026-12-30')).dueOn).toBe('2026-12-31');
    expect(() => workingDays(1, at('2026-12-31'))).toThrow('does not cover 2027');
  });
});

describe('days and hours run through holidays', () => {
  test('days end with the day', () => {
    const due = computeDeadline({ unit: 'day', amount: 3 }, at('2022-09-30'), calendar);
    expect(due).toMatchObject({ dueOn: '2022-10-03', dueAt: '2022-10-04T00:00:00+08:00' });
  });

  test('hours end with the hour', () => {
    const due = computeDeadline({ unit: 'hour', amount: 24 }, at('2022-09-30', '09:30:00'), calendar);
    expect(due).toMatchObject({ dueOn: '2022-10-01', dueAt: '2022-10-01T09:30:00+08:00' });
  });

  test('they end with the year 9999, and say so', () => {
    expect(() => computeDeadline({ unit: 'hour', amount: 24 }, at('9999-12-31'), calendar)).toThrow('0000 to 9999');
  });

  test('they need no year to be covered', () => {
    expect(computeDeadline({ unit: 'day', amount: 2 }, at('2030-01-01'), calendar).dueOn).toBe('2030-01-03');
  });
});

test.each([-1, 1.5, Number.NaN, 1e9])('an amount of %d is refused', (amount) => {
  expect(() => workingDays(amount, at('2022-08-22'))).toThrow(InvalidAmount);
});

test('a start that is no instant is refused', () => {
  expect(() => workingDays(1, '2022-08-22')).toThrow(InvalidInstant);
});

describe('properties', () => {
  const start = fc
    .integer({ min: parseInstant(at('2004-01-01')), max: parseInstant(at('2025-12-31')) })
    .map((millis) => formatInstant(millis));
  const amount = fc.integer({ min: 0, max: 60 });
  const unit = fc.constantFrom('workingDay' as const, 'day' as const, 'hour' as const);

  test('more never ends earlier, and a later start never ends earlier', () => {
    fc.assert(
      fc.property(unit, start, start, amount, amount, (counted, one, other, n, m) => {
        const [early, late] = parseInstant(one) <= parseInstant(other) ? [one, other] : [other, one];
        const due = (from: string, total: number) =>
          parseInstant(computeDeadline({ unit: counted, amount: total }, from, calendar).dueAt);
        expect(due(early, n)).toBeLessThanOrEqual(due(late, n));
        expect(due(early, n)).toBeLessThanOrEqual(due(early, n + m));
      }),
    );
  });

  test('n days and then m days are n + m days', () => {
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 60 }), amount, (from, n, m) => {
        const first = workingDays(n, from);
        expect(workingDays(m, at(first.dueOn)).dueOn).toBe(workingDays(n + m, from).dueOn);
      }),
    );
  });

  test('never ends on a day that is not worked, never before its start', () => {
    fc.assert(
      fc.property(start, amount, (from, n) => {
        const due = workingDays(n, from);
        expect(calendar.isWorkingDay(due.dueOn)).toBe(true);
        expect(parseInstant(due.dueAt)).toBeGreaterThan(parseInstant(from));
      }),
    );
  });
});
