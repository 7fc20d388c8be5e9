import { Body, Controller, Get, HttpCode, Inject, Module, Param, Post, Res } from '@nestjs/common';
import type { Principal } from '@sanban/identity';
import type { FastifyReply } from 'fastify';
import type { Pool } from 'pg';
import { z } from 'zod';
import { CommandRunner } from '../command/command-runner';
import type { CommandContext } from '../command/context';
import type { ServiceDefinition } from '../definition';
import { authorize } from '../http/authorize';
import { Command, Who } from '../http/params';
import { Public, Requires } from '../http/requires';
import { zodBody, zodPath } from '../http/zod-pipe';
import { PG_POOL } from '../tokens';
import { counterDecider } from './counter';

const countBody = z.strictObject({ by: z.int(), text: z.string().optional() });
const id = z.string().regex(/^[a-z0-9-]+$/);

@Controller('counters')
class CounterController {
  constructor(
    private readonly commands: CommandRunner,
    @Inject(PG_POOL) private readonly pool: Pool,
  ) {}

  @Post(':id/open')
  @Requires('request.submit')
  open(@Param('id', zodPath(id)) counter: string, @Command() context: CommandContext) {
    return this.run(counter, { type: 'Open' }, context);
  }

  @Post(':id/count')
  @HttpCode(200)
  @Requires('request.submit')
  async count(
    @Param('id', zodPath(id)) counter: string,
    @Body(zodBody(countBody)) { by }: z.infer<typeof countBody>,
    @Command() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    authorize(context.principal, 'request.submit', { region: '530902' });
    const answer = await this.run(counter, { type: 'Count', by }, context);
    void reply.header('etag', `"${answer.revision}"`);
    return answer;
  }

  @Get('me')
  @Requires('account.own')
  me(@Who() { user }: Principal) {
    return { user };
  }

  @Get('open-to-all')
  @Public()
  openToAll() {
    return { open: true };
  }

  @Get('forgotten')
  forgotten() {
    return { secret: true };
  }

  @Get('broken')
  @Public()
  async broken() {
    await this.pool.query(`SELECT '张三 13812345678'::int`);
  }

  @Get('unstorable')
  @Public()
  async unstorable() {
    await this.pool.query('SELECT $1::text', ['a\0b']);
  }

  @Get('unstorable-json')
  @Public()
  async unstorableJson() {
    await this.pool.query('SELECT $1::jsonb', ['"a\\u0000b"']);
  }

  private async run(
    counter: string,
    command: { type: 'Open' } | { type: 'Count'; by: number },
    context: CommandContext,
  ) {
    const { revision, state, events, repeated } = await this.commands.run({
      decider: counterDecider,
      stream: `agency.counter-${counter}`,
      command: () => command,
      context,
      programme: null,
    });
    return { revision, total: state.total, events: events.map(({ type }) => type), repeated };
  }
}

@Module({ controllers: [CounterController] })
class CounterModule {}

/** A service for the kit's own specs. */
export const counterService: ServiceDefinition = {
  name: 'agency',
  module: CounterModule,
  entities: [],
  migrations: [],
};
