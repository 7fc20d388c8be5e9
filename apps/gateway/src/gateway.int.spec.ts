import { connect } from 'node:net';
import { InternalTokens } from '@sanban/identity';
import { Programmes } from '@sanban/service-kit';
import { chinaCalendar } from '@sanban/working-calendar';
import { SECRET, TestGateway } from './testing/test-gateway';

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
  let door: TestGateway;
  beforeAll(async () => {
    door = await TestGateway.start({ programmes: supplying2039() });
  }, 20_000);
  afterAll(() => door.close());

  it('passes a request on to its service, body and all, and says who is asking', async () => {
    const headers = {
      ...(await door.bearer('530902-enterprise-1')),
      'idempotency-key': 'k',
      'x-correlation-id': 'trace-7',
    };
    const answer = await door.call('POST', '/api/v1/requests?x=1', headers, { text: '困难'.repeat(10_000) });
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
    const forged = new InternalTokens(SECRET).sign({
      user: 'x',
      name: '',
      region: '530902',
      agency: null,
      enterprise: null,
      roles: ['operator'],
    });
    for (const name of ['x-sanban-principal', 'X-Sanban-Principal']) {
      expect((await door.call('GET', '/api/v1/requests', { [name]: forged })).body).toMatchObject({ principal: null });
      expect(await door.call('GET', '/api/v1/me', { [name]: forged })).toMatchObject({ status: 401 });
    }
  });

  const raw = (sent: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(new URL(door.address).port), '127.0.0.1', () => socket.write(sent));
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
    const operator = await door.bearer('operator');
    for (const path of ['/internal/clock', '/api/v1/nothing', '/nothing']) {
      expect(await door.call('GET', path, operator)).toMatchObject({ status: 404, body: { code: 'unknown-route' } });
    }
    expect(await door.call('GET', '/api/v1/agencies/530902/nowhere/case-files', operator)).toMatchObject({
      status: 404,
      body: { code: 'unknown-agency' },
    });
    expect(await door.call('GET', '/api/v1/agencies/530902/tax/case-files', operator)).toMatchObject({ status: 503 });
  });

  it('tells programmes, agencies and deadlines', async () => {
    const headers = await door.bearer('530902-enterprise-2');
    expect(await door.call('GET', '/api/v1/programmes', headers)).toMatchObject({
      body: { items: [{ id: 'linxiang-2022', actions: 13 }, { id: 'yunnan-2022' }] },
    });
    expect(await door.call('GET', '/api/v1/programmes/none', headers)).toMatchObject({ status: 404 });
    const { body } = await door.call('GET', '/api/v1/agencies?region=530902', headers);
    expect((body as { items: { id: string }[] }).items.map(({ id }) => id)).toContain('530902/finance');
    expect(await door.call('GET', '/api/v1/agencies?region=530912', headers)).toMatchObject({
      status: 422,
      body: { code: 'unknown-region', field: 'region', suggestion: '530902' },
    });
    const deadline = (query: string) => door.call('GET', `/api/v1/calendars/cn/deadline?${query}`, headers);
    expect(await deadline('from=2022-09-30&unit=workingDay&amount=5')).toMatchObject({ body: { dueOn: '2022-10-12' } });
    expect(await deadline('from=2039-01-01&amount=5')).toMatchObject({
      status: 422,
      body: { code: 'calendar-not-covered', field: 'from' },
    });
    const byProgramme = await deadline('from=2039-01-01&amount=1&programme=yunnan-2022');
    expect(byProgramme).toMatchObject({ body: { calendar: 'cn', dueOn: '2039-01-04' } });
    expect(await deadline('from=2022-09-30&amount=5&programme=none')).toMatchObject({ status: 404 });
    expect(await deadline('from=2022-13-01&amount=-1')).toMatchObject({ status: 400, body: { code: 'invalid-query' } });
    expect(await door.call('GET', '/api/v1/programmes')).toMatchObject({ status: 401 });
  });

  it('leads whoever opens its address to something to see', async () => {
    for (const path of ['/', '/?from=terminal']) {
      const answer = await fetch(`${door.address}${path}`, { redirect: 'manual' });
      expect({ status: answer.status, location: answer.headers.get('location') }).toEqual({
        status: 302,
        location: '/api/docs',
      });
    }
    expect(await door.call('GET', '/')).toMatchObject({
      status: 200,
      text: expect.stringContaining('<html') as unknown,
    });
    expect(await door.call('POST', '/', {}, {})).toMatchObject({ status: 404 });
  });

  it('shows its API, loading nothing from elsewhere', async () => {
    const page = await door.call('GET', '/api/docs');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
    expect(page.text).not.toMatch(/https?:\/\//);
    for (const [, path] of page.text.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect(await door.call('GET', path ?? '')).toMatchObject({ status: 200 });
    }
    expect(await door.call('GET', '/api/docs/assets/package.json')).toMatchObject({ status: 404 });
    expect(await door.call('GET', '/api/docs/assets/..%2fpackage.json')).toMatchObject({ status: 404 });
    expect(await door.call('GET', '/api/openapi.json')).toMatchObject({ status: 200, body: { openapi: '3.1.0' } });
  });

  it.each([
    ['an answer', '/health/live', 200],
    ['an answer of another process', '/api/v1/ledger', 200],
    ['its own refusal', '/nothing', 404],
    ['a service’s refusal', '/api/v1/sessions/nothing', 404],
    ['an address that cannot be read', '/api/v1/%zz', 400],
    ['the way to the documents', '/', 302],
  ])('sends %s so that no page can be made of it', async (_what, path, expected) => {
    const { status, headers } = await fetch(door.address + path, { redirect: 'manual' });
    expect(status).toBe(expected);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('is as well as the services behind it', async () => {
    expect(await door.call('GET', '/health/ready')).toMatchObject({
      status: 200,
      body: { checks: { coordination: 'ok' } },
    });
    door.echo.ready = false;
    expect(await door.call('GET', '/health/ready')).toMatchObject({
      status: 503,
      body: { checks: { coordination: 'error' } },
    });
    door.echo.ready = true;
  });

  it('moves every clock, or none where the office refuses', async () => {
    const operator = await door.bearer('operator');
    const answer = await door.call('PUT', '/api/v1/clock', operator, { now: '2022-08-22T09:00:00+08:00' });
    expect(answer.status).toBe(200);
    expect(Math.round(door.echo.offsetMillis / 60_000)).toBe(
      Math.round((Date.parse('2022-08-22T09:00:00+08:00') - Date.now()) / 60_000),
    );
    const { body } = await door.call('GET', '/api/v1/clock', operator);
    expect(body['now']).toMatch(/^2022-08-22T09:0/);
    expect(await door.call('PUT', '/api/v1/clock', operator, { now: '9999-01-01T00:00:00+08:00' })).toMatchObject({
      status: 422,
      body: { code: 'clock-too-far', field: 'now' },
    });
    door.echo.refusesClock = true;
    expect(await door.call('PUT', '/api/v1/clock', operator, { now: '2022-08-21T09:00:00+08:00' })).toMatchObject({
      status: 409,
      body: { code: 'clock-backwards' },
    });
    const after = await door.call('GET', '/api/v1/clock', operator);
    expect(after.body['now']).toMatch(/^2022-08-22/);
    expect(
      await door.call('PUT', '/api/v1/clock', await door.bearer('530902-leader'), { now: '2022-08-23T09:00:00+08:00' }),
    ).toMatchObject({
      status: 403,
    });
    door.echo.refusesClock = false;
  });

  it('finishes what is in hand before it closes', async () => {
    const { gateway: closing, address: other } = await door.another();
    const reached = door.echo.hold();
    const answer = fetch(`${other}/api/v1/requests/slow`);
    await reached;
    const closed = closing.close();
    door.echo.release();
    expect((await answer).status).toBe(200);
    await closed;
    await expect(fetch(`${other}/health/live`)).rejects.toThrow();
  });
});
