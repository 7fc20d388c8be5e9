import { createTestDatabase } from '@sanban/embedded-postgres/testing';
import { Pool } from 'pg';
import type { EventStore } from '../port';
import { openPostgresEventStore, type PostgresEventStoreOptions } from '../postgres/store';
import { createLog } from '../postgres/tables';
import { createSubscriptions } from '../subscription/tables';
import type { OpenedStore } from './opened-store';

export interface TestLog extends OpenedStore {
  url: string;
  /** On the same database, for whatever the test does beside the store. */
  pool: Pool;
}

/** A log with the tables for subscriptions in a database of its own, on the server that the test run started. */
export async function openTestLog(options: Partial<PostgresEventStoreOptions> = {}): Promise<TestLog> {
  const database = await createTestDatabase();
  const pool = new Pool({ connectionString: database.url, pipeline: true });
  // Tests end connections on purpose; the pool makes new ones.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  await createLog(pool);
  await createSubscriptions(pool);
  const another = (): Promise<EventStore> => openPostgresEventStore({ connectionString: database.url, ...options });
  const store = await another();
  return {
    store,
    another,
    url: database.url,
    pool,
    close: async () => {
      await store.close();
      await pool.end();
      await database.drop();
    },
  };
}
