import { z } from 'zod';
import { openApiDocument } from './document';
import { operations } from './operations';
import { referredIds } from './schemas';

const document = openApiDocument();
const described = z.object({
  responses: z.record(
    z.string(),
    z.object({ description: z.string(), headers: z.record(z.string(), z.unknown()).optional() }),
  ),
});

describe('the OpenAPI document', () => {
  it('resolves every reference, and holds no schema that nobody refers to', () => {
    const referred = new Set(referredIds(document));
    expect([...referred].sort()).toEqual(Object.keys(document.components.schemas).sort());
  });

  it('names each operation once', () => {
    const ids = operations.map((operation) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const routes = operations.map((operation) => `${operation.method} ${operation.path}`);
    expect(new Set(routes).size).toBe(routes.length);
  });

  it.each(operations.map((operation) => [operation.operationId, operation] as const))(
    '%s declares its path’s parameters, no more and no fewer',
    (_, operation) => {
      const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      expect(Object.keys(operation.params?.shape ?? {}).sort()).toEqual(inPath.sort());
    },
  );

  it.each(operations.map((operation) => [operation.operationId, operation] as const))(
    '%s has a body example that its schema accepts, where it has a body',
    (_, operation) => {
      if (!operation.body) return;
      const examples = z.globalRegistry.get(operation.body)?.examples;
      expect(examples).not.toHaveLength(0);
      for (const example of z.array(z.unknown()).parse(examples)) {
        expect(operation.body.safeParse(example)).toMatchObject({ success: true });
      }
    },
  );

  it('refuses unknown fields by every body', () => {
    for (const operation of operations) {
      const parsed = operation.body?.safeParse({ unheardOf: 1 });
      if (parsed) expect(JSON.stringify(parsed.error?.issues)).toContain('unheardOf');
    }
  });

  it('takes an Idempotency-Key on every POST but signing in and what is repeatable without', () => {
    const without = operations.filter((operation) => operation.method === 'post' && !operation.idempotent);
    expect(without.map((operation) => operation.operationId)).toEqual([
      'signIn',
      'issueToken',
      'redriveDeadLetters',
      'discardDeadLetter',
      'redriveParkedStream',
    ]);
  });

  it('names what reading a body may come to wherever there is one', () => {
    for (const { path, method, body } of operations) {
      const { responses } = described.parse(document.paths[path]?.[method]);
      for (const status of ['400', '413', '415']) if (body) expect(responses).toHaveProperty(status);
    }
  });

  it('names the ETag of every answer that has a revision, and of the refusal of a stale one', () => {
    const tagged = operations.filter(({ path, method, status }) => {
      const { responses } = described.parse(document.paths[path]?.[method]);
      return responses[String(status)]?.headers?.['ETag'] !== undefined;
    });
    const reading = tagged.filter(({ method }) => method === 'get').map(({ operationId }) => operationId);
    expect(reading.sort()).toEqual(['getCaseFile', 'getCaseFileTimeline', 'getRequest', 'getTimeline']);
    const commands = operations.filter(({ revisioned }) => revisioned);
    expect(tagged.filter(({ method }) => method !== 'get')).toEqual(commands);
    for (const { path, method } of commands) {
      expect(described.parse(document.paths[path]?.[method]).responses['412']).toMatchObject({ headers: { ETag: {} } });
    }
  });

  it('says of every write, signing in too, that it is refused from another site', () => {
    for (const { path, method } of operations) {
      if (method === 'get') continue;
      const { description } = described.parse(document.paths[path]?.[method]).responses['403'] ?? {};
      expect([path, description]).toEqual([path, expect.stringContaining('cross-origin')]);
    }
  });

  it('says where somebody has to wait, and what a service that is not ready answers', () => {
    for (const path of ['/api/v1/sessions', '/api/v1/tokens', '/api/v1/me/password']) {
      expect(document.paths[path]?.['post']).toMatchObject({ responses: { '429': {} } });
    }
    const ready = { content: { 'application/json': { schema: { $ref: '#/components/schemas/Readiness' } } } };
    expect(document.paths['/health/ready']?.['get']).toMatchObject({ responses: { '200': ready, '503': ready } });
  });

  it('is signed in by a cookie or a bearer token unless the operation is public', () => {
    expect(document.paths['/api/v1/requests']?.['post']).toMatchObject({
      security: [{ session: [] }, { bearer: [] }],
      responses: {
        '201': { headers: { ETag: {} } },
        '412': { content: { 'application/problem+json': {} } },
        '422': { description: expect.stringContaining('idempotency-key-reused') as string },
      },
    });
    expect(document.paths['/api/v1/sessions']?.['post']).toMatchObject({ security: [] });
  });
});
