import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import type { ChangePasswordBody } from '@sanban/contracts';
import { problems } from '@sanban/service-kit';
import { Sessions } from '../sessions/sessions';
import { SignInAttempts } from '../sessions/sign-in-attempts';
import { Account } from './account.entity';
import { oldPasswordWrong, passwordFixed, passwordIsUsername, passwordUnchanged } from './account-problems';

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
  ) {}

  /**
   * By its operator: all sessions end.
   * @throws 409 `password-fixed`, 422 `password-is-username`, `idempotency-key-reused`
   */
  async reset(account: Account, password: string, commandId: string): Promise<void> {
    const known = passwordOf(account);
    checkPassword(password, account.username, 'password');
    if (account.passwordCommand === commandId) return this.repeat(known, password);
    await this.store({ id: account.id }, password, commandId);
  }

  /**
   * By its user: all sessions but the one in use end. Wrong old passwords count as failed sign-ins.
   * @throws 409 `password-fixed`, 422 `old-password-wrong`, `password-is-username`, `password-unchanged`, 429
   */
  async change(
    account: Account,
    { oldPassword, newPassword }: ChangePasswordBody,
    { address, token }: Caller,
    commandId: string,
  ): Promise<void> {
    const known = passwordOf(account);
    checkPassword(newPassword, account.username, 'newPassword');
    if (account.passwordCommand === commandId) return this.repeat(known, newPassword);
    if (oldPassword === newPassword) throw passwordUnchanged();
    const verified = await this.attempts.guess(account.username, address, async () =>
      (await verify(known, oldPassword)) ? account : null,
    );
    if (verified === null) throw oldPasswordWrong();
    await this.store({ id: account.id, passwordHash: known }, newPassword, commandId, token);
  }

  /** @param where no account: somebody else set another password in this moment */
  private async store(
    where: { id: string; passwordHash?: string },
    password: string,
    passwordCommand: string,
    keep?: string,
  ): Promise<void> {
    const passwordHash = await hash(password);
    await this.sessions.revokeAllOf(where.id, {
      keep,
      change: async (manager) => {
        const { affected } = await manager.update(Account, where, { passwordHash, passwordCommand });
        if (affected === 0) throw oldPasswordWrong();
      },
    });
  }

  private async repeat(known: string, password: string): Promise<void> {
    if (!(await verify(known, password))) throw problems.idempotencyKeyReused();
  }
}

function passwordOf({ demo, passwordHash }: Account): string {
  if (demo || passwordHash === null) throw passwordFixed();
  return passwordHash;
}
