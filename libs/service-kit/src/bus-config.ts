import { outsideTopics, TOPICS } from '@sanban/contracts';
import { kafkaConnection, openKafkaBus, openPostgresBus, type Bus, type TopicSettings } from '@sanban/messaging';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { ServiceConfig } from './config';

/** Kafka as the bus between services (docs/operations.md, "Kafka"). */
export const kafkaConfigSchema = kafkaConnection.extend({
  /** On how many brokers each message lies: 3, or 1 on a laptop with one broker. */
  replicas: z.union([z.literal(1), z.literal(3)]),
});
export type KafkaConfig = z.infer<typeof kafkaConfigSchema>;

/** Keys are spread over so many partitions, and so many members of a group can work at once. It never changes. */
const PARTITIONS = 6;

/**
 * `KAFKA_BROKERS=host:port,…` makes Kafka the bus. `KAFKA_REPLICAS=3|1`; `KAFKA_TLS=on|off` with the PEM files `KAFKA_CA`,
 * `KAFKA_CERTIFICATE` and `KAFKA_KEY`; `KAFKA_SASL=scram-sha-512|plain` with `KAFKA_USERNAME` and `KAFKA_PASSWORD`.
 */
export const kafkaEnvironment = z.object({
  KAFKA_BROKERS: z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(kafkaConfigSchema.shape.brokers)
    .optional(),
  KAFKA_REPLICAS: z.coerce.number().pipe(kafkaConfigSchema.shape.replicas).default(3),
  KAFKA_TLS: z.enum(['on', 'off']).default('off'),
  KAFKA_CA: z.string().min(1).optional(),
  KAFKA_CERTIFICATE: z.string().min(1).optional(),
  KAFKA_KEY: z.string().min(1).optional(),
  KAFKA_SASL: z.enum(['scram-sha-512', 'plain']).optional(),
  KAFKA_USERNAME: z.string().default(''),
  KAFKA_PASSWORD: z.string().default(''),
});

export function kafkaConfig(env: z.infer<typeof kafkaEnvironment>): KafkaConfig | undefined {
  if (env.KAFKA_BROKERS === undefined) return undefined;
  const { KAFKA_CA: ca, KAFKA_CERTIFICATE: certificate, KAFKA_KEY: key, KAFKA_SASL: mechanism } = env;
  return {
    brokers: env.KAFKA_BROKERS,
    replicas: env.KAFKA_REPLICAS,
    ...(env.KAFKA_TLS === 'on' && { tls: { ca, certificate, key } }),
    ...(mechanism && { sasl: { mechanism, username: env.KAFKA_USERNAME, password: env.KAFKA_PASSWORD } }),
  };
}

/** What is missing, and what would be ignored: whoever names an authority or an account means TLS or SASL to be on. */
export function refuseHalfOfKafka(env: z.infer<typeof kafkaEnvironment>, context: z.RefinementCtx): void {
  if (env.KAFKA_BROKERS === undefined) return;
  const fault = (variable: keyof typeof env, message: string) =>
    context.addIssue({ code: 'custom', path: [variable], message, input: undefined });
  for (const variable of ['KAFKA_USERNAME', 'KAFKA_PASSWORD'] as const) {
    if (env.KAFKA_SASL !== undefined && env[variable] === '') fault(variable, 'is needed with KAFKA_SASL');
    if (env.KAFKA_SASL === undefined && env[variable] !== '') fault(variable, 'serves only with KAFKA_SASL');
  }
  for (const variable of ['KAFKA_CA', 'KAFKA_CERTIFICATE', 'KAFKA_KEY'] as const) {
    if (env.KAFKA_TLS === 'off' && env[variable] !== undefined) fault(variable, 'serves only with KAFKA_TLS=on');
  }
}

/** The one place that chooses the bus. @throws when a topic is there and not as it is declared here. */
export function openBus(service: string, config: ServiceConfig, pool: Pool, logger: Logger): Promise<Bus> {
  const { kafka, databaseUrl, busDatabaseUrl = databaseUrl } = config;
  if (kafka === undefined) return openPostgresBus({ bus: { connectionString: busDatabaseUrl }, inbox: pool });
  const { replicas, ...connection } = kafka;
  const outside = outsideTopics(Object.keys(config.integration?.outsideSystems ?? {}));
  // Kept for good: a service that comes later reads from the beginning.
  const settings: TopicSettings = {
    partitions: PARTITIONS,
    replicas,
    minInSyncReplicas: replicas === 3 ? 2 : 1,
    retentionMs: null,
    compacted: false,
  };
  return openKafkaBus({
    connection,
    clientId: `sanban-${service}`,
    inbox: pool,
    topics: Object.fromEntries([...TOPICS, ...outside].map((topic) => [topic, settings])),
    log: (level, message) => logger[level](message),
  });
}
