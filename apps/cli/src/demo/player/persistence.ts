import { setTimeout as pause } from 'node:timers/promises';
import { NotThePlatform, Refused, Unreachable } from '../../connection/api';
import { Failure } from '../../output/failure';

/** How long the demo waits for a platform that is being restarted, or for an effect that is on its way. */
const PATIENCE_MS = 60_000;
const LONGEST_PAUSE_MS = 250;

const PASSING = [429, 502, 503, 504];
/** Also where it is a proxy that says so. */
const passing = (error: unknown): boolean =>
  error instanceof Unreachable ||
  (error instanceof Refused && PASSING.includes(error.problem.status)) ||
  (error instanceof NotThePlatform && PASSING.includes(error.status));

/**
 * Repeats while the connection breaks or the platform is starting. What is repeated must have one effect however often
 * it is sent: a query, or a command with its Idempotency-Key.
 */
export async function persistently<T>(attempt: () => Promise<T>): Promise<T> {
  const until = Date.now() + PATIENCE_MS;
  for (let wait = 50; ; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
    try {
      return await attempt();
    } catch (error) {
      if (!passing(error) || Date.now() > until) throw error;
      await pause(wait);
    }
  }
}

/** Asks until the answer is there (not null). @throws Failure when it does not come in time */
export async function awaited<T>(what: string, ask: () => Promise<T | null>): Promise<T> {
  const until = Date.now() + PATIENCE_MS;
  for (let wait = 8; ; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
    const answer = await persistently(ask);
    if (answer !== null) return answer;
    if (Date.now() > until) {
      throw new Failure(
        'no-effect',
        `等了 ${PATIENCE_MS / 1000} 秒仍未见到：${what}`,
        `Waited ${PATIENCE_MS / 1000} s in vain for: ${what}`,
      );
    }
    await pause(wait);
  }
}
