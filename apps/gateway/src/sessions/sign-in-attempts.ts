import { LRUCache } from 'lru-cache';
import { tooManyAttempts } from './sign-in-problems';

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
  /** The last guess under way, or waiting, of each. */
  private readonly turns = new Map<string, Promise<void>>();

  constructor(private readonly now: () => number = Date.now) {}

  /**
   * One guess after the other for each username and address, so that those that come at once see how those before them ended.
   * @param guess null: it was wrong
   * @throws 429 `too-many-attempts`, without guessing
   */
  async guess<T>(username: string, address: string, guess: () => Promise<T | null>): Promise<T | null> {
    const key = `${address}\n${username}`;
    const turn = (this.turns.get(key) ?? Promise.resolve()).then(() => this.take(key, guess));
    const ended = turn.then(
      () => undefined,
      () => undefined,
    );
    this.turns.set(key, ended);
    try {
      return await turn;
    } finally {
      if (this.turns.get(key) === ended) this.turns.delete(key);
    }
  }

  private async take<T>(key: string, guess: () => Promise<T | null>): Promise<T | null> {
    const wait = Math.ceil(((this.failures.get(key)?.blockedUntil ?? 0) - this.now()) / 1000);
    if (wait > 0) throw tooManyAttempts(wait);
    const result = await guess();
    if (result === null) this.failed(key);
    else this.failures.delete(key);
    return result;
  }

  private failed(key: string): void {
    const now = this.now();
    const before = this.failures.get(key);
    const forgotten = before === undefined || now - before.blockedUntil > LONGEST_WAIT;
    const count = forgotten ? 1 : before.count + 1;
    const wait = count < FREE ? 0 : Math.min(FIRST_WAIT * 2 ** (count - FREE), LONGEST_WAIT);
    this.failures.set(key, { count, blockedUntil: now + wait });
  }
}
