import fc from 'fast-check';
import { chinaCalendar, computeDeadline, explainDeadline, formatInstant, parseInstant } from './index';

const calendar = chinaCalendar();
const at = (date: string) => `${date}T09:00:00+08:00`;
const lines = (amount: number, date: string, unit: 'workingDay' | 'day' | 'hour' = 'workingDay') => {
  const { runs, text } = explainDeadline({ unit, amount }, at(date), calendar);
  return { zh: [...runs.map((run) => run.text.zh), text.zh], en: [...runs.map((run) => run.text.en), text.en] };
};

test('five working days over National Day 2022', () => {
  expect(lines(5, '2022-09-30')).toEqual({
    zh: [
      '2022-09-30 星期五：起算日，不计入',
      '2022-10-01 至 10-07 星期六至星期五：国庆节放假，不计入',
      '2022-10-08 至 10-09 星期六至星期日：国庆节调休上班，第 1–2 日',
      '2022-10-10 至 10-12 星期一至星期三：工作日，第 3–5 日',
      '5 个工作日：2022-10-12 当日终了前',
    ],
    en: [
      '2022-09-30 Friday: the start, not counted',
      '2022-10-01 to 10-07 (Saturday to Friday): National Day holiday, not counted',
      '2022-10-08 to 10-09 (Saturday to Sunday): work (make-up working day for National Day), days 1–2',
      '2022-10-10 to 10-12 (Monday to Wednesday): working days, days 3–5',
      '5 working days: by the end of 2022-10-12',
    ],
  });
});

test('an ordinary weekend, a single make-up day, and a change of year', () => {
  expect(lines(1, '2022-08-26').en).toEqual([
    '2022-08-26 Friday: the start, not counted',
    '2022-08-27 to 08-28 (Saturday to Sunday): weekend, not counted',
    '2022-08-29 Monday: working day, day 1',
    '1 working day: by the end of 2022-08-29',
  ]);
  expect(lines(1, '2022-10-07').en[1]).toBe('2022-10-08 Saturday: works (make-up working day for National Day), day 1');
  expect(lines(1, '2022-12-30').en[1]).toBe(
    "2022-12-31 to 2023-01-02 (Saturday to Monday): New Year's Day holiday, not counted",
  );
});

test('an amount of 0 that starts on a holiday goes on to the next day that works', () => {
  expect(lines(0, '2022-10-06').zh).toEqual([
    '2022-10-06 星期四：起算日，不计入',
    '2022-10-07 星期五：国庆节放假，不计入',
    '2022-10-08 星期六：国庆节调休上班，顺延至当日',
    '0 个工作日：2022-10-08 当日终了前',
  ]);
});

test('days and hours run through holidays', () => {
  expect(lines(3, '2022-12-30', 'day').en).toEqual([
    '2022-12-30: the start, not counted',
    '2022-12-31 to 2023-01-02: calendar days, days 1–3',
    '3 days: by the end of 2023-01-02',
  ]);
  expect(lines(48, '2022-09-30', 'hour').zh).toEqual([
    '2022-09-30：起算日，不计入',
    '48 小时：2022-10-02T09:00:00+08:00 前',
  ]);
});

test('properties: it counts the amount, in order, leaves no day out, and agrees with the computation', () => {
  const start = fc
    .integer({ min: parseInstant(at('2004-01-01')), max: parseInstant(at('2025-12-31')) })
    .map((millis) => formatInstant(millis));
  fc.assert(
    fc.property(start, fc.integer({ min: 1, max: 60 }), (from, amount) => {
      const rule = { unit: 'workingDay' as const, amount };
      const { runs, text, ...computed } = explainDeadline(rule, from, calendar);
      expect(computed).toEqual(computeDeadline(rule, from, calendar));
      expect(text.en).toContain(computed.dueOn);
      const counted = runs.flatMap((run) => (run.counted === null ? [] : [run.counted]));
      expect(counted.map((range) => range.first)).toEqual([1, ...counted.slice(0, -1).map((range) => range.last + 1)]);
      expect(counted.at(-1)?.last).toBe(amount);
      expect(runs.at(-1)?.to).toBe(computed.dueOn);
      const next = (date: string) => new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
      expect(runs.slice(1).map((run) => run.from)).toEqual(runs.slice(0, -1).map((run) => next(run.to)));
    }),
  );
});
