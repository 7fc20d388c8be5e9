import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { signInBody, type PrincipalView, type SignInBody, type TokenAnswer } from '@sanban/contracts';
import type { Principal } from '@sanban/identity';
import { Public, Requires, Who, zodBody } from '@sanban/service-kit';
import { formatInstant } from '@sanban/working-calendar';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Account } from '../accounts/account.entity';
import { Accounts } from '../accounts/accounts';
import { principalOf } from '../accounts/principal-of';
import { credentialOf, isSecure, sessionCookie } from './credential';
import { LIFETIME, Sessions } from './sessions';
import { SignInAttempts } from './sign-in-attempts';
import { signInRefused } from './sign-in-problems';

@Controller()
export class SessionsController {
  constructor(
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
    private readonly attempts: SignInAttempts,
  ) {}

  /** @throws 401 `sign-in-refused`, 429 `too-many-attempts` */
  @Post('sessions')
  @Public()
  async signIn(
    @Body(zodBody(signInBody)) body: SignInBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PrincipalView> {
    const account = await this.authenticate(body, request);
    const { token } = await this.sessions.issue(account, 'session');
    void reply.header('set-cookie', sessionCookie(token, LIFETIME.session / 1000, isSecure(request.headers)));
    return principalOf(account);
  }

  @Delete('sessions/current')
  @HttpCode(204)
  @Requires('account.own')
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const credential = credentialOf(request.headers);
    if (credential !== null) await this.sessions.revoke(credential.token);
    void reply.header('set-cookie', sessionCookie('', 0, isSecure(request.headers)));
  }

  /** @throws 401 `sign-in-refused`, 429 `too-many-attempts` */
  @Post('tokens')
  @Public()
  async issueToken(@Body(zodBody(signInBody)) body: SignInBody, @Req() request: FastifyRequest): Promise<TokenAnswer> {
    const account = await this.authenticate(body, request);
    const { token, expiresAt } = await this.sessions.issue(account, 'token');
    return { token, expiresAt: formatInstant(expiresAt.getTime()) };
  }

  @Get('me')
  @Requires('account.own')
  me(@Who() principal: Principal): PrincipalView {
    return principal;
  }

  private async authenticate({ username, password }: SignInBody, request: FastifyRequest): Promise<Account> {
    const account = await this.attempts.guess(username, request.ip, () =>
      this.accounts.authenticate(username, password),
    );
    if (account === null) throw signInRefused();
    return account;
  }
}
