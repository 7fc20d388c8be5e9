import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { Readiness, ServiceName } from '@sanban/contracts';
import type { FastifyReply } from 'fastify';
import { Consumers } from '../hosting/consumers';
import { Public } from '../http/requires';
import { SERVICE_NAME } from '../tokens';
import { Health } from './health';

@Controller('health')
export class HealthController {
  constructor(
    private readonly health: Health,
    private readonly consumers: Consumers,
    @Inject(SERVICE_NAME) private readonly service: ServiceName,
  ) {}

  /** The process answers. */
  @Get('live')
  @Public()
  live() {
    return { status: 'ok', service: this.service };
  }

  /** 503 while the service cannot do its work. Says which part is at fault and how far it is behind, nothing of the cases. */
  @Get('ready')
  @Public()
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const { status, checks } = await this.health.report(false);
    if (status === 'error') void reply.code(503);
    const parts = Object.fromEntries(Object.entries(checks).map(([name, check]) => [name, check.status]));
    return { status, service: this.service, checks: parts, bus: this.consumers.broker() };
  }
}
