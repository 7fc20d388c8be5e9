import { Inject, Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { Programmes, SERVICE_CONFIG, type ServiceConfig } from '@sanban/service-kit';
import { DataSource } from 'typeorm';
import { Account } from './account.entity';
import { demoAccounts, DEMO_PASSWORD } from './demo-accounts';

/** Id and username of the account of programs on this machine. */
export const LOCAL_ACCOUNT = 'local-cli';

@Injectable()
export class Accounts {
  /** Of no password: an unknown username takes as long as a wrong password. */
  private decoy: Promise<string> | undefined;

  constructor(
    private readonly database: DataSource,
    private readonly programmes: Programmes,
    @Inject(SERVICE_CONFIG) private readonly config: ServiceConfig,
  ) {}

  /** The account, where the password is right and the account may serve. */
  async authenticate(username: string, password: string): Promise<Account | null> {
    const account = await this.database.getRepository(Account).findOneBy({ username });
    const known = account !== null && this.serves(account) ? account.passwordHash : null;
    this.decoy ??= hash('');
    const right = await verify(known ?? (await this.decoy), password);
    return right && known !== null ? account : null;
  }

  byId(id: string): Promise<Account | null> {
    return this.database.getRepository(Account).findOneBy({ id });
  }

  /** Not once it is disabled; an account of the demo only while the demo is on. */
  serves({ demo, disabledAt }: Account): boolean {
    return disabledAt === null && (!demo || this.config.demo);
  }

  /** Creates the demo accounts that are missing; all share one hash, so that this takes no time. */
  async seedDemo(): Promise<void> {
    const repository = this.database.getRepository(Account);
    const wanted = demoAccounts(this.programmes.all());
    const known = new Set((await repository.find({ select: { id: true } })).map(({ id }) => id));
    const missing = wanted.filter(({ id }) => !known.has(id));
    if (missing.length === 0) return;
    const passwordHash = await hash(DEMO_PASSWORD);
    await repository
      .createQueryBuilder()
      .insert()
      .values(missing.map((account) => ({ ...account, passwordHash })))
      .orIgnore()
      .execute();
  }

  /** Nobody signs in with it: the platform gives its token to programs on the same machine. */
  async localAccount(): Promise<Account> {
    const repository = this.database.getRepository(Account);
    const local = repository.create({
      id: LOCAL_ACCOUNT,
      username: LOCAL_ACCOUNT,
      name: '本机命令行',
      passwordHash: null,
      region: null,
      agency: null,
      enterpriseId: null,
      enterpriseName: null,
      roles: ['auditor', 'operator'],
      demo: false,
    });
    return repository.save(local);
  }
}
