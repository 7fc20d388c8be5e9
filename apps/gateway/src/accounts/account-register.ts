import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import {
  keyText,
  type AccountPage,
  type AccountQuery,
  type AccountView,
  type CreateAccountBody,
} from '@sanban/contracts';
import {
  derivedId,
  keysetCursor,
  problems,
  Programmes,
  SERVICE_CONFIG,
  type CommandContext,
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

/** A page ends at a username. */
const CURSOR = keysetCursor('accounts', keyText(100));

/** The accounts that an operator keeps: all that may serve, the local one of this machine aside. */
@Injectable()
export class AccountRegister {
  constructor(
    private readonly database: DataSource,
    private readonly programmes: Programmes,
    private readonly sessions: Sessions,
    @Inject(SERVICE_CONFIG) private readonly config: ServiceConfig,
  ) {}

  /**
   * The same command again gives the account again.
   * @throws 409 `username-taken`, 422 `account-does-not-fit`, `password-is-username`, `idempotency-key-reused`
   */
  async create(body: CreateAccountBody, { commandId }: CommandContext): Promise<AccountView> {
    const { username, name, password, region, agency, enterprise, roles } = completed(body);
    const faults = misfits({ region, agency, enterprise, roles }, this.programmes);
    if (faults.length > 0) throw doesNotFit(faults);
    checkPassword(password, username, 'password');
    if (username === LOCAL_ACCOUNT) throw usernameTaken();

    const id = derivedId(commandId, 'account');
    const wanted = {
      username,
      name,
      region,
      agency,
      enterpriseId: enterprise?.id ?? null,
      enterpriseName: enterprise?.name ?? null,
      roles,
      demo: false,
    };
    const repository = this.database.getRepository(Account);
    const passwordHash = await hash(password);
    await repository
      .createQueryBuilder()
      .insert()
      .values({ id, ...wanted, passwordHash, passwordCommand: commandId })
      .orIgnore()
      .execute();
    const account = await repository.findOneBy({ id });
    if (account === null) throw usernameTaken();
    if (!(await isAsWanted(account, wanted, password))) throw problems.idempotencyKeyReused();
    return accountViewOf(account);
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

  /** Its sessions end at once. @throws 404, 409 `own-account` */
  async disable(username: string, by: string): Promise<AccountView> {
    const { id } = await this.known(username);
    if (id === by) throw ownAccount();
    await this.sessions.revokeAllOf(id, {
      change: async (manager) => {
        await manager.update(Account, { id, disabledAt: IsNull() }, { disabledAt: new Date() });
      },
    });
    return accountViewOf(await this.known(username));
  }

  /** @throws 404 */
  async enable(username: string): Promise<AccountView> {
    const { id } = await this.known(username);
    await this.database.getRepository(Account).update({ id }, { disabledAt: null });
    return accountViewOf(await this.known(username));
  }
}

type Wanted = Omit<Account, 'id' | 'passwordHash' | 'passwordCommand' | 'createdAt' | 'disabledAt'>;

async function isAsWanted(account: Account, wanted: Wanted, password: string): Promise<boolean> {
  const { username, name, region, agency, enterpriseId, enterpriseName, roles, demo, passwordHash } = account;
  const found: Wanted = { username, name, region, agency, enterpriseId, enterpriseName, roles, demo };
  return passwordHash !== null && isDeepStrictEqual(found, wanted) && (await verify(passwordHash, password));
}
