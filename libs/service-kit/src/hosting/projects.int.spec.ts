import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import type { EventStore, NewEvent, RecordedEvent } from '@sanban/event-store';
import type { Pool } from 'pg';
import { v7 } from 'uuid';
import { Health } from '../health/health';
import { createService, type Service } from '../service';
import { tallies } from '../testing/tallies';
import { EVENT_STORE, PG_POOL } from '../tokens';
import { Subscriptions } from './subscriptions';

let database: TestDatabase;
let service: Service;
beforeEach(async () => (database = await createTestDatabase()));
afterEach(async () => {
  await service.close();
  await database.drop();
});

async function start(
  version: number,
  gate: (events: readonly RecordedEvent[]) => Promise<void> = () => Promise.resolve(),
) {
  const config = { databaseUrl: database.url, internalSecret: 'x'.repeat(32), demo: true, logLevel: 'silent' as const };
  service = await createService(tallies(version, gate), config);
}
const event = (): NewEvent => ({
  id: v7(),
  type: 'Tallied',
  schemaVersion: 1,
  data: {},
  metadata: {
    recordedAt: '2022-08-22T09:00:00+08:00',
    actor: { user: 'u', agency: null, role: 'operator' },
    programme: null,
    correlationId: 'c',
    causationId: 'c',
  },
});
const append = (stream: string) =>
  service.app.get<EventStore>(EVENT_STORE).append(`agency.tally-${stream}`, 'any', [event()]);
const rows = async () => {
  const { rows: all } = await service.app
    .get<Pool>(PG_POOL)
    .query<{ stream: string; n: number }>('SELECT stream, n FROM tallies ORDER BY stream');
  return all.map(({ stream, n }) => [stream.slice('agency.tally-'.length), n]);
};
async function shows(expected: [string, number][]): Promise<void> {
  while (JSON.stringify(await rows()) !== JSON.stringify(expected)) await new Promise(setImmediate);
}

describe('a service that hosts a read model', () => {
  it('has it readable as soon as it answers', async () => {
    await start(1);
    expect(await rows()).toEqual([]);
    await append('a');
    await shows([['a', 1]]);
  });

  it('started with a higher version, shows the old rows until the new ones are complete', async () => {
    await start(1);
    await append('a');
    await append('b');
    await shows([
      ['a', 1],
      ['b', 1],
    ]);
    await service.close();

    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    await start(2, () => gate);
    await append('a');
    expect(await rows()).toEqual([
      ['a', 1],
      ['b', 1],
    ]);
    expect(await service.app.get(Subscriptions).list()).toMatchObject([
      { name: 'projection.tallies', version: 2, position: '', lag: 3 },
    ]);
    open();
    await shows([
      ['a', 20],
      ['b', 10],
    ]);
  });

  it('parks the stream of an event that it cannot handle, and redrives it', async () => {
    let broken = true;
    await start(1, (events) =>
      broken && events.some(({ stream }) => stream.endsWith('-bad'))
        ? Promise.reject(new Error('cannot count this'))
        : Promise.resolve(),
    );
    await append('bad');
    await append('good');
    await shows([['good', 1]]);
    const subscriptions = service.app.get(Subscriptions);
    expect((await subscriptions.list())[0]?.parked).toMatchObject([{ stream: 'agency.tally-bad' }]);
    // Readiness, which leaves out the details, says so as well.
    const statuses = async () => {
      const reports = await Promise.all([true, false].map((detailed) => service.app.get(Health).report(detailed)));
      return reports.map(({ checks }) => checks['subscriptions']?.status);
    };
    expect(await statuses()).toEqual(['degraded', 'degraded']);
    broken = false;
    expect(await subscriptions.redrive('projection.tallies', 'agency.tally-bad')).toEqual({ handled: 1, remaining: 0 });
    expect(await statuses()).toEqual(['ok', 'ok']);
    await shows([
      ['bad', 1],
      ['good', 1],
    ]);
  });
});
