import type { Health } from '@sanban/service-kit';
import { z } from 'zod';
import type { Upstreams } from '../door/upstream';

const readiness = z.looseObject({ status: z.enum(['ok', 'degraded', 'error']) });

/** The door is as well as the services behind it. */
export function addUpstreamChecks(health: Health, upstreams: Upstreams): void {
  for (const [name, upstream] of upstreams) {
    if (name === 'gateway') continue;
    health.add(name, async () => readiness.parse((await upstream.ask({ method: 'GET', path: '/health/ready' })).body));
  }
}
