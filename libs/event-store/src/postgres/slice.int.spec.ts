import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { Client } from 'pg';
import type { EventStore, RecordedEvent } from '../port';
import { newEvent } from '../testing/new-event';
import { openPostgresEventStore } from './store';
import { createLog } from './tables';

describe('slice', () => {
  let db: TestDatabase;
  let store: EventStore;
  beforeAll(async () => {
    db = await createTestDatabase();
    const client = new Client({ connectionString: db.url });
    await client.connect();
    await createLog(client);
    await client.end();
    store = await openPostgresEventStore({ connectionString: db.url });
  });
  afterAll(async () => {
    await store.close();
    await db.drop();
  });
  it('works', async () => {
    const aborter = new AbortController();
    const seen: RecordedEvent[] = [];
    const done = (async () => {
      for await (const { events } of store.subscribe({
        signal: aborter.signal,
        filter: { streamPrefixes: ['s.a-'] },
      })) {
        seen.push(...events);
        if (seen.length >= 100) return;
      }
    })();
    const results = await Promise.all(
      Array.from({ length: 100 }, (_, n) => store.append(`s.a-${n}`, 'none', [newEvent({}, { n })])),
    );
    expect(new Set(results.map((r) => r.position)).size).toBe(100);
    await done;
    const read: RecordedEvent[] = [];
    for await (const batch of store.readAll({ batchSize: 30, filter: { types: ['SomethingHappened'] } }))
      read.push(...batch);
    expect(read).toEqual(seen);
    expect(await store.readStream('s.a-3')).toEqual([read.find((e) => e.stream === 's.a-3')]);
    expect(await store.head()).toBe('0000000000000100');
  });
});
