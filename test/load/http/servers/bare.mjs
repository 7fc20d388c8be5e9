// The floor: a Fastify route with one prepared INSERT. No identity, no schema, no decision, no stream.
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { count } from '../sanban-support.mjs';

const require = createRequire(import.meta.url);
const { fastify } = createRequire(require.resolve('@nestjs/platform-fastify'))('fastify');
const { Pool } = require('pg');

export async function start(url) {
  const pool = new Pool({ connectionString: url, max: 32 });
  await pool.query('CREATE TABLE request (id uuid PRIMARY KEY, body jsonb NOT NULL)');
  const app = fastify();
  app.post('/api/v1/requests', async (request, reply) => {
    const id = randomUUID();
    await pool.query({
      name: 'insert',
      text: 'INSERT INTO request VALUES ($1, $2)',
      values: [id, JSON.stringify(request.body)],
    });
    return reply.code(201).send({ id });
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    address: `http://127.0.0.1:${app.server.address().port}`,
    token: 'none',
    count: () => count(url, 'request'),
    async stop() {
      await app.close();
      await pool.end();
    },
  };
}
