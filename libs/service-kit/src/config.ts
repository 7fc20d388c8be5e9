import { z } from 'zod';
import { kafkaConfig, kafkaConfigSchema, kafkaEnvironment, refuseHalfOfKafka } from './bus-config';
import { eventStoreConfig, eventStoreConfigSchema, eventStoreEnvironment } from './event-store-config';
import { parseEnvironment, type Environment } from './environment';
import { integrationConfig, integrationConfigSchema, integrationEnvironment } from './integration-config';

/** What a service must be told. */
export const serviceConfigSchema = z.object({
  /** Any PostgreSQL from 15 on; the service uses its own schema in it. */
  databaseUrl: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' }),
  /** Where the bus lies while it is PostgreSQL; absent: in the same database, with the same role. */
  busDatabaseUrl: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' }).optional(),
  /** Shared with the gateway: it signs who is asking. */
  internalSecret: z.string().min(32, 'must have at least 32 characters'),
  /** The clock can be moved and the packs' demo accounts exist. */
  demo: z.boolean(),
  logLevel: z.enum(['debug', 'info', 'warn', 'error', 'silent']),
  /** Absent: none. */
  integration: integrationConfigSchema.optional(),
  /** Absent: the log lies in PostgreSQL. */
  eventStore: eventStoreConfigSchema.optional(),
  /** Absent: the bus lies in PostgreSQL. */
  kafka: kafkaConfigSchema.optional(),
});
export type ServiceConfig = z.infer<typeof serviceConfigSchema>;

const environment = z
  .object({
    DATABASE_URL: serviceConfigSchema.shape.databaseUrl,
    BUS_DATABASE_URL: serviceConfigSchema.shape.busDatabaseUrl,
    SANBAN_INTERNAL_SECRET: serviceConfigSchema.shape.internalSecret,
    SANBAN_DEMO: z.enum(['on', 'off']).default('off'),
    SANBAN_LOG_LEVEL: serviceConfigSchema.shape.logLevel.default('info'),
    ...integrationEnvironment.shape,
    ...kafkaEnvironment.shape,
    ...eventStoreEnvironment.shape,
  })
  .superRefine(refuseHalfOfKafka)
  .transform((env) => ({
    databaseUrl: env.DATABASE_URL,
    busDatabaseUrl: env.BUS_DATABASE_URL,
    internalSecret: env.SANBAN_INTERNAL_SECRET,
    demo: env.SANBAN_DEMO === 'on',
    logLevel: env.SANBAN_LOG_LEVEL,
    integration: integrationConfig(env),
    kafka: kafkaConfig(env),
    eventStore: eventStoreConfig(env),
  }));

/** @throws with one line per variable that is missing or wrong */
export const serviceConfigFrom = (env: Environment): ServiceConfig => parseEnvironment(environment, env);
