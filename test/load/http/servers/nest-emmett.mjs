// The same Nest and Fastify, the same token check, schema and decider, the events in emmett's PostgreSQL store.
import { createRequire } from 'node:module';
import { count } from '../sanban-support.mjs';

const require = createRequire(import.meta.url);
const { createApp } = require('./nest-emmett-app.ts');
const fromPeers = createRequire(new URL('../../event-store/package.json', import.meta.url));

export async function start(url) {
  const { getPostgreSQLEventStore } = await import(fromPeers.resolve('@event-driven-io/emmett-postgresql'));
  const { default: pg } = await import(fromPeers.resolve('pg'));
  const pool = new pg.Pool({ connectionString: url, max: 32 });
  const store = getPostgreSQLEventStore(url, { connectionOptions: { pool } });
  await store.schema.migrate();
  const { app, token } = await createApp({
    append: async (stream, events) => {
      await store.appendToStream(stream, events, { expectedStreamVersion: 'STREAM_DOES_NOT_EXIST' });
    },
  });
  await app.listen(0, '127.0.0.1');
  return {
    address: await app.getUrl(),
    token,
    count: () => count(url, 'emt_messages'),
    async stop() {
      await app.close();
      await store.close();
      await pool.end().catch(() => undefined);
    },
  };
}
