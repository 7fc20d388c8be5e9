import fc from 'fast-check';
import { dateAt, endOfDate, formatInstant, InvalidInstant, lastDateBefore, parseInstant, startOfDate } from './index';

test('an instant is read with its offset and written in Asia/Shanghai', () => {
  expect(formatInstant(parseInstant('2022-09-30T16:30:00Z'))).toBe('2022-10-01T00:30:00+08:00');
  expect(formatInstant(parseInstant('2022-10-01T00:30:00.250+08:00'))).toBe('2022-10-01T00:30:00.250+08:00');
  expect(dateAt('2022-09-30T15:59:59Z')).toBe('2022-09-30');
  expect(dateAt('2022-09-30T16:00:00Z')).toBe('2022-10-01');
});

test.each([
  '2022-09-30',
  '2022-09-30T09:00:00',
  '2022-09-30 09:00:00+08:00',
  '2022-02-30T09:00:00+08:00',
  '2022-09-30T24:00:00+08:00',
  '2022-09-30T09:60:00+08:00',
  '2022-09-30T09:00+08:00',
  'now',
])('"%s" is no instant', (text) => {
  expect(() => parseInstant(text)).toThrow(InvalidInstant);
});

test('reading what was written gives the same instant', () => {
  fc.assert(
    fc.property(fc.integer({ min: -2_000_000_000_000, max: 4_000_000_000_000 }), (millis) => {
      expect(parseInstant(formatInstant(millis))).toBe(millis);
    }),
  );
});

test('a day ends where the next begins, and its last date is itself', () => {
  expect(endOfDate('2022-12-31')).toBe('2023-01-01T00:00:00+08:00');
  expect(endOfDate('2022-12-31')).toBe(startOfDate('2023-01-01'));
  expect(lastDateBefore(endOfDate('2022-02-28'))).toBe('2022-02-28');
});
