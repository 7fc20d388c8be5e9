import fc from 'fast-check';
import {
  dateAt,
  endOfDate,
  formatInstant,
  InstantOutOfRange,
  InvalidInstant,
  lastDateBefore,
  parseInstant,
  startOfDate,
} from './index';

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

test('an instant is read as the platform reads it, in whole milliseconds', () => {
  const digits = (max: number) => fc.integer({ min: 0, max }).map((n) => String(n).padStart(2, '0'));
  const date = fc
    .date({ min: new Date('0100-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    .map((day) => day.toISOString().slice(0, 10));
  const fraction = fc.option(fc.stringMatching(/^\.[0-9]{1,9}$/), { nil: '' });
  const offset = fc.oneof(
    fc.constant('Z'),
    fc
      .tuple(fc.constantFrom('+', '-'), digits(23), digits(59))
      .map(([sign, hours, minutes]) => `${sign}${hours}:${minutes}`),
  );
  fc.assert(
    fc.property(date, digits(23), digits(59), digits(59), fraction, offset, (day, hour, minute, second, rest, zone) => {
      const instant = `${day}T${hour}:${minute}:${second}${rest}${zone}`;
      expect(parseInstant(instant)).toBe(Date.parse(instant));
    }),
  );
});

test('an instant is written as the platform writes it, eight hours later', () => {
  const [first, last] = [Date.parse('0000-01-01T00:00:00+08:00'), Date.parse('9999-12-31T23:59:59.999+08:00')];
  const asThePlatform = (millis: number): string =>
    new Date(millis + 8 * 3_600_000).toISOString().replace('.000Z', 'Z').replace('Z', '+08:00');
  fc.assert(
    fc.property(fc.integer({ min: first, max: last }), (millis) => {
      expect(formatInstant(millis)).toBe(asThePlatform(millis));
    }),
  );
  for (const millis of [first, last, 0, -1, 1_000]) expect(formatInstant(millis)).toBe(asThePlatform(millis));
  for (const millis of [first - 1, last + 1, NaN]) expect(() => formatInstant(millis)).toThrow(InstantOutOfRange);
});

test('where no more can be written, the error says so', () => {
  expect(() => endOfDate('9999-12-31')).toThrow(/years 0000 to 9999/);
});

test('a day ends where the next begins, and its last date is itself', () => {
  expect(endOfDate('2022-12-31')).toBe('2023-01-01T00:00:00+08:00');
  expect(endOfDate('2022-12-31')).toBe(startOfDate('2023-01-01'));
  expect(lastDateBefore(endOfDate('2022-02-28'))).toBe('2022-02-28');
});
