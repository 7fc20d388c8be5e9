import { Module, type DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { InternalTokens } from '@sanban/identity';
import { DataSource } from 'typeorm';
import { Clock } from './clock/clock';
import { ClockController } from './clock/clock.controller';
import { MovableClock } from './clock/movable-clock';
import { CommandRunner } from './command/command-runner';
import { IdempotencyKeys } from './command/idempotency-keys';
import { Once } from './command/once';
import type { ServiceConfig } from './config';
import type { ServiceDefinition } from './definition';
import { Health } from './health/health';
import { HealthController } from './health/health.controller';
import { Consumers } from './hosting/consumers';
import { Subscriptions } from './hosting/subscriptions';
import { Metrics } from './metrics/metrics';
import { MetricsController } from './metrics/metrics.controller';
import { OperationsController } from './operations/operations.controller';
import { Programmes } from './programmes';
import type { Resources } from './resources';
import { TimerHost } from './timers/timer-host';
import { Timers } from './timers/timers';
import { BUS, EVENT_STORE, LOGGER, PG_POOL, SERVICE_CONFIG, SERVICE_NAME } from './tokens';

/** What the kit gives to every module of a service. */
@Module({})
class KitModule {}

/** The root of a service's container: the kit, then the service's own module. */
@Module({})
export class ServiceModule {
  static of(
    definition: ServiceDefinition,
    config: ServiceConfig,
    resources: Resources,
    programmes: Programmes,
  ): DynamicModule {
    const { clock, pool } = resources;
    const values = [
      { provide: SERVICE_NAME, useValue: definition.name },
      { provide: SERVICE_CONFIG, useValue: config },
      { provide: LOGGER, useValue: resources.logger },
      { provide: PG_POOL, useValue: pool },
      { provide: DataSource, useValue: resources.dataSource },
      { provide: EVENT_STORE, useValue: resources.store },
      { provide: BUS, useValue: resources.bus },
      { provide: Clock, useValue: clock },
      { provide: Programmes, useValue: programmes },
      { provide: InternalTokens, useValue: new InternalTokens(config.internalSecret) },
      { provide: IdempotencyKeys, useValue: resources.keys },
      ...(clock instanceof MovableClock ? [{ provide: MovableClock, useValue: clock }] : []),
    ];
    const kit: DynamicModule = {
      module: KitModule,
      global: true,
      imports: [DiscoveryModule],
      controllers: [
        HealthController,
        MetricsController,
        OperationsController,
        ...(clock instanceof MovableClock ? [ClockController] : []),
      ],
      providers: [...values, CommandRunner, Once, Timers, TimerHost, Subscriptions, Consumers, Health, Metrics],
      exports: [...values.map(({ provide }) => provide), CommandRunner, Once, Timers, Health, Metrics],
    };
    return { module: ServiceModule, imports: [kit, definition.module] };
  }
}
