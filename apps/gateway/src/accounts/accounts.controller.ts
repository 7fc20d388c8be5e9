import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import {
  accountParams,
  accountQuery,
  createAccountBody,
  emptyBody,
  resetPasswordBody,
  type AccountPage,
  type AccountQuery,
  type AccountView,
  type CreateAccountBody,
  type ResetPasswordBody,
} from '@sanban/contracts';
import { Command, LOGGER, Requires, zodBody, zodPath, zodQuery } from '@sanban/service-kit';
import type { CommandContext, Outcome } from '@sanban/service-kit';
import type { Logger } from 'pino';
import { AccountRegister } from './account-register';
import { Passwords } from './passwords';

interface AccountPath {
  username: string;
}

/** Who may sign in, kept by the operator. */
@Controller('accounts')
export class AccountsController {
  constructor(
    private readonly register: AccountRegister,
    private readonly passwords: Passwords,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Post()
  @Requires('account.manage')
  async create(
    @Body(zodBody(createAccountBody)) body: CreateAccountBody,
    @Command() context: CommandContext,
  ): Promise<AccountView> {
    return this.logged('created', context, await this.register.create(body, context));
  }

  @Get()
  @Requires('account.manage')
  list(@Query(zodQuery(accountQuery)) query: AccountQuery): Promise<AccountPage> {
    return this.register.page(query);
  }

  @Post(':username/disable')
  @HttpCode(200)
  @Requires('account.manage')
  async disable(
    @Param(zodPath(accountParams)) { username }: AccountPath,
    @Body(zodBody(emptyBody.default({}))) _body: object,
    @Command() context: CommandContext,
  ): Promise<AccountView> {
    return this.logged('disabled', context, await this.register.disable(username, context));
  }

  @Post(':username/enable')
  @HttpCode(200)
  @Requires('account.manage')
  async enable(
    @Param(zodPath(accountParams)) { username }: AccountPath,
    @Body(zodBody(emptyBody.default({}))) _body: object,
    @Command() context: CommandContext,
  ): Promise<AccountView> {
    return this.logged('enabled', context, await this.register.enable(username, context));
  }

  @Post(':username/reset-password')
  @HttpCode(200)
  @Requires('account.manage')
  async resetPassword(
    @Param(zodPath(accountParams)) { username }: AccountPath,
    @Body(zodBody(resetPasswordBody)) { password }: ResetPasswordBody,
    @Command() context: CommandContext,
  ): Promise<AccountView> {
    const account = await this.register.known(username);
    return this.logged('password reset', context, await this.passwords.reset(account, password, context));
  }

  /** Ids alone: who did what to whom. A repetition did nothing. */
  private logged(
    change: string,
    { principal, correlationId }: CommandContext,
    { answer, repeated }: Outcome<AccountView>,
  ): AccountView {
    const line = { correlationId, change, account: answer.user, by: principal.user };
    if (!repeated) this.logger.info(line, 'account changed');
    return answer;
  }
}
