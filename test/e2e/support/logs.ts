import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { startCluster } from '@sanban/embedded-postgres';
import { Client } from 'pg';

export interface LoggedEvent {
  schema: string;
  stream: string;
  revision: number;
  id: string;
  type: string;
  causation: string;
}

/** Every event of every service's log, read past the platform from the PostgreSQL that runs on its data folder. */
export async function allEvents(data: string): Promise<LoggedEvent[]> {
  // Takes over the server that the platform has left or still uses; it is not stopped here.
  const { url } = await startCluster(join(data, 'postgres'));
  const server = new Client({ connectionString: url });
  await server.connect();
  const { rows: databases } = await server.query<{ datname: string }>(
    'SELECT datname FROM pg_database WHERE NOT datistemplate ORDER BY datname',
  );
  await server.end();
  const events: LoggedEvent[] = [];
  for (const { datname } of databases) {
    const address = new URL(url);
    address.pathname = `/${datname}`;
    events.push(...(await eventsOf(address.href)));
  }
  return events;
}

async function eventsOf(connectionString: string): Promise<LoggedEvent[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    const { rows: schemas } = await client.query<{ schema: string }>(
      `SELECT table_schema AS schema FROM information_schema.tables WHERE table_name = 'event_log' ORDER BY 1`,
    );
    const events: LoggedEvent[] = [];
    for (const { schema } of schemas) {
      const { rows } = await client.query<LoggedEvent>(
        `SELECT '${schema}' AS schema, stream, revision, id, type, metadata->>'causationId' AS causation
           FROM ${schema}.event_log ORDER BY position`,
      );
      events.push(...rows);
    }
    return events;
  } finally {
    await client.end();
  }
}

/** What stands in the log files of the data folder: of the platform, if it writes any, and of PostgreSQL. */
export function logFiles(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.log') && statSync(join(folder, name)).isFile())
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
}
