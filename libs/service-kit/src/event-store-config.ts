import {
  createLog,
  openEventStoreDb,
  openPostgresEventStore,
  StoreUnavailable,
  type EventStore,
} from '@sanban/event-store';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { ServiceConfig } from './config';

/** EventStoreDB or KurrentDB as the event store (docs/operations.md, "EventStoreDB"); read models stay in PostgreSQL. */
export const eventStoreConfigSchema = z.object({
  /** `esdb://[user:password@]host:port[,…][?tls=…]`, or `kurrentdb://…`. */
  address: z.string().regex(/^(esdb|kurrentdb)(\+discover)?:\/\//, 'must be an esdb:// or kurrentdb:// address'),
  /** Lines `user:password`, or `service user:password`. */
  credentialsFile: z.string().min(1).optional(),
  caFile: z.string().min(1).optional(),
  /** Stands before every stream's name, where several installations share one server. */
  prefix: z.string().optional(),
});
export type EventStoreConfig = z.infer<typeof eventStoreConfigSchema>;

/** `EVENT_STORE=esdb://…` with `EVENT_STORE_CREDENTIALS_FILE`, `EVENT_STORE_CA_FILE` and `EVENT_STORE_PREFIX`. */
export const eventStoreEnvironment = z.object({
  EVENT_STORE: eventStoreConfigSchema.shape.address.optional(),
  EVENT_STORE_CREDENTIALS_FILE: eventStoreConfigSchema.shape.credentialsFile,
  EVENT_STORE_CA_FILE: eventStoreConfigSchema.shape.caFile,
  EVENT_STORE_PREFIX: eventStoreConfigSchema.shape.prefix,
});

export function eventStoreConfig(env: z.infer<typeof eventStoreEnvironment>): EventStoreConfig | undefined {
  if (env.EVENT_STORE === undefined) return undefined;
  return eventStoreConfigSchema.parse({
    address: env.EVENT_STORE,
    credentialsFile: env.EVENT_STORE_CREDENTIALS_FILE,
    caFile: env.EVENT_STORE_CA_FILE,
    prefix: env.EVENT_STORE_PREFIX,
  });
}

export interface FoundStore {
  store: EventStore;
  /** One line for people: which store, its version, and that it can be written. */
  found: string;
}

/** The one place that chooses a service's log. @throws StoreUnavailable with one clear sentence when it cannot be written */
export async function openEventStore(service: string, config: ServiceConfig, pool: Pool): Promise<FoundStore> {
  if (config.eventStore === undefined) {
    await createLog(pool);
    const found = await describePostgres(service, pool);
    return { found, store: await openPostgresEventStore({ connectionString: config.databaseUrl, schema: service }) };
  }
  const { address, credentialsFile, caFile, prefix } = config.eventStore;
  const store = await openEventStoreDb({
    connectionString: address,
    service,
    ...(credentialsFile !== undefined && { credentialsFile }),
    ...(caFile !== undefined && { caFile }),
    ...(prefix !== undefined && { prefix }),
  });
  return { store, found: store.found };
}

async function describePostgres(service: string, pool: Pool): Promise<string> {
  const { rows } = await pool.query<{ version: string; read_only: string }>(
    `SELECT current_setting('server_version') AS version, current_setting('transaction_read_only') AS read_only`,
  );
  const server = `PostgreSQL ${rows[0]?.version ?? ''}, schema ${service}`;
  if (rows[0]?.read_only === 'on')
    throw new StoreUnavailable(`found ${server}, but it is read-only: no event can be written`);
  return `${server}, can be written`;
}
