import { setTimeout as delay } from 'node:timers/promises';

const FIRST_MS = 20;
const LONGEST_MS = 5_000;

/** Waits 20 ms, 40 ms … up to 5 s, less up to a half at random so that members do not repeat in step. Returns early when `signal` aborts. */
export async function backOff(attempt: number, signal: AbortSignal): Promise<void> {
  const longest = Math.min(FIRST_MS * 2 ** Math.min(attempt, 20), LONGEST_MS);
  await pause(longest * (1 - Math.random() / 2), signal);
}

/** Resolves after `ms`, or as soon as `signal` aborts. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}
