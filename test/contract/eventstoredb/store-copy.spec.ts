import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
import { sanban } from '../../e2e/support/sanban';
import { rights } from '../../support/eventstoredb/access';
import { CA_FILE } from '../../support/eventstoredb/node';
import { ADMIN, startStandIn, type StandIn } from '../../support/eventstoredb/stand-in';
import { onStandIn, openTarget, type Target } from '../../support/eventstoredb/target';

const service = 'finance';

interface WrittenLog {
  url: string;
  pool: Pool;
  store: EventStore;
  drop(): Promise<void>;
}

/** A log in PostgreSQL of a few hundred events in interleaved streams, and a table for subscriptions. */
async function writtenLog(): Promise<WrittenLog> {
  const { url, drop } = await createTestDatabase();
  const pool = new Pool({ connectionString: url, pipeline: true });
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
  return {
    url,
    pool,
    store,
    drop: async () => {
      await store.close();
      await pool.end();
      await drop();
    },
  };
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
  let target: Target;
  let log: WrittenLog;
  let to: { url: string; prefix: string };
  beforeEach(async () => {
    target = await openTarget();
    log = await writtenLog();
    to = { url: target.url, prefix: target.prefix };
  });
  afterEach(async () => {
    await log.drop();
    await target.close();
  });

  it('there and back: the same ids, times, revisions and order; a second run copies nothing', async () => {
    const from = { url: log.url };
    const there = await copyService({ from, to, service, checkpoints: false });
    const events = await whole(log.store);
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
    const from = { url: log.url };
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
    const events = await whole(log.store);
    const rest = await copyService({ from, to, service, checkpoints: false });
    expect(rest?.events).toBe(events.length);
    expect(rest?.copied).toBeLessThan(events.length - 140);
    expect(rest?.copied).toBeGreaterThan(0);
  });

  it('a target that holds something else is left as it is', async () => {
    const server = await openEventStoreDb({ connectionString: to.url, prefix: to.prefix, service });
    await server.append('finance.x-0', 'none', [newEvent({}, { foreign: true })]);
    const copying = copyService({ from: { url: log.url }, to, service, checkpoints: false });
    await expect(copying).rejects.toMatchObject({ name: 'CopyDiffers' });
    expect(await whole(server)).toHaveLength(1);
    await server.close();
  });

  it('a checkpoint becomes the same place in the new log, and back', async () => {
    const events = [];
    for await (const batch of log.store.readAll()) events.push(...batch);
    const middle = events[123];
    await log.pool.query(
      'INSERT INTO finance.subscription_checkpoints (name, version, position) VALUES ($1, 1, $2), ($3, 1, $4)',
      ['ledger', middle?.position, 'fresh', ''],
    );
    const from = { url: log.url };
    expect(await copyService({ from, to, service, checkpoints: true })).toMatchObject({ checkpoints: 1 });
    const positionOf = async (name: string) => {
      const { rows } = await log.pool.query<{ position: string }>(
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

onStandIn('copying between PostgreSQL and a secured server', () => {
  const accounts = {
    admin: ADMIN,
    'finance-svc': { password: 'f', groups: [] },
  };
  let standIn: StandIn;
  let log: WrittenLog;
  let folder: string;
  let credentialsFile: string;
  let url: string;
  beforeEach(async () => {
    standIn = await startStandIn({ accounts });
    standIn.log.write('$$$all', [rights({ $r: ['finance-svc', '$admins'] })]);
    log = await writtenLog();
    folder = mkdtempSync(join(tmpdir(), 'sanban-copy-'));
    credentialsFile = join(folder, 'credentials');
    writeFileSync(credentialsFile, '# service user:password\nfinance finance-svc:f\n');
    url = `esdb://localhost:${standIn.node.port}`;
  });
  afterEach(async () => {
    await log.drop();
    await standIn.close();
    rmSync(folder, { recursive: true });
  });

  it('each stream belongs to the account of its service, which goes on with it; a source is only read', async () => {
    const to = { url, credentialsFile, caFile: CA_FILE };
    const there = await copyService({ from: { url: log.url }, to, service, checkpoints: false });
    expect(there?.copied).toBeGreaterThan(0);
    const end = standIn.log.end;
    const other = await createTestDatabase();
    expect(await copyService({ from: to, to: { url: other.url }, service, checkpoints: false })).toEqual(there);
    await other.drop();
    expect(standIn.log.end).toBe(end);

    const server = await openEventStoreDb({ connectionString: url, credentialsFile, caFile: CA_FILE, service });
    const [stream = ''] = (await whole(server)).map((event) => event.stream);
    expect(await server.append(stream, 'any', [newEvent()])).toMatchObject({
      revision: (await server.readStream(stream)).length - 1,
    });
    await server.close();
  });

  it('sanban store copy takes them from files', async () => {
    const side = ['--to', url, '--to-credentials-file', credentialsFile, '--to-ca-file', CA_FILE];
    const there = await sanban('store', 'copy', '--from', log.url, ...side, '--service', service, '--json');
    expect(there).toMatchObject({ code: 0 });
    const [metadata] = standIn.log.read('$$finance.x-0') ?? [];
    expect(Buffer.from(metadata?.data ?? []).toString('utf8')).toContain('finance-svc');

    const from = ['--from', url, '--from-credentials-file', credentialsFile, '--from-ca-file', CA_FILE];
    const back = await sanban('store', 'copy', ...from, '--to', log.url, '--service', service, '--json');
    expect(back).toMatchObject({ code: 0 });
    expect(back.stdout).toContain('"copied": 0');
  });

  it.each([
    ['no account', []],
    ['no line for the service', ['--to-credentials-file', '/dev/null']],
    ['a file that is not there', ['--to-credentials-file', '/nowhere']],
    ['no such authority', ['--to-credentials-file', 'CREDENTIALS', '--to-ca-file', '/nowhere']],
  ])('%s: a sentence, and nothing is written', async (_, given) => {
    const end = standIn.log.end;
    const options = given.map((text) => (text === 'CREDENTIALS' ? credentialsFile : text));
    const copying = await sanban('store', 'copy', '--from', log.url, '--to', url, ...options, '--service', service);
    expect(copying).toMatchObject({ code: 1, stdout: '' });
    expect(copying.stderr).toContain('finance：');
    expect(copying.stderr).not.toContain('    at ');
    expect(standIn.log.end).toBe(end);
  });
});
