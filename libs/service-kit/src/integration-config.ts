import { agencyId } from '@sanban/contracts';
import { z } from 'zod';

/** With which systems of others this installation speaks (docs/integration.md). */
export const integrationConfigSchema = z.object({
  /** Agencies that work in a system of their own: agency id → the system's name, which stands in the log as who acted. */
  outsideSystems: z.record(agencyId, z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'must be a name like tax-hall')),
  /** Where other agencies reach the broker, for the AsyncAPI document: `kafka://host:port`, or `kafka-secure://…` with TLS. */
  eventServers: z.array(
    z.url({ protocol: /^kafka(-secure)?$/, error: 'must be kafka://host:port or kafka-secure://host:port' }),
  ),
  /** Webhooks may go to private addresses and over plain HTTP: a laptop, a test, or agencies inside of one network. */
  webhookAllowPrivate: z.boolean(),
});
export type IntegrationConfig = z.infer<typeof integrationConfigSchema>;

const list = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/**
 * `SANBAN_OUTSIDE_SYSTEMS=530902/tax=tax-hall,…`, `SANBAN_EVENT_SERVERS=kafka-secure://broker.example:9093,…`,
 * `SANBAN_WEBHOOK_ALLOW_PRIVATE=on|off`.
 */
export const integrationEnvironment = z.object({
  SANBAN_OUTSIDE_SYSTEMS: z
    .string()
    .default('')
    .transform((text) =>
      Object.fromEntries(
        list(text).map((pair): [string, string] => [pair.split('=')[0] ?? '', pair.split('=')[1] ?? '']),
      ),
    )
    .pipe(integrationConfigSchema.shape.outsideSystems),
  SANBAN_EVENT_SERVERS: z.string().default('').transform(list).pipe(integrationConfigSchema.shape.eventServers),
  SANBAN_WEBHOOK_ALLOW_PRIVATE: z.enum(['on', 'off']).default('off'),
});

export const integrationConfig = (env: z.infer<typeof integrationEnvironment>): IntegrationConfig => ({
  outsideSystems: env.SANBAN_OUTSIDE_SYSTEMS,
  eventServers: env.SANBAN_EVENT_SERVERS,
  webhookAllowPrivate: env.SANBAN_WEBHOOK_ALLOW_PRIVATE === 'on',
});

/** Nobody else's system, and no webhook into a private network. */
export const ALONE: IntegrationConfig = { outsideSystems: {}, eventServers: [], webhookAllowPrivate: false };
