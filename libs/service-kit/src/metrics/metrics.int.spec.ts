import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { InternalTokens, PRINCIPAL_HEADER, type Principal, type Role } from '@sanban/identity';
import type { Bus, IntegrationEvent } from '@sanban/messaging';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { createService, type Service } from '../service';
import { echoes, GROUP, TOPIC } from '../testing/echoes';
import { BUS } from '../tokens';

const internalSecret = 'x'.repeat(32);
const someone = (role: Role): Principal => ({
  user: 'somebody',
  name: '某某',
  region: '530902',
  agency: '530902/office',
  enterprise: null,
  roles: [role],
});
const message = (type = 'sanban.testing.echo.v1'): { key: string; event: IntegrationEvent } => ({
  key: 'k',
  event: {
    id: randomUUID(),
    type,
    source: '/testing',
    subject: 'k',
    time: '2022-08-22T09:00:00+08:00',
    correlationid: 'c',
    causationid: 'c',
    data: {},
  },
});

describe('what a service measures', () => {
  let database: TestDatabase;
  let service: Service;
  let address: string;
  let gate: Promise<void>;
  let open: () => void;
  const tokens = new InternalTokens(internalSecret);

  beforeEach(async () => {
    gate = new Promise((resolve) => (open = resolve));
    database = await createTestDatabase();
    const config = { databaseUrl: database.url, internalSecret, demo: true, logLevel: 'silent' as const };
    service = await createService(
      echoes(() => gate),
      config,
    );
    address = await service.listen(0);
  });
  afterEach(async () => {
    open();
    await service.close();
    await database.drop();
  });

  const get = (path: string, as?: Principal) =>
    fetch(`${address}${path}`, as ? { headers: { [PRINCIPAL_HEADER]: tokens.sign(as) } } : {});
  /** The series whose names and labels contain all of `parts`, added up; undefined where there are none. */
  async function value(...parts: string[]): Promise<number | undefined> {
    const lines = (await (await get('/metrics')).text()).split('\n').filter((line) => !line.startsWith('#'));
    const found = lines.filter((line) => parts.every((part) => line.includes(part)));
    return found.length === 0
      ? undefined
      : found.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
  }
  async function reaches(expected: number, ...parts: string[]): Promise<void> {
    while ((await value(...parts)) !== expected) await new Promise(setImmediate);
  }
  const publish = (...messages: { key: string; event: IntegrationEvent }[]) =>
    service.app.get<Bus>(BUS).publish(TOPIC, messages);
  const bus = async () => ((await (await get('/health/ready')).json()) as { bus: unknown }).bus;

  it('shows how far a group is behind, and that it has caught up', async () => {
    const lag = ['sanban_bus_consumer_lag{', `group="${GROUP}"`, 'service="agency"'];
    await reaches(0, ...lag);
    await publish(message(), message(), message());
    await reaches(3, ...lag);
    expect(await bus()).toMatchObject({ groups: [{ group: GROUP, members: 1, lag: 3 }] });
    open();
    await reaches(0, ...lag);
    await reaches(1, 'sanban_bus_connected');
    expect(await bus()).toEqual({ connected: true, publishing: 0, groups: [{ group: GROUP, members: 1, lag: 0 }] });
  });

  it('shows dead letters, and the part that needs looking after', async () => {
    open();
    await reaches(0, 'sanban_bus_dead_letters', GROUP);
    await publish(message('poison'), message());
    await reaches(2, 'sanban_bus_dead_letters', GROUP);
    expect(await value('sanban_check_status', 'check="bus"')).toBe(1);
    expect(await value('sanban_check_status', 'check="database"')).toBe(0);
  });

  it('goes on telling while the database is away', async () => {
    const name = new URL(database.url).pathname.slice(1);
    const admin = new Client({ connectionString: database.url.replace(/\/[^/]*$/, '/postgres') });
    await admin.connect();
    await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
    await reaches(0, 'sanban_bus_connected');
    await reaches(2, 'sanban_check_status', 'check="database"');
    expect(await value('sanban_bus_dead_letters')).toBeUndefined();
    await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
    await admin.end();
    await reaches(1, 'sanban_bus_connected');
  }, 30_000);

  it('counts requests by route, and unknown addresses as one', async () => {
    await Promise.all(['/health/live', '/health/live', '/no/1', '/no/2'].map((path) => get(path)));
    const count = (...parts: string[]) => value('http_request_duration_seconds_count', ...parts);
    expect(await count('route="/health/live"', 'status="200"', 'method="GET"')).toBe(2);
    expect(await count('route="unknown"', 'status="404"')).toBe(2);
    expect(await value('process_resident_memory_bytes')).toBeGreaterThan(1e6);
  });

  it('is read through the public door by whoever runs the system, and by nobody else', async () => {
    const path = '/api/v1/services/agency/metrics';
    const answer = await get(path, someone('operator'));
    expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    expect(await answer.text()).toContain('sanban_bus_connected');
    expect((await get(path)).status).toBe(401);
    expect((await get(path, someone('officer'))).status).toBe(403);
    expect((await get('/api/v1/services/tax/metrics', someone('operator'))).status).toBe(404);
  });
});
