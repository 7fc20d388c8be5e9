// @event-driven-io/emmett-postgresql, with a connection for each writer, and its own consumer, which reads by 1,000
// and hands over one by one.
import { SQL, dumbo, identifier } from '@event-driven-io/dumbo';
import {
  getPostgreSQLEventStore,
  postgreSQLRawSQLProjection,
  readMessagesBatch,
} from '@event-driven-io/emmett-postgresql';
import pg from 'pg';

export async function open(url) {
  const pool = new pg.Pool({ connectionString: url, max: 40 });
  const store = getPostgreSQLEventStore(url, { connectionOptions: { pool } });
  await store.schema.migrate();
  const reader = dumbo({ connectionString: url, pool });
  const pulling = { batchSize: 1_000, pullingFrequencyInMs: 1 };
  async function until(consumer, signal) {
    signal.addEventListener('abort', () => void consumer.stop());
    await consumer.start();
  }
  return {
    append(stream, length, events) {
      const messages = events.map(({ type, data, metadata }) => ({ type, data, metadata }));
      const expectedStreamVersion = length === 0 ? 'STREAM_DOES_NOT_EXIST' : BigInt(length);
      return store.appendToStream(stream, messages, { expectedStreamVersion });
    },
    async replay(seen) {
      let after = 0n;
      for (;;) {
        const { messages, currentGlobalPosition } = await readMessagesBatch(reader.execute, {
          after,
          batchSize: 1_000,
        });
        if (messages.length === 0) return;
        seen(messages.map((message) => message.data.n));
        after = currentGlobalPosition;
      }
    },
    async follow(seen, signal) {
      const consumer = store.consumer({ pulling });
      consumer.reactor({
        processorId: 'follow',
        startFrom: 'END',
        eachMessage: (message) => seen([message.data.n]),
      });
      await until(consumer, signal);
    },
    async project(name, applied, signal) {
      const consumer = store.consumer({ pulling });
      consumer.projector({
        processorId: name,
        startFrom: 'BEGINNING',
        projection: postgreSQLRawSQLProjection({
          name,
          canHandle: ['SomethingHappened'],
          evolve: ({ data, metadata }) => {
            applied(1);
            return SQL`INSERT INTO ${identifier(name)} AS m VALUES (${metadata.streamName}, 1, ${data.n})
ON CONFLICT (stream) DO UPDATE SET events = m.events + 1, last = excluded.last`;
          },
        }),
      });
      await until(consumer, signal);
    },
    async close() {
      await store.close();
      await pool.end().catch(() => undefined);
    },
  };
}
