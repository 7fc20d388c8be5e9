import { RETRY_AFTER, retryAfter } from './schedule';

it('tries ten times within some three days, ever more patiently', () => {
  const waits = Array.from({ length: 10 }, (_, index) => retryAfter(index + 1));
  expect(waits).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400, null]);
  const hours = RETRY_AFTER.reduce((sum, seconds) => sum + seconds, 0) / 3_600;
  expect(hours).toBeGreaterThan(72);
  expect([...RETRY_AFTER]).toEqual([...RETRY_AFTER].sort((a, b) => a - b));
});
