import { createSubscriptions, type EventStore } from '@sanban/event-store';
import type { Bus } from '@sanban/messaging';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { openBus } from './bus-config';
import { SystemClock, type Clock } from './clock/clock';
import { MovableClock } from './clock/movable-clock';
import { IdempotencyKeys } from './command/idempotency-keys';
import type { ServiceConfig } from './config';
import { openDataSource } from './database/data-source';
import { openPool } from './database/pool';
import { prepareSchema } from './database/prepare-schema';
import type { ServiceDefinition } from './definition';
import { openEventStore } from './event-store-config';
import { openLogger } from './logging/logger';

/** What a service holds open while it runs. */
export interface Resources {
  logger: Logger;
  pool: Pool;
  dataSource: DataSource;
  store: EventStore;
  /** One line: which event store, its version, and that it can be written. */
  found: string;
  bus: Bus;
  clock: Clock;
  keys: IdempotencyKeys;
  /** In the reverse order of opening. */
  close(): Promise<void>;
}

/** Opens everything, schema and migrations first. What was opened is closed again when something fails. */
export async function openResources(definition: ServiceDefinition, config: ServiceConfig): Promise<Resources> {
  const logger = openLogger(definition.name, config.logLevel);
  const closing: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  try {
    const pool = openPool(config.databaseUrl, definition.name, logger);
    closing.push(() => pool.end());
    await prepareSchema(pool, definition.name);
    const dataSource = await openDataSource(definition, config.databaseUrl, pool);
    closing.push(() => dataSource.destroy());
    await createSubscriptions(pool);
    const { store, found } = await openEventStore(definition.name, config, pool);
    closing.push(() => store.close());
    logger.info(`event store: ${found}`);
    const bus = await openBus(definition.name, config, pool, logger);
    closing.push(() => bus.close());
    const keys = await IdempotencyKeys.load(pool, logger);
    closing.push(() => keys.idle());
    const clock = config.demo ? await MovableClock.load(pool) : new SystemClock();
    return { logger, pool, dataSource, store, found, bus, clock, keys, close };
  } catch (error) {
    await close();
    throw error;
  }
}
