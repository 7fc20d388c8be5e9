import { Pool } from 'pg';
import type { Logger } from 'pino';
import { describeError } from '../logging/describe-error';

/** Every connection sees the service's schema first, so that its SQL names none. */
export const searchPathOf = (schema: string): string => `-c search_path=${schema},public`;

export function openPool(databaseUrl: string, schema: string, logger: Logger): Pool {
  const pool = new Pool({
    connectionString: databaseUrl,
    options: searchPathOf(schema),
    application_name: `sanban-${schema}`,
    max: 10,
    connectionTimeoutMillis: 10_000,
    // Statements that do not need each other's answers travel together.
    pipeline: true,
  });
  // An idle connection broke: the pool replaces it, but without a listener the process would end.
  pool.on('error', (error) => {
    if (!pool.ending) logger.warn(describeError(error), 'idle database connection lost');
  });
  // One that breaks while it is handed out, or in the very moment of it, is seen by its next statement: no reason to end.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
