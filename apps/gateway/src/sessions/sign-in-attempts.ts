import { LRUCache } from 'lru-cache';

/** Failures that are forgiven before somebody has to wait. */
const FREE = 5;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 15 * 60_000;
const REMEMBERED = 10_000;

interface Failures {
  count: number;
  /** Milliseconds since 1970. */
  blockedUntil: number;
}

/**
 * Slows down who guesses passwords: after five failures of one username from one address each further one doubles the
 * wait, up to a quarter of an hour. Bounded: the oldest is forgotten first.
 */
export class SignInAttempts {
  private readonly failures = new LRUCache<string, Failures>({ max: REMEMBERED });

  constructor(private readonly now: () => number = Date.now) {}

  /** Seconds to wait before the next try; 0: go on. */
  wait(username: string, address: string): number {
    const known = this.failures.get(keyOf(username, address));
    return known === undefined ? 0 : Math.max(0, Math.ceil((known.blockedUntil - this.now()) / 1000));
  }

  failed(username: string, address: string): void {
    const key = keyOf(username, address);
    const now = this.now();
    const before = this.failures.get(key);
    const forgotten = before === undefined || now - before.blockedUntil > LONGEST_WAIT;
    const count = forgotten ? 1 : before.count + 1;
    const wait = count < FREE ? 0 : Math.min(FIRST_WAIT * 2 ** (count - FREE), LONGEST_WAIT);
    this.failures.set(key, { count, blockedUntil: now + wait });
  }

  succeeded(username: string, address: string): void {
    this.failures.delete(keyOf(username, address));
  }
}

const keyOf = (username: string, address: string) => `${address}\n${username}`;
