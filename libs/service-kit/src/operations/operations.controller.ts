import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { parkedParams, deadLetterParams, serviceParams, type ServiceName } from '@sanban/contracts';
import type { z } from 'zod';
import { Health } from '../health/health';
import { Consumers } from '../hosting/consumers';
import { Subscriptions } from '../hosting/subscriptions';
import { ProblemError } from '../http/problem-error';
import { problems } from '../http/problems';
import { Requires } from '../http/requires';
import { zodPath } from '../http/zod-pipe';
import { withoutQuotations } from '../logging/describe-error';
import { SERVICE_NAME } from '../tokens';
import { byKey, byStream } from './groups';

/** For whoever runs the system: what is late, what is stuck, and setting it going again. */
@Controller('services/:service')
export class OperationsController {
  constructor(
    private readonly health: Health,
    private readonly subscriptions: Subscriptions,
    private readonly consumers: Consumers,
    @Inject(SERVICE_NAME) private readonly service: ServiceName,
  ) {}

  @Get('health')
  @Requires('operations.read')
  async report(@Param(zodPath(serviceParams)) { service }: z.infer<typeof serviceParams>) {
    this.ours(service);
    const { status, checks } = await this.health.report();
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
