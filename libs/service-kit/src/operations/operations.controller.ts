import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import {
  deadLetterParams,
  discardBody,
  discardedQuery,
  parkedParams,
  serviceParams,
  type DiscardAnswer,
  type DiscardBody,
  type DiscardedPage,
  type DiscardedQuery,
  type ServiceName,
} from '@sanban/contracts';
import type { Principal } from '@sanban/identity';
import type { Logger } from 'pino';
import type { z } from 'zod';
import { Health } from '../health/health';
import { Consumers } from '../hosting/consumers';
import { Subscriptions } from '../hosting/subscriptions';
import { ProblemError } from '../http/problem-error';
import { Who } from '../http/params';
import { problems } from '../http/problems';
import { Requires } from '../http/requires';
import { zodBody, zodPath, zodQuery } from '../http/zod-pipe';
import { withoutQuotations } from '../logging/describe-error';
import { LOGGER, SERVICE_NAME } from '../tokens';
import { byKey, byStream } from './groups';

/** For whoever runs the system: what is late, what is stuck, and setting it going again. */
@Controller('services/:service')
export class OperationsController {
  constructor(
    private readonly health: Health,
    private readonly subscriptions: Subscriptions,
    private readonly consumers: Consumers,
    @Inject(SERVICE_NAME) private readonly service: ServiceName,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Get('health')
  @Requires('operations.read')
  async report(@Param(zodPath(serviceParams)) { service }: z.infer<typeof serviceParams>) {
    this.ours(service);
    const { status, checks } = await this.health.report(true);
    return { service, status: status === 'ok' ? 'ok' : 'error', detail: checks };
  }

  @Get('subscriptions')
  @Requires('operations.read')
  async list(@Param(zodPath(serviceParams)) { service }: z.infer<typeof serviceParams>) {
    this.ours(service);
    const items = await this.subscriptions.list();
    return { items: items.map((one) => ({ ...one, parked: byStream(one.parked) })) };
  }

  @Get('dead-letters')
  @Requires('operations.read')
  async deadLetters(@Param(zodPath(serviceParams)) { service }: z.infer<typeof serviceParams>) {
    this.ours(service);
    return { items: byKey(await this.consumers.deadLetters()) };
  }

  @Get('dead-letters/discarded')
  @Requires('operations.read')
  discarded(
    @Param(zodPath(serviceParams)) { service }: z.infer<typeof serviceParams>,
    @Query(zodQuery(discardedQuery)) query: DiscardedQuery,
  ): Promise<DiscardedPage> {
    this.ours(service);
    return this.consumers.discarded(query);
  }

  /** 409 where the first of them fails again; those before it are done. */
  @Post('dead-letters/:group/:key/redrive')
  @HttpCode(200)
  @Requires('operations.act')
  async redriveKey(@Param(zodPath(deadLetterParams)) { service, group, key }: z.infer<typeof deadLetterParams>) {
    this.ours(service);
    const outcome = await this.consumers.redrive(group, key);
    if (outcome === undefined) throw problems.notFound(`The group ${group} in ${service}`);
    const { handled, remaining, reason } = outcome;
    if (reason !== null) throw failedAgain(handled, remaining, reason);
    return { redriven: handled };
  }

  /** 409 where another event is the key's first by now. */
  @Post('dead-letters/:group/:key/discard')
  @HttpCode(200)
  @Requires('operations.act')
  async discard(
    @Param(zodPath(deadLetterParams)) { service, group, key }: z.infer<typeof deadLetterParams>,
    @Body(zodBody(discardBody)) { event, reason }: DiscardBody,
    @Who() { user }: Principal,
  ): Promise<DiscardAnswer> {
    this.ours(service);
    const outcome = await this.consumers.discard({ group, key, event, by: user, reason });
    if (outcome === undefined) throw problems.notFound(`The group ${group} in ${service}`);
    const { discarded, remaining } = outcome;
    if (!discarded && remaining === 0) throw problems.notFound(`A dead letter of ${key} in ${group}`);
    if (!discarded) throw notTheFirst(event, key);
    this.logger.warn({ group, key, event, by: user }, 'dead letter discarded');
    return { discarded: event, remaining };
  }

  @Post('subscriptions/:name/parked/:stream/redrive')
  @HttpCode(200)
  @Requires('operations.act')
  async redriveStream(@Param(zodPath(parkedParams)) { service, name, stream }: z.infer<typeof parkedParams>) {
    this.ours(service);
    const outcome = await this.subscriptions.redrive(name, stream);
    if (outcome === undefined) throw problems.notFound(`The subscription ${name} in ${service}`);
    const { handled, remaining, error } = outcome;
    if (remaining > 0) throw failedAgain(handled, remaining, error instanceof Error ? error.message : '');
    return { redriven: handled };
  }

  private ours(service: ServiceName): void {
    if (service !== this.service) throw problems.notFound(`The service ${service} here`);
  }
}

const failedAgain = (handled: number, remaining: number, reason: string) =>
  new ProblemError({
    status: 409,
    code: 'failed-again',
    title: 'It failed again',
    titleZh: '重新处理仍然失败',
    detail: `${handled} handled, ${remaining} remain: ${withoutQuotations(reason)}`,
    detailZh: `已处理 ${handled} 条，仍余 ${remaining} 条。`,
  });

const notTheFirst = (event: string, key: string) =>
  new ProblemError({
    status: 409,
    code: 'not-the-first',
    title: 'Another message of the key comes first',
    titleZh: '该键的首条死信已不是这一条',
    detail: `${event} is not the first dead letter of ${key}. Read the list again: its "first" can be discarded.`,
    detailZh: '只能放弃该键的首条死信，请重新读取列表，以其中的 first 为准。',
    field: 'event',
  });
