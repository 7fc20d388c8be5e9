import { Inject, Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { Clock } from '../clock/clock';
import { MovableClock } from '../clock/movable-clock';
import { Health } from '../health/health';
import { OnTimer, type TimerHandler } from '../hosting/decorators';
import { discover, hasMethod } from '../hosting/discover';
import { LOGGER, PG_POOL } from '../tokens';
import { TimerWorker } from './timer-worker';
import { Timers } from './timers';

/** Runs every @OnTimer provider. */
@Injectable()
export class TimerHost {
  private worker: TimerWorker | undefined;

  constructor(
    private readonly discovery: DiscoveryService,
    @Inject(PG_POOL) private readonly pool: Pool,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly clock: Clock,
    private readonly timers: Timers,
    private readonly health: Health,
  ) {}

  start(): void {
    const found = discover(this.discovery, OnTimer, hasMethod<TimerHandler>('fire'));
    if (found.length === 0) return;
    const handlers = new Map(found.map(({ options, instance }) => [options, instance]));
    const worker = new TimerWorker(this.pool, this.clock, handlers, this.logger);
    this.worker = worker;
    this.timers.onChange(() => worker.wake());
    if (this.clock instanceof MovableClock) this.clock.onMove(() => worker.wake());
    this.health.add('timers', async () => ({
      status: worker.failures === 0 ? 'ok' : 'degraded',
      failing: worker.failures,
      due: await worker.due(),
    }));
    worker.start();
  }

  async stop(): Promise<void> {
    await this.worker?.stop();
  }
}
