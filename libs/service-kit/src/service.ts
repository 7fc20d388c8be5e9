import 'reflect-metadata';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { NestApplicationContextOptions } from '@nestjs/common/interfaces/nest-application-context-options.interface';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ServiceName } from '@sanban/contracts';
import { InternalTokens } from '@sanban/identity';
import type { FastifyInstance } from 'fastify';
import type { ServiceConfig } from './config';
import type { ServiceDefinition } from './definition';
import { addResourceChecks } from './health/resource-checks';
import { Consumers } from './hosting/consumers';
import { Subscriptions } from './hosting/subscriptions';
import { createAdapter } from './http/adapter';
import { PermissionGuard } from './http/permission-guard';
import { ProblemFilter } from './http/problem-filter';
import { measureService } from './metrics/measure-service';
import { Metrics } from './metrics/metrics';
import { NestLog } from './logging/logger';
import { logRequests } from './logging/request-log';
import { Programmes } from './programmes';
import { openResources, type Resources } from './resources';
import { ServiceModule } from './service-module';
import { TimerHost } from './timers/timer-host';

/** A service that runs: migrated, subscribed, ready to answer. */
export interface Service {
  readonly name: ServiceName;
  readonly app: NestFastifyApplication;
  /** One line: which event store it found, its version, and that it can be written. */
  readonly eventStore: string;
  /** Answers one request of a server in the same process. */
  route(request: IncomingMessage, response: ServerResponse): void;
  /** A door of its own, as the one service of its process. @returns its address */
  listen(port: number, host?: string): Promise<string>;
  /** Finishes what is in hand, then lets go of everything. Again: the same. */
  close(): Promise<void>;
}

/** Every route lies under it; health, `metrics` and `internal/` aside. */
export const API_PREFIX = 'api/v1';

/**
 * Opens the service's schema, log and bus, builds its container and starts its subscriptions, consumers and timers.
 * Controllers name their paths without the prefix: `@Controller('requests')` answers at `/api/v1/requests`.
 * @throws when the database cannot be reached or a migration fails; then nothing stays open
 */
export async function createService(
  definition: ServiceDefinition,
  config: ServiceConfig,
  programmes: Programmes = Programmes.load(),
): Promise<Service> {
  const resources = await openResources(definition, config);
  try {
    const app = await buildApp(definition, config, resources, programmes);
    return new RunningService(definition.name, app, resources);
  } catch (error) {
    await resources.close();
    throw error;
  }
}

async function buildApp(
  definition: ServiceDefinition,
  config: ServiceConfig,
  resources: Resources,
  programmes: Programmes,
): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(
    ServiceModule.of(definition, config, resources, programmes),
    createAdapter(),
    Object.assign(new NestApplicationContextOptions(), {
      logger: new NestLog(resources.logger),
      bodyParser: false,
      abortOnError: false,
    }),
  );
  app.setGlobalPrefix(API_PREFIX, { exclude: ['health/{*path}', 'metrics', 'internal/{*path}', 'api/{*path}'] });
  app.useGlobalGuards(new PermissionGuard(app.get(InternalTokens)));
  app.useGlobalFilters(new ProblemFilter(resources.logger));
  logRequests(app.getHttpAdapter().getInstance(), resources.logger);
  measureService(app, resources);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  addResourceChecks(app, resources);
  await app.get(Subscriptions).start();
  await app.get(Consumers).start();
  app.get(TimerHost).start();
  return app;
}

class RunningService implements Service {
  private readonly fastify: FastifyInstance;
  private closing: Promise<void> | undefined;

  constructor(
    readonly name: ServiceName,
    readonly app: NestFastifyApplication,
    private readonly resources: Resources,
  ) {
    // Once: Nest's application is a proxy, which makes closures of each call.
    this.fastify = app.getHttpAdapter().getInstance();
  }

  get eventStore(): string {
    return this.resources.found;
  }

  route(request: IncomingMessage, response: ServerResponse): void {
    this.fastify.routing(request, response);
  }

  async listen(port: number, host = '127.0.0.1'): Promise<string> {
    this.app.get(Metrics).measureProcess();
    await this.app.listen(port, host);
    return this.app.getUrl();
  }

  close(): Promise<void> {
    this.closing ??= this.stop();
    return this.closing;
  }

  /**
   * No new requests, then no new work of its own, then the connections. The bus beside the subscriptions: a relay may be
   * waiting for brokers that are away, and what it has not published it publishes after the next start.
   */
  private async stop(): Promise<void> {
    await this.app.close();
    await this.app.get(TimerHost).stop();
    await Promise.all([this.app.get(Consumers).stop(), this.app.get(Subscriptions).stop(), this.resources.bus.close()]);
    await this.resources.close();
  }
}
