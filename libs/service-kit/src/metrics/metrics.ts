import { Inject, Injectable } from '@nestjs/common';
import type { ServiceName } from '@sanban/contracts';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { SERVICE_NAME } from '../tokens';

/** What a service measures, for Prometheus: every series carries the service's name. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  constructor(@Inject(SERVICE_NAME) service: ServiceName) {
    this.registry.setDefaultLabels({ service });
  }

  /** CPU, memory and the event loop's lag as well: for one service of a process. */
  measureProcess(): void {
    collectDefaultMetrics({ register: this.registry });
  }
}
