// Message DB by its own SQL functions, with a connection for each writer. It has no consumer of its own for Node: ours asks
// for the category's next 1,000 messages, applies them one by one, as Eventide's does, and notes the position a batch.
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { upsertOne } from '../read-model.mjs';
import { CATEGORY } from '../workload.mjs';

const FILES = [
  'roles/message-store',
  'schema/message-store',
  'extensions/pgcrypto',
  'tables/messages',
  'types/message',
  ...['message-store-version', 'hash-64', 'acquire-lock', 'category', 'is-category', 'id', 'cardinal-id'].map(
    (name) => `functions/${name}`,
  ),
  ...['stream-version', 'write-message', 'get-stream-messages', 'get-category-messages'].map(
    (name) => `functions/${name}`,
  ),
  ...['messages-id', 'messages-stream', 'messages-category'].map((name) => `indexes/${name}`),
];

export async function open(url) {
  const pool = new pg.Pool({ connectionString: url, max: 40, options: '-c search_path=message_store,public' });
  for (const file of FILES) {
    const path = new URL(`../node_modules/@eventide/message-db/database/${file}.sql`, import.meta.url);
    await pool.query(readFileSync(path, 'utf8'));
  }
  await pool.query('CREATE TABLE public.position (name text PRIMARY KEY, position bigint NOT NULL)');

  const writeOne = (client, stream, length, { id, type, data, metadata }) =>
    client.query({
      name: 'write',
      text: 'SELECT write_message($1, $2, $3, $4, $5, $6)',
      values: [id, stream, type, data, metadata, length - 1],
    });
  const next = async (position) => {
    const values = [CATEGORY, position, 1_000];
    const { rows } = await pool.query({
      name: 'next',
      text: 'SELECT * FROM get_category_messages($1, $2, $3)',
      values,
    });
    return rows.map((row) => ({ ...row, data: JSON.parse(row.data), metadata: JSON.parse(row.metadata) }));
  };
  const transaction = async (work) => {
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      await work(client);
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    } finally {
      client.release();
    }
  };
  async function consume(position, handle, signal) {
    while (!signal.aborted) {
      const messages = await next(position);
      if (messages.length === 0) {
        await delay(1);
        continue;
      }
      position = Number(messages.at(-1).global_position) + 1;
      await handle(messages, position);
    }
  }
  return {
    append(stream, length, events) {
      if (events.length === 1) return writeOne(pool, stream, length, events[0]);
      return transaction(async (client) => {
        for (const [step, event] of events.entries()) await writeOne(client, stream, length + step, event);
      });
    },
    async replay(seen) {
      let position = 0;
      for (;;) {
        const messages = await next(position);
        if (messages.length === 0) return;
        seen(messages.map((message) => message.data.n));
        position = Number(messages.at(-1).global_position) + 1;
      }
    },
    async follow(seen, signal) {
      const { rows } = await pool.query('SELECT coalesce(max(global_position), 0) + 1 AS next FROM messages');
      await consume(Number(rows[0].next), (messages) => seen(messages.map((message) => message.data.n)), signal);
    },
    async project(name, applied, signal) {
      await pool.query('INSERT INTO public.position VALUES ($1, 0)', [name]);
      const handle = (messages, position) =>
        transaction(async (client) => {
          for (const { stream_name, data } of messages) {
            await client.query({
              name: `upsert_${name}`,
              text: upsertOne(`public.${name}`),
              values: [stream_name, data.n],
            });
          }
          await client.query('UPDATE public.position SET position = $2 WHERE name = $1', [name, position]);
          applied(messages.length);
        });
      await consume(0, handle, signal);
    },
    close: () => pool.end(),
  };
}
