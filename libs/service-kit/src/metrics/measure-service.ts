import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Health } from '../health/health';
import { Subscriptions } from '../hosting/subscriptions';
import type { Resources } from '../resources';
import { Metrics } from './metrics';
import { measureBus } from './bus-metrics';
import { measureHealth } from './health-metrics';
import { measureRequests } from './request-metrics';
import { measureSubscriptions } from './subscription-metrics';

/** Before the first request is answered: a hook cannot be added later. */
export function measureService(app: NestFastifyApplication, { bus, pool }: Resources): void {
  const { registry } = app.get(Metrics);
  measureRequests(registry, app.getHttpAdapter().getInstance());
  measureHealth(registry, app.get(Health), pool);
  measureBus(registry, bus, pool);
  measureSubscriptions(registry, app.get(Subscriptions));
}
