import { escapeIdentifier, Pool } from 'pg';
import { openEventStoreDb, type EventStoreDbOptions } from '../eventstoredb/store';
import type { EventStore } from '../port';
import { openPostgresEventStore } from '../postgres/store';
import { createLog } from '../postgres/tables';

/** Where logs lie: `postgres://…` (a schema a service) or `esdb://…` (a prefix a service), to which all but the URL belongs. */
export interface LogAddress extends Pick<EventStoreDbOptions, 'prefix' | 'credentialsFile' | 'caFile'> {
  url: string;
}

/** A log of which nothing but this is wanted. */
export type Readable = Pick<EventStore, 'readAll' | 'close'>;

export const isPostgres = ({ url }: LogAddress): boolean => /^postgres(ql)?:\/\//.test(url);

/** The log of a service to be read; undefined where it has none there. No upcasters: events go over as they are stored. */
export async function openSource(address: LogAddress, service: string): Promise<Readable | undefined> {
  if (!isPostgres(address)) return openServer(address, service, true);
  return (await hasLog(address, service)) ? openSchema(address, service) : undefined;
}

/** The log of a service to be written; made where it is missing. */
export async function openTarget(address: LogAddress, service: string): Promise<EventStore> {
  if (!isPostgres(address)) return openServer(address, service, false);
  await withPool(address, async (pool) => {
    await pool.query(`CREATE SCHEMA IF NOT EXISTS ${escapeIdentifier(service)}`);
    const client = await pool.connect();
    try {
      await client.query(`SET search_path = ${escapeIdentifier(service)}, public`);
      await createLog(client);
    } finally {
      client.release(true);
    }
  });
  return openSchema(address, service);
}

export async function withPool<T>({ url }: LogAddress, work: (pool: Pool) => Promise<T>): Promise<T> {
  const pool = new Pool({ connectionString: url, max: 1 });
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

const openServer = ({ url, ...rest }: LogAddress, service: string, onlyToRead: boolean) =>
  openEventStoreDb({ connectionString: url, service, onlyToRead, ...rest });

const openSchema = ({ url }: LogAddress, service: string) =>
  openPostgresEventStore({ connectionString: url, schema: service });

async function hasLog(address: LogAddress, service: string): Promise<boolean> {
  const { rows } = await withPool(address, (pool) =>
    pool.query<{ found: boolean }>('SELECT to_regclass($1) IS NOT NULL AS found', [
      `${escapeIdentifier(service)}.event_log`,
    ]),
  );
  return rows[0]?.found ?? false;
}
