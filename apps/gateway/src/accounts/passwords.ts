import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import type { AccountView, ChangePasswordBody } from '@sanban/contracts';
import { Once, type CommandContext, type Outcome } from '@sanban/service-kit';
import type { EntityManager } from 'typeorm';
import { Sessions } from '../sessions/sessions';
import { SignInAttempts } from '../sessions/sign-in-attempts';
import { Account } from './account.entity';
import { oldPasswordWrong, passwordFixed, passwordIsUsername, passwordUnchanged } from './account-problems';
import { accountViewOf } from './account-view';
import { withSecret } from './secret-fingerprint';

/** Its length is checked by the schema. @throws 422 `password-is-username` */
export function checkPassword(password: string, username: string, field: string): void {
  if (password.trim().toLowerCase() === username.toLowerCase()) throw passwordIsUsername(field);
}

/** From where a password is changed. */
export interface Caller {
  /** Guesses from one address count together. */
  address: string;
  /** In use, and stays. */
  token: string | undefined;
}

/** Passwords are kept as argon2id alone. */
@Injectable()
export class Passwords {
  constructor(
    private readonly sessions: Sessions,
    private readonly attempts: SignInAttempts,
    private readonly once: Once,
  ) {}

  /**
   * By its operator: all sessions end.
   * @throws 409 `password-fixed`, 422 `password-is-username`, `idempotency-key-reused`
   */
  async reset(account: Account, password: string, context: CommandContext): Promise<Outcome<AccountView>> {
    passwordOf(account);
    checkPassword(password, account.username, 'password');
    const { id } = account;
    const passwordHash = await hash(password);
    return this.set(id, await withSecret(context), async (manager) => {
      await manager.update(Account, { id }, { passwordHash });
      return accountViewOf(await manager.findOneByOrFail(Account, { id }));
    });
  }

  /**
   * By its user: all sessions but the one in use end. Wrong old passwords count as failed sign-ins.
   * @throws 409 `password-fixed`, 422 `old-password-wrong`, `password-is-username`, `password-unchanged`, `idempotency-key-reused`, 429
   */
  async change(
    account: Account,
    body: ChangePasswordBody,
    { address, token }: Caller,
    context: CommandContext,
  ): Promise<Outcome<null>> {
    const known = passwordOf(account);
    checkPassword(body.newPassword, account.username, 'newPassword');
    const keyed = await withSecret(context);
    // Not within the transaction: guesses wait for one another, those of a sign-in with a connection yet to get.
    if (!(await this.once.isRepeated(keyed))) await this.checkOld(account.username, known, body, address);
    const passwordHash = await hash(body.newPassword);
    const change = async (manager: EntityManager) => {
      // Of no account: somebody else set another password in this moment.
      const { affected } = await manager.update(Account, { id: account.id, passwordHash: known }, { passwordHash });
      if (affected === 0) throw oldPasswordWrong();
      return null;
    };
    return this.set(account.id, keyed, change, token);
  }

  /** @throws 422 `old-password-wrong`, `password-unchanged`, 429 */
  private async checkOld(
    username: string,
    known: string,
    { oldPassword, newPassword }: ChangePasswordBody,
    address: string,
  ): Promise<void> {
    if (oldPassword === newPassword) throw passwordUnchanged();
    const verified = await this.attempts.guess(username, address, async () =>
      (await verify(known, oldPassword)) ? username : null,
    );
    if (verified === null) throw oldPasswordWrong();
  }

  /** A repetition changes nothing, and ends no session. */
  private set<T extends object | null>(
    account: string,
    context: CommandContext,
    change: (manager: EntityManager) => Promise<T>,
    keep?: string,
  ): Promise<Outcome<T>> {
    const setAndRevoke = (revoke: (manager: EntityManager) => Promise<void>) =>
      this.once.run(context, async (manager) => {
        const answer = await change(manager);
        await revoke(manager);
        return answer;
      });
    return this.sessions.revokeAllOf(account, setAndRevoke, keep);
  }
}

function passwordOf({ demo, passwordHash }: Account): string {
  if (demo || passwordHash === null) throw passwordFixed();
  return passwordHash;
}
