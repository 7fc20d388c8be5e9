import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { Programmes } from '@sanban/service-kit';
import { createGateway, type Gateway } from './gateway';
import { startEcho, type Echo } from './testing/echo';

describe('services in processes of their own that come and go', () => {
  const internalSecret = 'x'.repeat(32);
  let database: TestDatabase;
  let office: Echo;
  let finance: Echo;
  let gateway: Gateway;
  let url: string;
  let operator: { authorization: string; 'content-type': string };

  beforeAll(async () => {
    database = await createTestDatabase();
    [office, finance] = await Promise.all([
      startEcho('coordination', internalSecret),
      startEcho('finance', internalSecret),
    ]);
    finance.away = true;
    const config = { databaseUrl: database.url, internalSecret, demo: true, logLevel: 'silent' as const };
    gateway = await createGateway(config, [office.upstream, finance.upstream], Programmes.load());
    url = `http://127.0.0.1:${await gateway.listen(0)}`;
    const answer = await fetch(`${url}/api/v1/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'operator', password: 'sanban-demo' }),
    });
    const { token } = (await answer.json()) as { token: string };
    operator = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  }, 20_000);
  afterAll(async () => {
    await gateway.close();
    await Promise.all([office.close(), finance.close()]);
    await database.drop();
  });

  const move = (now: string) =>
    fetch(`${url}/api/v1/clock`, { method: 'PUT', headers: operator, body: JSON.stringify({ now }) });

  it('asks to come again while a service is away, and serves the others', async () => {
    const caseFiles = await fetch(`${url}/api/v1/agencies/530902/finance/case-files`, { headers: operator });
    expect(caseFiles.status).toBe(503);
    expect(caseFiles.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await caseFiles.json()).toMatchObject({ code: 'unavailable' });
    expect((await fetch(`${url}/api/v1/requests/1`, { headers: operator })).status).toBe(200);
  });

  it('moves the clock with the office; a service that was away follows as soon as it is back', async () => {
    expect((await move('2022-08-22T09:00:00+08:00')).status).toBe(200);
    expect(office.offsetMillis).not.toBe(0);
    expect(finance.offsetMillis).toBe(0);
    finance.away = false;
    while (finance.offsetMillis !== office.offsetMillis) await new Promise((resolve) => setTimeout(resolve, 20));
  });

  it('moves nothing while the office is away', async () => {
    const before = finance.offsetMillis;
    office.away = true;
    const refused = await move('2022-08-23T09:00:00+08:00');
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).not.toBeNull();
    office.away = false;
    expect((await move('2022-08-23T09:00:00+08:00')).status).toBe(200);
    expect(finance.offsetMillis).toBe(office.offsetMillis);
    expect(finance.offsetMillis).toBeGreaterThan(before);
  });

  it('hands the caller’s correlation id on, or a new one', async () => {
    const echoed = async (headers: Record<string, string>) => {
      const answer = await fetch(`${url}/api/v1/requests/1`, { headers: { ...operator, ...headers } });
      return ((await answer.json()) as { headers: Record<string, string> }).headers['x-correlation-id'];
    };
    expect(await echoed({ 'x-correlation-id': 'call-7' })).toBe('call-7');
    expect(await echoed({})).toMatch(/^[\w-]{36}$/);
  });
});
