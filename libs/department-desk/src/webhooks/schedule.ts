const [SECOND, MINUTE, HOUR] = [1, 60, 3_600];

/** Seconds to the next try after the first, second, … failure (Standard Webhooks, "Deliverability and reliability"). */
export const RETRY_AFTER: readonly number[] = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

/** @param failures so far, at least 1. @returns seconds; null: that was the last try */
export const retryAfter = (failures: number): number | null => RETRY_AFTER[failures - 1] ?? null;
