import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { InternalTokens, type Principal } from '@sanban/identity';
import { Programmes } from './programmes';
import { createService, type Service } from './service';
import { counterService } from './testing/counter-service';

const internalSecret = 'x'.repeat(32);
const officer: Principal = {
  user: 'officer-1',
  name: '某某',
  region: '530902',
  agency: '530902/office',
  enterprise: null,
  roles: ['officer'],
};

const JSON_IN_GBK = 'application/json; charset=gbk';
const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

describe('a service over HTTP', () => {
  let database: TestDatabase;
  let service: Service;
  let address: string;
  const tokens = new InternalTokens(internalSecret);

  beforeAll(async () => {
    database = await createTestDatabase();
    const config = { databaseUrl: database.url, internalSecret, demo: true, logLevel: 'silent' as const };
    service = await createService(counterService, config, new Programmes([]));
    address = await service.listen(0);
  });
  afterAll(async () => {
    await service.close();
    await database.drop();
  });

  const call = async (
    method: string,
    path: string,
    options: { body?: string | Buffer; as?: Principal | null; headers?: Record<string, string> } = {},
  ) => {
    const who = options.as === undefined ? officer : options.as;
    const response = await fetch(`${address}${path}`, {
      method,
      headers: {
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(who === null ? {} : { 'x-sanban-principal': tokens.sign(who) }),
        ...options.headers,
      },
      ...(options.body === undefined ? {} : { body: options.body }),
    });
    const text = await response.text();
    const body: unknown = text === '' ? null : JSON.parse(text);
    return { status: response.status, body, headers: response.headers, text };
  };
  const open = (id: string) => call('POST', `/api/v1/counters/${id}/open`);
  const count = (id: string, by: unknown, headers: Record<string, string> = {}) =>
    call('POST', `/api/v1/counters/${id}/count`, { body: JSON.stringify({ by }), headers });

  it('carries a command to durable events and answers with the revision', async () => {
    expect((await open('a')).status).toBe(201);
    const answer = await count('a', 3);
    expect(answer).toMatchObject({
      status: 200,
      body: { revision: 1, total: 3, events: ['Counted'], repeated: false },
    });
    expect(answer.headers.get('etag')).toBe('"1"');
  });

  it('gives the first answer again for the same Idempotency-Key, and refuses the key for anything else', async () => {
    await open('b');
    const key = { 'idempotency-key': 'key-1' };
    const first = await count('b', 2, key);
    await count('b', 1);
    const again = await count('b', 2, key);
    expect(again.body).toEqual({ ...(first.body as object), repeated: true });
    expect(await count('b', 3, key)).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    await open('b2');
    expect(await count('b2', 2, key)).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    expect(await count('b', 1)).toMatchObject({ body: { total: 4 } });
  });

  it('keeps one user’s keys apart from another’s', async () => {
    await open('c');
    const headers = { 'idempotency-key': 'shared' };
    await count('c', 1, headers);
    const other = { ...officer, user: 'officer-2' };
    const answer = await call('POST', '/api/v1/counters/c/count', { body: '{"by":1}', as: other, headers });
    expect(answer.body).toMatchObject({ total: 2, repeated: false });
  });

  it('refuses a stale If-Match with 412 and the current revision', async () => {
    await open('d');
    await count('d', 1);
    const stale = await count('d', 1, { 'if-match': '"0"' });
    expect(stale).toMatchObject({ status: 412, body: { code: 'stale-revision', currentRevision: 1 } });
    expect(stale.headers.get('etag')).toBe('"1"');
    expect(await count('d', 1, { 'if-match': '"1"' })).toMatchObject({ status: 200, body: { total: 2 } });
  });

  it.each([
    ['not there', 'nowhere', 1, 404, 'counter-not-found'],
    ['a value that cannot be', 'e', 0, 422, 'count-too-small'],
    ['a state that does not allow it', 'e', 11, 409, 'counter-full'],
  ])('a refusal of the decider: %s', async (_what, id, by, status, code) => {
    await open('e');
    const answer = await count(id, by);
    expect(answer).toMatchObject({ status, body: { status, code, type: `https://sanban.example/problems/${code}` } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it('points to every faulty field', async () => {
    expect(await call('POST', '/api/v1/counters/a/count', { body: '{"by":"x","more":1}' })).toMatchObject({
      status: 400,
      body: {
        code: 'invalid-body',
        detailZh: 'by：应为数字；没有这些字段：more',
        errors: [{ field: 'by' }, { field: '' }],
      },
    });
    expect(await call('POST', '/api/v1/counters/NO/open')).toMatchObject({
      status: 400,
      body: { code: 'invalid-path', field: 'id', detailZh: expect.stringMatching(/^id：格式不正确/) as unknown },
    });
  });

  it.each([
    ['broken JSON', { body: '{"by":' }, 400, 'broken-json'],
    ['a poisoned prototype', { body: '{"__proto__":{"by":1}}' }, 400, 'forbidden-key'],
    ['a poisoned constructor', { body: '{"by":1,"constructor":{"prototype":{}}}' }, 400, 'forbidden-key'],
    ['broken UTF-8', { body: Buffer.from('7b2262ff79223a317d', 'hex') }, 400, 'not-utf-8'],
    ['another charset', { body: '{"by":1}', headers: { 'content-type': JSON_IN_GBK } }, 415, 'unsupported-media-type'],
    ['a compressed body', { body: '{"by":1}', headers: { 'content-encoding': 'gzip' } }, 415, 'unsupported-media-type'],
    ['too deep a body', { body: nested(5_000) }, 400, 'body-too-deep'],
    [
      'too deep a body under a key',
      { body: nested(101), headers: { 'idempotency-key': 'deep' } },
      400,
      'body-too-deep',
    ],
    ['a body as deep as may be', { body: nested(100), headers: { 'idempotency-key': 'flat' } }, 400, 'invalid-body'],
    ['too large a body', { body: JSON.stringify({ by: 1, text: 'x'.repeat(2_000_000) }) }, 413, 'body-too-large'],
    ['another media type', { body: 'by=1', headers: { 'content-type': 'text/plain' } }, 415, 'unsupported-media-type'],
    ['no body', {}, 400, 'invalid-body'],
    ['a malformed key', { body: '{"by":1}', headers: { 'idempotency-key': 'a b' } }, 400, 'invalid-header'],
    ['a malformed If-Match', { body: '{"by":1}', headers: { 'if-match': '3' } }, 400, 'invalid-header'],
  ])('refuses %s and changes nothing', async (_what, options, status, code) => {
    const before = await count('a', 0);
    expect(await call('POST', '/api/v1/counters/a/count', options)).toMatchObject({ status, body: { code } });
    expect((await count('a', 0)).body).toEqual(before.body);
  });

  it.each(['application/json; charset=utf-8', 'application/json;charset="UTF-8"'])('reads %s', async (type) => {
    const headers = { 'content-type': type, 'content-encoding': 'identity' };
    const answer = await call('POST', '/api/v1/counters/a/count', { body: '{"by":0}', headers });
    expect(answer.body).toMatchObject({ code: 'count-too-small' });
  });

  it('answers unknown addresses and unreadable ones with a problem', async () => {
    expect(await call('GET', '/api/v1/nothing')).toMatchObject({ status: 404, body: { code: 'unknown-route' } });
    expect(await call('GET', '/api/v1/counters/%ff/open')).toMatchObject({
      status: 400,
      body: { code: 'bad-request' },
    });
  });

  it.each([
    ['DELETE', '/api/v1/counters/a/count', 'POST', '{}'],
    ['GET', '/api/v1/counters/a/count?x=1', 'POST', undefined],
    ['PUT', '/api/v1/counters/me', 'GET, HEAD', 'no JSON'],
    ['OPTIONS', '/internal/clock', 'GET, HEAD, PUT', undefined],
    ['POST', '/health/live', 'GET, HEAD', '{}'],
  ])('answers %s %s with the methods that there are', async (method, path, allow, body) => {
    const answer = await call(method, path, { as: null, ...(body && { body }) });
    expect(answer).toMatchObject({ status: 405, body: { code: 'method-not-allowed', status: 405 } });
    expect(answer.headers.get('allow')).toBe(allow);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.headers.get('x-correlation-id')).not.toBeNull();
  });

  it('answers HEAD where it answers GET', async () => {
    expect(await call('HEAD', '/health/live', { as: null })).toMatchObject({ status: 200, text: '' });
    expect(await call('HEAD', '/api/v1/counters/a/count')).toMatchObject({ status: 405, text: '' });
    expect(await call('HEAD', '/api/v1/nothing')).toMatchObject({ status: 404 });
  });

  it.each(['unstorable', 'unstorable-json'])(
    'calls what PostgreSQL cannot store a fault of the request: %s',
    async (path) => {
      const answer = await call('GET', `/api/v1/counters/${path}`);
      expect(answer).toMatchObject({ status: 400, body: { code: 'unstorable-text' } });
    },
  );

  it('denies by default', async () => {
    expect(await call('GET', '/api/v1/counters/me', { as: null })).toMatchObject({
      status: 401,
      body: { code: 'not-signed-in' },
    });
    expect(await call('GET', '/api/v1/counters/forgotten')).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await call('GET', '/api/v1/counters/open-to-all', { as: null })).toMatchObject({ status: 200 });
    const auditor: Principal = { ...officer, roles: ['auditor'] };
    const denied = await call('POST', '/api/v1/counters/a/count', { body: '{"by":1}', as: auditor });
    expect(denied).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    const elsewhere: Principal = { ...officer, region: '530000' };
    const stranger = await call('POST', '/api/v1/counters/a/count', { body: '{"by":1}', as: elsewhere });
    expect(stranger).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  });

  it('tells nothing of its inside when it fails', async () => {
    const answer = await call('GET', '/api/v1/counters/broken', { headers: { 'x-correlation-id': 'trace-1' } });
    expect(answer).toMatchObject({ status: 500, body: { code: 'internal-error' } });
    expect(answer.headers.get('x-correlation-id')).toBe('trace-1');
    expect(answer.text).toContain('trace-1');
    expect(answer.text).not.toMatch(/张三|138|integer|syntax/);
  });

  it('is live and ready, and shows whoever runs it how it is', async () => {
    expect(await call('GET', '/health/live', { as: null })).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(await call('GET', '/health/ready', { as: null })).toMatchObject({
      status: 200,
      body: { status: 'ok', checks: { database: 'ok', 'event-store': 'ok' } },
    });
    const operator: Principal = { ...officer, roles: ['operator'] };
    expect(await call('GET', '/api/v1/services/agency/health', { as: operator })).toMatchObject({
      status: 200,
      body: { service: 'agency', status: 'ok' },
    });
    expect(await call('GET', '/api/v1/services/agency/health')).toMatchObject({ status: 403 });
    expect(await call('GET', '/api/v1/services/tax/health', { as: operator })).toMatchObject({ status: 404 });
  });

  it('moves its clock forward, never back behind what is recorded', async () => {
    const operator: Principal = { ...officer, roles: ['operator'] };
    const day = 86_400_000;
    const move = (offsetMillis: number) =>
      call('PUT', '/internal/clock', { body: JSON.stringify({ offsetMillis }), as: operator });
    expect(await move(5 * day)).toMatchObject({ status: 200, body: { offsetMillis: 5 * day } });
    expect(await move(4 * day)).toMatchObject({ status: 409, body: { code: 'clock-backwards' } });
    expect(await call('PUT', '/internal/clock', { body: '{"offsetMillis":0}' })).toMatchObject({ status: 403 });
    expect(await call('GET', '/internal/clock')).toMatchObject({ body: { offsetMillis: 5 * day } });
  });
});
