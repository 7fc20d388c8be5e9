import { Body, Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { changePasswordBody, type ChangePasswordBody } from '@sanban/contracts';
import { Command, LOGGER, problems, Requires, zodBody } from '@sanban/service-kit';
import type { CommandContext } from '@sanban/service-kit';
import type { FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { credentialOf } from '../sessions/credential';
import { Accounts } from './accounts';
import { Passwords } from './passwords';

@Controller('me/password')
export class OwnPasswordController {
  constructor(
    private readonly accounts: Accounts,
    private readonly passwords: Passwords,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** @throws 409 `password-fixed`, 422 `old-password-wrong`, `password-is-username`, `password-unchanged`, 429 `too-many-attempts` */
  @Post()
  @HttpCode(204)
  @Requires('account.own')
  async change(
    @Body(zodBody(changePasswordBody)) body: ChangePasswordBody,
    @Command() context: CommandContext,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const account = await this.accounts.byId(context.principal.user);
    if (account === null) throw problems.notSignedIn();
    const caller = { address: request.ip, token: credentialOf(request.headers)?.token };
    const { repeated } = await this.passwords.change(account, body, caller, context);
    const { id } = account;
    const line = { correlationId: context.correlationId, change: 'own password', account: id, by: id };
    if (!repeated) this.logger.info(line, 'account changed');
  }
}
