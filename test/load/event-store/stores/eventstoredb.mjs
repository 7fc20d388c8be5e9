// Ours on EventStoreDB (ESDB_URL): the log there under a random prefix, the read model in the same PostgreSQL as everybody's.
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { foldInto } from '../read-model.mjs';

const require = createRequire(import.meta.url);
const { Pool } = require('pg');
const { createSubscriptions, openEventStoreDb, runSubscription } = require('@sanban/event-store');

export async function open(url) {
  const pool = new Pool({ connectionString: url, max: 4, pipeline: true });
  await createSubscriptions(pool);
  const prefix = `bench${randomUUID().slice(0, 8)}-`;
  const store = await openEventStoreDb({ connectionString: process.env.ESDB_URL, prefix });
  const toNew = (event) => ({ ...event, schemaVersion: 1 });
  return {
    append: (stream, length, events) => store.append(stream, length === 0 ? 'none' : length - 1, events.map(toNew)),
    async replay(seen) {
      for await (const events of store.readAll()) seen(events.map((event) => event.data.n));
    },
    async follow(seen, signal) {
      for await (const { events } of store.subscribe({ after: await store.head(), signal })) {
        seen(events.map((event) => event.data.n));
      }
    },
    project(name, applied, signal) {
      return runSubscription({
        pool,
        store,
        name,
        version: 1,
        signal,
        onAlert: ({ error }) => console.error(error),
        handle: (events, tx) => foldInto(tx, name, events, (event) => event.stream, applied),
      });
    },
    async close() {
      await store.close();
      await pool.end();
    },
  };
}
