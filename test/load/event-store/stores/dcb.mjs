// @dcb-es/event-store-postgres: the stream is a tag, the expected revision its append condition.
import { Query, SequencePosition, Tags } from '@dcb-es/event-store';
import { PostgresEventStore, ensureHandlersInstalled, runHandler } from '@dcb-es/event-store-postgres';
import pg from 'pg';
import { upsertOne } from '../read-model.mjs';
import { TYPE } from '../workload.mjs';

export async function open(url) {
  const pool = new pg.Pool({ connectionString: url, max: 40 });
  const store = new PostgresEventStore({ pool });
  await store.ensureInstalled();
  return {
    append(stream, length, events, last) {
      const tags = Tags.fromObj({ stream });
      return store.append({
        events: events.map(({ type, data, metadata }) => ({ type, tags, data: { ...data, stream }, metadata })),
        condition: {
          failIfEventsMatch: Query.fromItems([{ types: [TYPE], tags }]),
          after: last ?? SequencePosition.initial(),
        },
      });
    },
    async replay(seen) {
      for await (const { event } of store.read(Query.all())) seen([event.data.n]);
    },
    async follow(seen, signal) {
      const { rows } = await pool.query('SELECT coalesce(max(sequence_position), 0) AS last FROM events');
      const after = SequencePosition.fromString(String(rows[0].last));
      for await (const { event } of store.subscribe(Query.all(), { after, signal })) seen([event.data.n]);
    },
    async project(name, applied, signal) {
      await ensureHandlersInstalled(pool, [name], '_handler_bookmarks');
      const handlerFactory = (client) => ({
        when: {
          [TYPE]: async ({ event }) => {
            await client.query({
              name: `upsert_${name}`,
              text: upsertOne(name),
              values: [event.data.stream, event.data.n],
            });
            applied(1);
          },
        },
      });
      await runHandler({ pool, eventStore: store, handlerName: name, handlerFactory, signal }).promise;
    },
    close: () => pool.end(),
  };
}
