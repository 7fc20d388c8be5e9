import { PG_POOL } from '@sanban/service-kit';
import type { Pool } from 'pg';
import { DEMO_PASSWORD, TestGateway } from '../testing/test-gateway';

describe('sessions and tokens', () => {
  let door: TestGateway;
  beforeAll(async () => {
    door = await TestGateway.start();
  }, 20_000);
  afterAll(() => door.close());

  it('signs in with a cookie that scripts and other sites do not get, and out again at once', async () => {
    const { status, body, cookie, headers } = await door.signIn('530902-finance-handler');
    expect(status).toBe(201);
    expect(body).toMatchObject({ user: '530902-finance-handler', agency: '530902/finance', roles: ['handler'] });
    expect(headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/);
    expect(await door.call('GET', '/api/v1/me', { cookie })).toMatchObject({ status: 200, body });
    expect(await door.call('DELETE', '/api/v1/sessions/current', { cookie })).toMatchObject({ status: 204 });
    expect(await door.call('GET', '/api/v1/me', { cookie })).toMatchObject({
      status: 401,
      body: { code: 'not-signed-in' },
    });
  });

  it('keeps a session over a restart, and only the hash of its token', async () => {
    const { cookie } = await door.signIn('530902-leader');
    const token = cookie.split('=')[1] ?? '';
    const { gateway: second, address: other } = await door.another();
    expect((await fetch(`${other}/api/v1/me`, { headers: { cookie } })).status).toBe(200);
    const { rows } = await second.service.app
      .get<Pool>(PG_POOL)
      .query<{ dump: string }>('SELECT sessions::text AS dump FROM sessions');
    expect(rows.length).toBeGreaterThan(0);
    for (const { dump } of rows) expect(dump).not.toContain(token);
    await second.close();
  });

  describe('the cookie’s end moves on with the session’s', () => {
    /** As a minute later: this gateway has seen nobody yet. */
    let later: Awaited<ReturnType<TestGateway['another']>>;
    beforeEach(async () => {
      later = await door.another();
    });
    afterEach(() => later.gateway.close());

    const given = async (headers: Record<string, string>, method = 'GET', path = 'me') =>
      (await fetch(`${later.address}/api/v1/${path}`, { method, headers })).headers.getSetCookie();

    it('for who uses it as a cookie, once a minute', async () => {
      const { cookie } = await door.signIn('530902-leader');
      expect(await given({ cookie, 'x-forwarded-proto': 'https' })).toEqual([
        `${cookie}; Max-Age=28800; Path=/; HttpOnly; Secure; SameSite=Strict`,
      ]);
      expect(await given({ cookie })).toEqual([]);
    });

    it('not for a token, nor for another site', async () => {
      const bearer = await door.bearer('auditor');
      expect(await given(bearer)).toEqual([]);
      const token = bearer['authorization']?.replace('Bearer ', '') ?? '';
      expect(await given({ cookie: `sanban_session=${token}` })).toEqual([]);
      const { cookie } = await door.signIn('530902-leader');
      expect(await given({ cookie, 'sec-fetch-site': 'cross-site' })).toEqual([]);
    });

    it('not where it signs out', async () => {
      const { cookie } = await door.signIn('530902-leader');
      expect(await given({ cookie }, 'DELETE', 'sessions/current')).toEqual([
        expect.stringMatching(/^sanban_session=; Max-Age=0;/),
      ]);
    });
  });

  it('issues bearer tokens', async () => {
    const headers = await door.bearer('auditor');
    expect(await door.call('GET', '/api/v1/me', headers)).toMatchObject({ status: 200, body: { roles: ['auditor'] } });
    expect(await door.call('GET', '/api/v1/me', { authorization: `Bearer ${'A'.repeat(43)}` })).toMatchObject({
      status: 401,
    });
  });

  it('answers a wrong password and an unknown name alike, and slows the guessing down', async () => {
    const wrong = await door.signIn('530902-tax-handler', 'wrong');
    const unknown = await door.signIn('nobody-there', 'wrong');
    expect(wrong).toMatchObject({ status: 401, body: { code: 'sign-in-refused' } });
    expect(unknown.body).toEqual(wrong.body);
    for (let n = 0; n < 5; n += 1) await door.signIn('530902-hrss-chief', 'wrong');
    const held = await door.signIn('530902-hrss-chief');
    expect(held).toMatchObject({ status: 429, body: { code: 'too-many-attempts' } });
    expect(Number(held.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await door.signIn('530902-tax-handler')).toMatchObject({ status: 201 });
  });

  it('accepts writes with a cookie from our own pages only', async () => {
    const { cookie } = await door.signIn('530902-office-officer');
    const write = (headers: Record<string, string>) => door.call('POST', '/api/v1/requests/1/triage', headers, {});
    expect(await write({ cookie, origin: 'https://evil.example' })).toMatchObject({
      status: 403,
      body: { code: 'cross-origin' },
    });
    expect(await write({ cookie, origin: door.address })).toMatchObject({ status: 200 });
    expect(
      await write({ ...(await door.bearer('530902-office-officer')), origin: 'https://evil.example' }),
    ).toMatchObject({
      status: 200,
    });
  });

  it('knows no demo account and no other clock once the demo is off', async () => {
    const { cookie } = await door.signIn('530902-leader');
    const { gateway: strict, address: other } = await door.another({ demo: false });
    expect((await fetch(`${other}/api/v1/me`, { headers: { cookie } })).status).toBe(401);
    const attempt = await fetch(`${other}/api/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'operator', password: DEMO_PASSWORD }),
    });
    expect(attempt.status).toBe(401);
    const local = { authorization: `Bearer ${await strict.localToken()}`, 'content-type': 'application/json' };
    expect((await fetch(`${other}/api/v1/me`, { headers: local })).status).toBe(200);
    const move = { method: 'PUT', headers: local, body: JSON.stringify({ now: '2022-08-22T09:00:00+08:00' }) };
    expect((await fetch(`${other}/api/v1/clock`, move)).status).toBe(409);
    await strict.close();
  });

  it('ends the last local token when it gives a new one', async () => {
    const first = { authorization: `Bearer ${await door.gateway.localToken()}` };
    expect(await door.call('GET', '/api/v1/me', first)).toMatchObject({ body: { roles: ['auditor', 'operator'] } });
    await door.gateway.localToken();
    expect(await door.call('GET', '/api/v1/me', first)).toMatchObject({ status: 401 });
  });
});
