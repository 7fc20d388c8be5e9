import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  ALONE,
  eventStoreConfig,
  eventStoreEnvironment,
  integrationConfig,
  integrationEnvironment,
  type EventStoreConfig,
  type IntegrationConfig,
} from '@sanban/service-kit';
import { z } from 'zod';

export interface PlatformOptions {
  /** Folder that holds everything that survives. */
  dataDir: string;
  /** 0: any free one. */
  port: number;
  host: string;
  /** A PostgreSQL of one's own; absent: the embedded one, in `dataDir`. */
  databaseUrl?: string | undefined;
  /** Demo accounts, and a clock that can be moved. */
  demo: boolean;
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** EventStoreDB as the event store; absent: PostgreSQL. */
  eventStore?: EventStoreConfig | undefined;
  /** Other agencies' systems (docs/integration.md). */
  integration: IntegrationConfig;
}

export const DEFAULTS = { port: 3000, host: '127.0.0.1', demo: true, logLevel: 'warn', integration: ALONE } as const;

const port = z.coerce.number().int().min(0).max(65_535);
const given = z.object({
  data: z.string().min(1).default('.data'),
  port: port.default(DEFAULTS.port),
  host: z.string().min(1).default(DEFAULTS.host),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  SANBAN_DEMO: z.enum(['on', 'off']).default('on'),
  SANBAN_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default(DEFAULTS.logLevel),
  ...integrationEnvironment.shape,
  ...eventStoreEnvironment.shape,
});

/** A mistake in how the platform was called. */
export class UsageError extends Error {}

/**
 * `[--data DIR] [--port N] [--host ADDRESS]`, and from the environment `PORT`, `DATABASE_URL`, `SANBAN_DEMO`,
 * `SANBAN_LOG_LEVEL`, `EVENT_STORE…` (docs/operations.md) and those of docs/integration.md.
 * @throws UsageError
 */
export function platformOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): PlatformOptions {
  const parsed = given.safeParse({ port: env['PORT'], ...env, ...valuesOf(args) });
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new UsageError(faults.join('\n'));
  }
  const { data, host, port: number, DATABASE_URL, SANBAN_DEMO, SANBAN_LOG_LEVEL, ...rest } = parsed.data;
  return {
    host,
    port: number,
    dataDir: resolve(data),
    databaseUrl: DATABASE_URL,
    demo: SANBAN_DEMO === 'on',
    logLevel: SANBAN_LOG_LEVEL,
    integration: integrationConfig(rest),
    eventStore: eventStoreConfig(rest),
  };
}

function valuesOf(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({ args: [...args], options: { data: text, port: text, host: text } }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
