import { hash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Principal } from '@sanban/identity';
import { LRUCache } from 'lru-cache';
import { DataSource, LessThan, Not, type EntityManager } from 'typeorm';
import { Account } from '../accounts/account.entity';
import { Accounts } from '../accounts/accounts';
import { principalOf } from '../accounts/principal-of';
import { Session } from './session.entity';
import { signInRefused } from './sign-in-problems';

/** Milliseconds. A session ends so long after it was used last, a token so long after it was issued. */
export const LIFETIME = { session: 8 * 3_600_000, token: 30 * 86_400_000 } as const;
/** What the database said of a token is believed for so long. */
const TRUSTED = 60_000;
const CACHED = 10_000;

/** Waits for a change of the account that is under way, and holds back the next one. */
const ISSUE = `
  INSERT INTO sessions (token_hash, account, kind, expires_at)
  SELECT $1, id, $3, $4 FROM accounts
  WHERE id = $2 AND disabled_at IS NULL AND password_hash IS NOT DISTINCT FROM $5
  FOR SHARE
  RETURNING 1`;

/** Who is signed in, and whether by a session or with a token. */
interface SignedIn {
  principal: Principal;
  kind: Session['kind'];
}

interface Cached extends SignedIn {
  expiresAt: number;
  checkAt: number;
}

/** Who is signed in. Uses the machine's clock, which no demo moves. */
@Injectable()
export class Sessions {
  /** By token, not by its hash as in the database: every request asks here. */
  private readonly cache = new LRUCache<string, Cached>({ max: CACHED });
  /** Counts revocations: what was read before one may not be cached after it. */
  private revocations = 0;

  constructor(
    private readonly database: DataSource,
    private readonly accounts: Accounts,
  ) {}

  /**
   * @returns the token, which is shown this once
   * @throws 401 `sign-in-refused` where the account was disabled or got another password since it was read
   */
  async issue(account: Account, kind: Session['kind']): Promise<{ token: string; expiresAt: Date }> {
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(Date.now() + LIFETIME[kind]);
    const repository = this.database.getRepository(Session);
    await repository.delete({ expiresAt: LessThan(new Date()) });
    const values = [hashOf(token), account.id, kind, expiresAt, account.passwordHash];
    if ((await this.database.query<unknown[]>(ISSUE, values)).length === 0) throw signInRefused();
    return { token, expiresAt };
  }

  /** What is known without asking the database; undefined: ask {@link find}. The same object for the same session. */
  cached(token: string): Principal | undefined {
    const known = this.cache.get(token);
    const now = Date.now();
    return known !== undefined && now < known.checkAt && now < known.expiresAt ? known.principal : undefined;
  }

  /** Null where the token is unknown, over, or its account does not serve. */
  async find(token: string): Promise<SignedIn | null> {
    const tokenHash = hashOf(token);
    const { revocations } = this;
    const repository = this.database.getRepository(Session);
    const session = await repository.findOneBy({ tokenHash });
    if (session === null || session.expiresAt.getTime() <= Date.now()) {
      this.cache.delete(token);
      return null;
    }
    const account = await this.database.getRepository(Account).findOneBy({ id: session.account });
    if (account === null || !this.accounts.serves(account)) return null;
    const known = revocations === this.revocations;
    return { principal: known ? this.remember(token, session, account) : principalOf(account), kind: session.kind };
  }

  /** From this moment on the token is worth nothing. */
  async revoke(token: string): Promise<void> {
    await this.database.getRepository(Session).delete({ tokenHash: hashOf(token) });
    this.revocations += 1;
    this.cache.delete(token);
  }

  /**
   * Ends all sessions and tokens of an account, or all but the one of `keep`.
   * @param change of the account, which revokes in its own transaction: afterwards no session of the time before it is left
   */
  async revokeAllOf<T>(
    account: string,
    change: (revoke: (manager: EntityManager) => Promise<void>) => Promise<T>,
    keep?: string,
  ): Promise<T> {
    const outcome = await change(async (manager) => {
      await manager.delete(Session, { account, ...(keep === undefined ? {} : { tokenHash: Not(hashOf(keep)) }) });
    });
    this.revocations += 1;
    for (const [token, { principal }] of this.cache) {
      if (principal.user === account && token !== keep) this.cache.delete(token);
    }
    return outcome;
  }

  /** Each look into the database, at most one a minute, moves a session's end on. */
  private remember(token: string, { kind, expiresAt }: Session, account: Account): Principal {
    const now = Date.now();
    const before = this.cache.get(token);
    const principal = principalOf(account);
    const same = before !== undefined && JSON.stringify(before.principal) === JSON.stringify(principal);
    const end = kind === 'session' ? now + LIFETIME.session : expiresAt.getTime();
    const entry: Cached = {
      principal: same ? before.principal : principal,
      kind,
      expiresAt: end,
      checkAt: now + TRUSTED,
    };
    if (kind === 'session') this.prolong(token, new Date(end));
    this.cache.set(token, entry);
    return entry.principal;
  }

  private prolong(token: string, expiresAt: Date): void {
    // Nobody waits for it: when it fails, the next look tries again.
    this.database
      .getRepository(Session)
      .update({ tokenHash: hashOf(token) }, { expiresAt })
      .catch(() => this.cache.delete(token));
  }
}

const hashOf = (token: string): string => hash('sha256', token, 'base64url');
