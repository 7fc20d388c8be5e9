import { createTestDatabase } from '@sanban/embedded-postgres/testing';
import {
  copyService,
  createLog,
  createSubscriptions,
  openEventStoreDb,
  openPostgresEventStore,
  type EventStore,
} from '@sanban/event-store';
import { newEvent } from '@sanban/event-store/testing';
import { Pool } from 'pg';
import { startStandIn, type StandIn } from '../../support/eventstoredb/stand-in';

const service = 'finance';

/** A log in PostgreSQL of a few hundred events in interleaved streams, and a subscription that stands in its middle. */
async function openWritten(url: string, pool: Pool): Promise<EventStore> {
  await pool.query('CREATE SCHEMA finance');
  const client = await pool.connect();
  await client.query('SET search_path = finance, public');
  await createLog(client);
  await createSubscriptions(client);
  client.release(true);
  const store = await openPostgresEventStore({ connectionString: url, schema: service });
  for (let n = 0; n < 200; n += 1) {
    const events = Array.from({ length: 1 + (n % 3) }, () => newEvent({}, { n, 中文: '留抵退税' }));
    await store.append(`finance.x-${n % 7}`, 'any', events);
  }
  return store;
}

async function whole(store: EventStore) {
  const events = [];
  // All but the positions, which are each log's own.
  for await (const batch of store.readAll())
    events.push(
      ...batch.map(({ id, type, schemaVersion, data, metadata, stream, revision }) => ({
        id,
        type,
        schemaVersion,
        data,
        metadata,
        stream,
        revision,
      })),
    );
  return events;
}

describe('copying a log between PostgreSQL and EventStoreDB', () => {
  let standIn: StandIn;
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let pool: Pool;
  let store: EventStore;
  let to: { url: string; prefix: string };
  beforeEach(async () => {
    standIn = await startStandIn();
    database = await createTestDatabase();
    pool = new Pool({ connectionString: database.url, pipeline: true });
    store = await openWritten(database.url, pool);
    to = { url: standIn.url, prefix: 'copy-' };
  });
  afterEach(async () => {
    await store.close();
    await pool.end();
    await database.drop();
    await standIn.close();
  });

  it('there and back: the same ids, times, revisions and order; a second run copies nothing', async () => {
    const from = { url: database.url };
    const there = await copyService({ from, to, service, checkpoints: false });
    const events = await whole(store);
    expect(there).toMatchObject({ events: events.length, copied: events.length });
    const server = await openEventStoreDb({ connectionString: to.url, prefix: to.prefix, service });
    expect(await whole(server)).toEqual(events);
    await server.close();
    expect(await copyService({ from, to, service, checkpoints: false })).toEqual({ ...there, copied: 0 });

    const other = await createTestDatabase();
    const back = await copyService({ from: to, to: { url: other.url }, service, checkpoints: false });
    expect(back).toEqual(there);
    const again = await openPostgresEventStore({ connectionString: other.url, schema: service });
    expect(await whole(again)).toEqual(events);
    await again.close();
    await other.drop();
  });

  it('broken off in the middle it goes on where it was', async () => {
    const from = { url: database.url };
    const broken = copyService({
      from,
      to,
      service,
      checkpoints: false,
      onProgress: (_, events) => {
        if (events > 150) throw new Error('broken off');
      },
    });
    await expect(broken).rejects.toThrow('broken off');
    const events = await whole(store);
    const rest = await copyService({ from, to, service, checkpoints: false });
    expect(rest?.events).toBe(events.length);
    expect(rest?.copied).toBeLessThan(events.length - 140);
    expect(rest?.copied).toBeGreaterThan(0);
  });

  it('a target that holds something else is left as it is', async () => {
    const server = await openEventStoreDb({ connectionString: to.url, prefix: to.prefix, service });
    await server.append('finance.x-0', 'none', [newEvent({}, { foreign: true })]);
    const copying = copyService({ from: { url: database.url }, to, service, checkpoints: false });
    await expect(copying).rejects.toMatchObject({ name: 'CopyDiffers' });
    expect(await whole(server)).toHaveLength(1);
    await server.close();
  });

  it('a checkpoint becomes the same place in the new log, and back', async () => {
    const events = [];
    for await (const batch of store.readAll()) events.push(...batch);
    const middle = events[123];
    await pool.query(
      'INSERT INTO finance.subscription_checkpoints (name, version, position) VALUES ($1, 1, $2), ($3, 1, $4)',
      ['ledger', middle?.position, 'fresh', ''],
    );
    const from = { url: database.url };
    expect(await copyService({ from, to, service, checkpoints: true })).toMatchObject({ checkpoints: 1 });
    const positionOf = async (name: string) => {
      const { rows } = await pool.query<{ position: string }>(
        'SELECT position FROM finance.subscription_checkpoints WHERE name = $1',
        [name],
      );
      return rows[0]?.position ?? 'none';
    };
    const server = await openEventStoreDb({ connectionString: to.url, prefix: to.prefix, service });
    for await (const batch of server.readAll({ after: await positionOf('ledger') })) {
      expect(batch[0]?.id).toBe(events[124]?.id);
      break;
    }
    await server.close();
    expect(await positionOf('fresh')).toBe('');

    await copyService({ from: to, to: from, service, checkpoints: true });
    expect(await positionOf('ledger')).toBe(middle?.position);
  });
});
