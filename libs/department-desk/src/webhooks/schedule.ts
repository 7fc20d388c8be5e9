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

const LONGEST = 24 * HOUR;

/**
 * @param failures so far, at least 1
 * @param asked seconds that the receiver asked to be left alone; a day at most is granted
 * @returns seconds; null: that was the last try
 */
export function retryAfter(failures: number, asked = 0): number | null {
  const own = RETRY_AFTER[failures - 1];
  return own === undefined ? null : Math.max(own, Math.min(asked, LONGEST));
}

/**
 * Seconds that a `Retry-After` asks for (RFC 9110, 10.2.3: seconds or a date); 0 where it says nothing that can be read.
 * @param now milliseconds since 1970
 */
export function askedWait(header: string | undefined, now: number): number {
  if (header === undefined) return 0;
  if (/^\d{1,9}$/.test(header)) return Number(header);
  const until = Date.parse(header);
  return Number.isNaN(until) ? 0 : Math.max(0, Math.ceil((until - now) / 1_000));
}
