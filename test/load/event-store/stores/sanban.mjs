// Ours, from the sources: the process runs with the condition `@sanban/source` and the repository's swc hook.
import { createRequire } from 'node:module';
import { foldInto } from '../read-model.mjs';

const require = createRequire(import.meta.url);
const { Pool } = require('pg');
const { createLog, createSubscriptions, openPostgresEventStore, runSubscription } = require('@sanban/event-store');

export async function open(url) {
  const pool = new Pool({ connectionString: url, max: 4, pipeline: true });
  await createLog(pool);
  await createSubscriptions(pool);
  const store = await openPostgresEventStore({ connectionString: url });
  const toNew = ({ id, type, data, metadata }) => ({ id, type, schemaVersion: 1, data, metadata });
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
