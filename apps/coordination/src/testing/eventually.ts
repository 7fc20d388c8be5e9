import { setTimeout as delay } from 'node:timers/promises';

/** Resolves as soon as `check` is true. @throws after 20 seconds */
export async function eventually(check: () => Promise<boolean> | boolean): Promise<void> {
  const until = Date.now() + 20_000;
  while (!(await check())) {
    if (Date.now() > until) throw new Error(`never came true: ${check.toString()}`);
    await delay(5);
  }
}
