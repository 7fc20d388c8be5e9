import { connect } from 'node:net';
import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { InternalTokens } from '@sanban/identity';
import { PG_POOL, Programmes, type Service } from '@sanban/service-kit';
import { chinaCalendar } from '@sanban/working-calendar';
import type { Pool } from 'pg';
import { createGateway, type Gateway } from './gateway';
import { startEcho, type Echo } from './testing/echo';

const internalSecret = 'x'.repeat(32);
const PASSWORD = 'sanban-demo';

/** The province's programme supplies a year that the national calendar does not know. */
function supplying2039(): Programmes {
  const holidays = [{ date: '2039-01-03', zh: '元旦', en: "New Year's Day" }];
  const calendar = chinaCalendar([{ year: 2039, holidays, makeUpDays: [] }]);
  const packs = Programmes.load().all();
  return new Programmes(
    packs.map((pack) => (pack.parent === null ? { ...pack, workingCalendar: () => calendar } : pack)),
  );
}

describe('the public door', () => {
  let database: TestDatabase;
  let gateway: Gateway;
  let echo: Echo;
  let address: string;
  const config = (demo = true) => ({ databaseUrl: database.url, internalSecret, demo, logLevel: 'silent' as const });

  beforeAll(async () => {
    database = await createTestDatabase();
    echo = await startEcho('coordination', internalSecret);
    gateway = await createGateway(config(), [echo.upstream], supplying2039());
    address = `http://127.0.0.1:${await gateway.listen(0)}`;
  }, 20_000);
  afterAll(async () => {
    await gateway.close();
    await echo.close();
    await database.drop();
  });

  const call = async (method: string, path: string, headers: Record<string, string> = {}, body?: unknown) => {
    const response = await fetch(`${address}${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const type = response.headers.get('content-type') ?? '';
    const parsed: unknown = type.includes('json') && text !== '' ? JSON.parse(text) : text;
    return { status: response.status, headers: response.headers, body: parsed };
  };
  const signIn = async (username: string, password = PASSWORD) => {
    const answer = await call('POST', '/api/v1/sessions', {}, { username, password });
    return { ...answer, cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
  };
  const bearer = async (username: string) => {
    const { body } = await call('POST', '/api/v1/tokens', {}, { username, password: PASSWORD });
    return { authorization: `Bearer ${(body as { token: string }).token}` };
  };

  it('signs in with a cookie that scripts and other sites do not get, and out again at once', async () => {
    const { status, body, cookie, headers } = await signIn('530902-finance-handler');
    expect(status).toBe(201);
    expect(body).toMatchObject({ user: '530902-finance-handler', agency: '530902/finance', roles: ['handler'] });
    expect(headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/);
    expect(await call('GET', '/api/v1/me', { cookie })).toMatchObject({ status: 200, body });
    expect(await call('DELETE', '/api/v1/sessions/current', { cookie })).toMatchObject({ status: 204 });
    expect(await call('GET', '/api/v1/me', { cookie })).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
  });

  it('keeps a session over a restart, and only the hash of its token', async () => {
    const { cookie } = await signIn('530902-leader');
    const token = cookie.split('=')[1] ?? '';
    const second = await createGateway(config(), [echo.upstream], Programmes.load());
    const other = `http://127.0.0.1:${await second.listen(0)}`;
    expect((await fetch(`${other}/api/v1/me`, { headers: { cookie } })).status).toBe(200);
    const { rows } = await poolOf(second.service).query<{ dump: string }>(
      'SELECT sessions::text AS dump FROM sessions',
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { dump } of rows) expect(dump).not.toContain(token);
    await second.close();
  });

  it('issues bearer tokens', async () => {
    const headers = await bearer('auditor');
    expect(await call('GET', '/api/v1/me', headers)).toMatchObject({ status: 200, body: { roles: ['auditor'] } });
    expect(await call('GET', '/api/v1/me', { authorization: `Bearer ${'A'.repeat(43)}` })).toMatchObject({
      status: 401,
    });
  });

  it('answers a wrong password and an unknown name alike, and slows the guessing down', async () => {
    const wrong = await signIn('530902-tax-handler', 'wrong');
    const unknown = await signIn('nobody-there', 'wrong');
    expect(wrong).toMatchObject({ status: 401, body: { code: 'sign-in-refused' } });
    expect(unknown.body).toEqual(wrong.body);
    for (let n = 0; n < 5; n += 1) await signIn('530902-hrss-chief', 'wrong');
    const held = await signIn('530902-hrss-chief');
    expect(held).toMatchObject({ status: 429, body: { code: 'too-many-attempts' } });
    expect(Number(held.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await signIn('530902-tax-handler')).toMatchObject({ status: 201 });
  });

  it('accepts writes with a cookie from our own pages only', async () => {
    const { cookie } = await signIn('530902-office-officer');
    const write = (headers: Record<string, string>) => call('POST', '/api/v1/requests/1/triage', headers, {});
    expect(await write({ cookie, origin: 'https://evil.example' })).toMatchObject({
      status: 403,
      body: { code: 'cross-origin' },
    });
    expect(await write({ cookie, origin: address })).toMatchObject({ status: 200 });
    expect(await write({ ...(await bearer('530902-office-officer')), origin: 'https://evil.example' })).toMatchObject({
      status: 200,
    });
  });

  it('passes a request on to its service, body and all, and says who is asking', async () => {
    const headers = { ...(await bearer('530902-enterprise-1')), 'idempotency-key': 'k', 'x-correlation-id': 'trace-7' };
    const answer = await call('POST', '/api/v1/requests?x=1', headers, { text: '困难'.repeat(10_000) });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      method: 'POST',
      url: '/api/v1/requests?x=1',
      body: { text: '困难'.repeat(10_000) },
      principal: { user: '530902-enterprise-1', roles: ['enterprise'] },
      headers: { 'idempotency-key': 'k', 'x-correlation-id': 'trace-7' },
    });
  });

  it('believes nobody who says himself who he is', async () => {
    const forged = new InternalTokens(internalSecret).sign({
      user: 'x',
      name: '',
      region: '530902',
      agency: null,
      enterprise: null,
      roles: ['operator'],
    });
    for (const name of ['x-sanban-principal', 'X-Sanban-Principal']) {
      expect((await call('GET', '/api/v1/requests', { [name]: forged })).body).toMatchObject({ principal: null });
      expect(await call('GET', '/api/v1/me', { [name]: forged })).toMatchObject({ status: 401 });
    }
  });

  const raw = (sent: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(new URL(address).port), '127.0.0.1', () => socket.write(sent));
      let answer = '';
      socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
      socket.on('error', reject).on('close', () => resolve(answer));
    });

  it.each([
    ['an address in Chinese', 'GET /api/v1/ledger?agency=区财政局 HTTP/1.1\r\nHost: x\r\n\r\n', 400, 'bad-request'],
    ['a method that there is not', 'FETCH /api/v1/ledger HTTP/1.1\r\nHost: x\r\n\r\n', 400, 'bad-request'],
    ['a header of 20 kB', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'headers-too-large'],
  ])('answers %s with a problem', async (_what, sent, status, code) => {
    const [head = '', body = ''] = (await raw(sent)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(head).toContain('content-type: application/problem+json');
    expect(head).toContain(`content-length: ${Buffer.byteLength(body)}`);
    expect(head).toContain('x-content-type-options: nosniff');
    const chinese = expect.stringMatching(/[\u4e00-\u9fff]/) as unknown;
    expect(JSON.parse(body)).toMatchObject({ status, code, titleZh: chinese, detailZh: chinese });
  });

  it('opens nothing that is internal, unknown or not there', async () => {
    const operator = await bearer('operator');
    for (const path of ['/internal/clock', '/api/v1/nothing', '/nothing']) {
      expect(await call('GET', path, operator)).toMatchObject({ status: 404, body: { code: 'unknown-route' } });
    }
    expect(await call('GET', '/api/v1/agencies/530902/nowhere/case-files', operator)).toMatchObject({
      status: 404,
      body: { code: 'unknown-agency' },
    });
    expect(await call('GET', '/api/v1/agencies/530902/tax/case-files', operator)).toMatchObject({ status: 503 });
  });

  it('tells programmes, agencies and deadlines', async () => {
    const headers = await bearer('530902-enterprise-2');
    expect(await call('GET', '/api/v1/programmes', headers)).toMatchObject({
      body: { items: [{ id: 'linxiang-2022', actions: 13 }, { id: 'yunnan-2022' }] },
    });
    expect(await call('GET', '/api/v1/programmes/none', headers)).toMatchObject({ status: 404 });
    const { body } = await call('GET', '/api/v1/agencies?region=530902', headers);
    expect((body as { items: { id: string }[] }).items.map(({ id }) => id)).toContain('530902/finance');
    const deadline = (query: string) => call('GET', `/api/v1/calendars/cn/deadline?${query}`, headers);
    expect(await deadline('from=2022-09-30&unit=workingDay&amount=5')).toMatchObject({ body: { dueOn: '2022-10-12' } });
    expect(await deadline('from=2039-01-01&amount=5')).toMatchObject({
      status: 422,
      body: { code: 'calendar-not-covered' },
    });
    const byProgramme = await deadline('from=2039-01-01&amount=1&programme=yunnan-2022');
    expect(byProgramme).toMatchObject({ body: { calendar: 'cn', dueOn: '2039-01-04' } });
    expect(await deadline('from=2022-09-30&amount=5&programme=none')).toMatchObject({ status: 404 });
    expect(await deadline('from=2022-13-01&amount=-1')).toMatchObject({ status: 400, body: { code: 'invalid-query' } });
    expect(await call('GET', '/api/v1/programmes')).toMatchObject({ status: 401 });
  });

  it('leads whoever opens its address to something to see', async () => {
    for (const path of ['/', '/?from=terminal']) {
      const answer = await fetch(`${address}${path}`, { redirect: 'manual' });
      expect({ status: answer.status, location: answer.headers.get('location') }).toEqual({
        status: 302,
        location: '/api/docs',
      });
    }
    expect(await call('GET', '/')).toMatchObject({ status: 200, body: expect.stringContaining('<html') as unknown });
    expect(await call('POST', '/', {}, {})).toMatchObject({ status: 404 });
  });

  it('shows its API, loading nothing from elsewhere', async () => {
    const page = await call('GET', '/api/docs');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
    expect(String(page.body)).not.toMatch(/https?:\/\//);
    for (const [, path] of String(page.body).matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect(await call('GET', path ?? '')).toMatchObject({ status: 200 });
    }
    expect(await call('GET', '/api/docs/assets/package.json')).toMatchObject({ status: 404 });
    expect(await call('GET', '/api/docs/assets/..%2fpackage.json')).toMatchObject({ status: 404 });
    expect(await call('GET', '/api/openapi.json')).toMatchObject({ status: 200, body: { openapi: '3.1.0' } });
  });

  it('sends data that no page can be made of', async () => {
    const { headers } = await call('GET', '/health/live');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  it('is as well as the services behind it', async () => {
    expect(await call('GET', '/health/ready')).toMatchObject({ status: 200, body: { checks: { coordination: 'ok' } } });
    echo.ready = false;
    expect(await call('GET', '/health/ready')).toMatchObject({
      status: 503,
      body: { checks: { coordination: 'error' } },
    });
    echo.ready = true;
  });

  it('moves every clock, or none where the office refuses', async () => {
    const operator = await bearer('operator');
    const answer = await call('PUT', '/api/v1/clock', operator, { now: '2022-08-22T09:00:00+08:00' });
    expect(answer.status).toBe(200);
    expect(Math.round(echo.offsetMillis / 60_000)).toBe(
      Math.round((Date.parse('2022-08-22T09:00:00+08:00') - Date.now()) / 60_000),
    );
    const { body } = await call('GET', '/api/v1/clock', operator);
    expect((body as { now: string }).now).toMatch(/^2022-08-22T09:0/);
    expect(await call('PUT', '/api/v1/clock', operator, { now: '9999-01-01T00:00:00+08:00' })).toMatchObject({
      status: 422,
      body: { code: 'clock-too-far', field: 'now' },
    });
    echo.refusesClock = true;
    expect(await call('PUT', '/api/v1/clock', operator, { now: '2022-08-21T09:00:00+08:00' })).toMatchObject({
      status: 409,
      body: { code: 'clock-backwards' },
    });
    const after = await call('GET', '/api/v1/clock', operator);
    expect((after.body as { now: string }).now).toMatch(/^2022-08-22/);
    expect(
      await call('PUT', '/api/v1/clock', await bearer('530902-leader'), { now: '2022-08-23T09:00:00+08:00' }),
    ).toMatchObject({
      status: 403,
    });
    echo.refusesClock = false;
  });

  it('knows no demo account and no other clock once the demo is off', async () => {
    const { cookie } = await signIn('530902-leader');
    const strict = await createGateway(config(false), [echo.upstream], Programmes.load());
    const other = `http://127.0.0.1:${await strict.listen(0)}`;
    expect((await fetch(`${other}/api/v1/me`, { headers: { cookie } })).status).toBe(401);
    const attempt = await fetch(`${other}/api/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'operator', password: PASSWORD }),
    });
    expect(attempt.status).toBe(401);
    const local = { authorization: `Bearer ${await strict.localToken()}`, 'content-type': 'application/json' };
    expect((await fetch(`${other}/api/v1/me`, { headers: local })).status).toBe(200);
    const move = { method: 'PUT', headers: local, body: JSON.stringify({ now: '2022-08-22T09:00:00+08:00' }) };
    expect((await fetch(`${other}/api/v1/clock`, move)).status).toBe(409);
    await strict.close();
  });

  it('ends the last local token when it gives a new one', async () => {
    const first = { authorization: `Bearer ${await gateway.localToken()}` };
    expect(await call('GET', '/api/v1/me', first)).toMatchObject({ body: { roles: ['auditor', 'operator'] } });
    await gateway.localToken();
    expect(await call('GET', '/api/v1/me', first)).toMatchObject({ status: 401 });
  });

  it('finishes what is in hand before it closes', async () => {
    const closing = await createGateway(config(), [echo.upstream], Programmes.load());
    const other = `http://127.0.0.1:${await closing.listen(0)}`;
    const reached = echo.hold();
    const answer = fetch(`${other}/api/v1/requests/slow`);
    await reached;
    const closed = closing.close();
    echo.release();
    expect((await answer).status).toBe(200);
    await closed;
    await expect(fetch(`${other}/health/live`)).rejects.toThrow();
  });
});

const poolOf = (service: Service) => service.app.get<Pool>(PG_POOL);
