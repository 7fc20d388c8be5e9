import { askedWait, RETRY_AFTER, retryAfter } from './schedule';

it('tries ten times within some three days, ever more patiently', () => {
  const waits = Array.from({ length: 10 }, (_, index) => retryAfter(index + 1));
  expect(waits).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400, null]);
  const hours = RETRY_AFTER.reduce((sum, seconds) => sum + seconds, 0) / 3_600;
  expect(hours).toBeGreaterThan(72);
  expect([...RETRY_AFTER]).toEqual([...RETRY_AFTER].sort((a, b) => a - b));
});

it('waits as long as the receiver asks, a day at most, and never less than it would by itself', () => {
  expect([retryAfter(1, 120), retryAfter(3, 120), retryAfter(1, 999_999_999), retryAfter(10, 120)]).toEqual([
    120,
    1_800,
    86_400,
    null,
  ]);
});

it('reads what the receiver asks in seconds or as a date', () => {
  const now = Date.parse('2022-08-22T01:00:00Z');
  expect(askedWait('120', now)).toBe(120);
  expect(askedWait('Mon, 22 Aug 2022 01:02:00 GMT', now)).toBe(120);
  expect(askedWait('Mon, 22 Aug 2022 00:00:00 GMT', now)).toBe(0);
  for (const header of [undefined, '', 'soon', '-5', '1e9', '9'.repeat(12)]) expect(askedWait(header, now)).toBe(0);
});
