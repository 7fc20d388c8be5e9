import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import { serviceParams, type ServiceName } from '@sanban/contracts';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { problems } from '../http/problems';
import { Public, Requires } from '../http/requires';
import { zodPath } from '../http/zod-pipe';
import { SERVICE_NAME } from '../tokens';
import { Metrics } from './metrics';

/** In Prometheus' text format. */
@Controller()
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    @Inject(SERVICE_NAME) private readonly service: ServiceName,
  ) {}

  /** At the service's own port, inside of the network; the public door does not lead here. */
  @Get('metrics')
  @Public()
  own(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    void reply.type(this.metrics.registry.contentType);
    return this.metrics.registry.metrics();
  }

  /** The same through the public door, wherever the service runs. */
  @Get('services/:service/metrics')
  @Requires('operations.read')
  ofService(
    @Param(zodPath(serviceParams)) { service }: z.infer<typeof serviceParams>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    if (service !== this.service) throw problems.notFound(`The service ${service} here`);
    return this.own(reply);
  }
}
