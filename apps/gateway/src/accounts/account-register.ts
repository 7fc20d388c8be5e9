import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { hash } from '@node-rs/argon2';
import {
  keyText,
  type AccountPage,
  type AccountQuery,
  type AccountView,
  type CreateAccountBody,
} from '@sanban/contracts';
import {
  keysetCursor,
  Once,
  Programmes,
  SERVICE_CONFIG,
  type CommandContext,
  type Outcome,
  type ServiceConfig,
} from '@sanban/service-kit';
import { DataSource, IsNull, MoreThan, Not } from 'typeorm';
import { Sessions } from '../sessions/sessions';
import { Account } from './account.entity';
import { completed, misfits } from './account-fit';
import { doesNotFit, ownAccount, unknownAccount, usernameTaken } from './account-problems';
import { accountViewOf } from './account-view';
import { LOCAL_ACCOUNT } from './accounts';
import { checkPassword } from './passwords';
import { withSecret } from './secret-fingerprint';

/** A page ends at a username. */
const CURSOR = keysetCursor('accounts', keyText(100));

/** The accounts that an operator keeps: all that may serve, the local one of this machine aside. */
@Injectable()
export class AccountRegister {
  constructor(
    private readonly database: DataSource,
    private readonly programmes: Programmes,
    private readonly sessions: Sessions,
    private readonly once: Once,
    @Inject(SERVICE_CONFIG) private readonly config: ServiceConfig,
  ) {}

  /** @throws 409 `username-taken`, 422 `account-does-not-fit`, `password-is-username`, `idempotency-key-reused` */
  async create(body: CreateAccountBody, context: CommandContext): Promise<Outcome<AccountView>> {
    const { username, name, password, region, agency, enterprise, roles } = completed(body);
    const faults = misfits({ region, agency, enterprise, roles }, this.programmes);
    if (faults.length > 0) throw doesNotFit(faults);
    checkPassword(password, username, 'password');
    if (username === LOCAL_ACCOUNT) throw usernameTaken();

    const account = {
      id: randomUUID(),
      username,
      name,
      passwordHash: await hash(password),
      region,
      agency,
      enterpriseId: enterprise?.id ?? null,
      enterpriseName: enterprise?.name ?? null,
      roles,
      demo: false,
    };
    return this.once.run(await withSecret(context), async (manager) => {
      await manager.createQueryBuilder().insert().into(Account).values(account).orIgnore().execute();
      const created = await manager.findOneBy(Account, { id: account.id });
      if (created === null) throw usernameTaken();
      return accountViewOf(created);
    });
  }

  async page({ cursor, limit }: AccountQuery): Promise<AccountPage> {
    const rows = await this.database.getRepository(Account).find({
      where: {
        ...(this.config.demo ? {} : { demo: false }),
        id: Not(LOCAL_ACCOUNT),
        ...(cursor === undefined ? {} : { username: MoreThan(CURSOR.read(cursor)) }),
      },
      order: { username: 'ASC' },
      take: limit + 1,
    });
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    const next = rows.length > limit && last !== undefined ? CURSOR.write(last.username) : null;
    return { items: items.map(accountViewOf), next };
  }

  /** @throws 404 */
  async known(username: string): Promise<Account> {
    const account = await this.database.getRepository(Account).findOneBy({ username });
    if (account === null || account.id === LOCAL_ACCOUNT || (account.demo && !this.config.demo)) {
      throw unknownAccount(username);
    }
    return account;
  }

  /** Its sessions end at once. @throws 404, 409 `own-account`, 422 `idempotency-key-reused` */
  async disable(username: string, context: CommandContext): Promise<Outcome<AccountView>> {
    const { id } = await this.known(username);
    if (id === context.principal.user) throw ownAccount();
    return this.sessions.revokeAllOf(id, (revoke) =>
      this.once.run(context, async (manager) => {
        await manager.update(Account, { id, disabledAt: IsNull() }, { disabledAt: new Date() });
        await revoke(manager);
        return accountViewOf(await manager.findOneByOrFail(Account, { id }));
      }),
    );
  }

  /** @throws 404, 422 `idempotency-key-reused` */
  async enable(username: string, context: CommandContext): Promise<Outcome<AccountView>> {
    const { id } = await this.known(username);
    return this.once.run(context, async (manager) => {
      await manager.update(Account, { id }, { disabledAt: null });
      return accountViewOf(await manager.findOneByOrFail(Account, { id }));
    });
  }
}
