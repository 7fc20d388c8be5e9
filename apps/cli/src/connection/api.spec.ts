import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { Api, NotThePlatform, Unreachable } from './api';
import { allPages, collect } from './pages';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A server that answers as the platform, and as what may stand in its place. */
describe('Api', () => {
  let server: Server;
  let answer: Handler;
  let api: Api;
  const seen: { method: string | undefined; url: string | undefined; headers: IncomingMessage['headers'] }[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      seen.push({ method: request.method, url: request.url, headers: request.headers });
      answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    api = new Api(`http://127.0.0.1:${address.port}`, 'secret');
  });
  beforeEach(() => {
    seen.length = 0;
  });
  afterAll(async () => {
    await api.close();
    await new Promise((resolve) => server.close(resolve));
  });

  const json =
    (status: number, body: unknown): Handler =>
    (_, response) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };

  it('sends token, key and what is given of the query, and parses the answer', async () => {
    answer = json(200, { n: 1 });
    const n = z.object({ n: z.number() });
    expect(await api.get('/ledger', n, { state: 'closed', action: undefined, overdue: true })).toEqual({ n: 1 });
    expect(await api.post('/requests', { a: 1 }, n, 'key-1')).toEqual({ status: 200, body: { n: 1 } });
    expect(seen[0]).toMatchObject({ method: 'GET', url: '/api/v1/ledger?state=closed&overdue=true' });
    expect(seen[1]).toMatchObject({
      method: 'POST',
      headers: { authorization: 'Bearer secret', 'idempotency-key': 'key-1', 'content-type': 'application/json' },
    });
  });

  it('throws the problem of a refusal', async () => {
    const problem = {
      type: 'https://sanban.example/problems/stale-revision',
      code: 'stale-revision',
      title: 'Stale',
      status: 412,
      currentRevision: 3,
    };
    answer = json(412, problem);
    await expect(api.get('/x', z.unknown())).rejects.toMatchObject({ name: 'Refused', problem });
  });

  it.each<[string, Handler, number]>([
    ['a proxy that finds no platform', (_, response) => response.writeHead(502).end('<html>Bad Gateway</html>'), 502],
    ['a page of another server', (_, response) => response.writeHead(200).end('<html>hello</html>'), 200],
    ['JSON of another shape', json(200, { other: true }), 200],
    ['an error of another API', json(404, { message: 'no such page' }), 404],
    ['nothing', (_, response) => response.writeHead(204).end(), 204],
  ])('takes %s for no answer of the platform', async (_what, handler, status) => {
    answer = handler;
    const error = await api.get('/x', z.object({ n: z.number() })).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(NotThePlatform);
    expect(error).toMatchObject({ url: api.url, status });
  });

  it('says where it is sent elsewhere', async () => {
    answer = (_, response) => response.writeHead(301, { location: 'https://sanban.example/' }).end();
    const error = await api.get('/x', z.unknown()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'NotThePlatform', status: 301, location: 'https://sanban.example/' });
  });

  it('tells a broken connection from a refusal', async () => {
    answer = (_, response) => response.destroy();
    await expect(api.post('/x', {}, z.unknown())).rejects.toBeInstanceOf(Unreachable);
    // Cut off in the middle of the answer.
    answer = (_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"n":', () => response.destroy());
    };
    await expect(api.get('/x', z.unknown())).rejects.toBeInstanceOf(Unreachable);
  });

  it('reads page after page by the cursor', async () => {
    answer = (request, response) => {
      const cursor = new URL(request.url ?? '', api.url).searchParams.get('cursor');
      const page = cursor === null ? { items: [1, 2], next: 'a b' } : { items: [3], next: null };
      json(200, page)(request, response);
    };
    const schema = z.object({ items: z.array(z.number()), next: z.string().nullable() });
    expect(await collect(allPages(api, '/ledger', schema, { kind: 'general' }))).toEqual([1, 2, 3]);
    expect(seen.map(({ url }) => url)).toEqual([
      '/api/v1/ledger?kind=general&limit=200',
      '/api/v1/ledger?kind=general&cursor=a+b&limit=200',
    ]);
  });
});
