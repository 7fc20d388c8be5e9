import { z } from 'zod';
import { problemSchema } from '../problem';
import { problemStatus, type Operation, type ProblemCode, type Tag } from './operation';
import { operations } from './operations';
import { bodySchema, namedSchemas, parameters, referredIds, type Json } from './schemas';

/** OpenAPI 3.1 (its schemas are JSON Schema 2020-12). */
export interface OpenApiDocument {
  openapi: '3.1.0';
  info: Json;
  servers: Json[];
  tags: { name: Tag; description: string }[];
  paths: Record<string, Record<string, Json>>;
  components: { schemas: Record<string, Json>; securitySchemes: Json };
}

const TAGS: Record<Tag, string> = {
  identity: '身份与登录 · Who is asking',
  programme: '方案、单位与工作日历 · Programmes, agencies, working days',
  request: '领导小组办公室：交办、核实、销号 · The office: requests',
  ledger: '台账 · The office’s ledger',
  'case-file': '各单位：签收、承办、办结 · The agencies: case files',
  integration: '与外部系统对接 · Other agencies’ own systems',
  operations: '运行维护 · Running the system',
};

const header = (name: string, description: string, schema: Json): Json => ({
  name,
  in: 'header',
  required: false,
  description,
  schema,
});
const IDEMPOTENCY_KEY = header(
  'Idempotency-Key',
  'The same key again gives the first answer; for another address or body it is refused (422 idempotency-key-reused).',
  { type: 'string', minLength: 1, maxLength: 255 },
);
const IF_MATCH = header('If-Match', 'The revision that the decision is based on; stale: 412 with the current one.', {
  type: 'string',
  examples: ['"3"'],
});
const etag = (description: string): Json => ({
  headers: { ETag: { description, schema: { type: 'string', examples: ['"3"'] } } },
});

const BODY: readonly ProblemCode[] = [
  'broken-json',
  'invalid-body',
  'body-too-deep',
  'body-too-large',
  'unsupported-media-type',
];

/** What the operation may answer for what it takes. */
const problemsOf = ({ method, params, body, idempotent, revisioned, problems }: Operation): readonly ProblemCode[] => [
  ...(params ? (['invalid-path'] as const) : []),
  ...(idempotent || revisioned ? (['invalid-header'] as const) : []),
  ...(body ? BODY : []),
  // Of a browser, on behalf of another site.
  ...(method === 'get' ? [] : (['cross-origin'] as const)),
  ...problems,
];

/** One answer a status: several problems may share it. */
function problemAnswers(operation: Operation): Json {
  const byStatus = new Map<number, string[]>();
  for (const code of problemsOf(operation)) {
    byStatus.set(problemStatus[code], [...(byStatus.get(problemStatus[code]) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      {
        description: codes.join(', '),
        ...(status === problemStatus['stale-revision']
          ? etag('The current revision; absent where there is none.')
          : {}),
        content: { 'application/problem+json': { schema: bodySchema(problemSchema) } },
      },
    ]),
  );
}

/** Every such answer carries it as its `ETag`. */
const hasRevision = (answer: Operation['answer']): boolean =>
  answer instanceof z.ZodObject && 'revision' in answer.shape;

function success(operation: Operation): Json {
  return {
    description: operation.status === 201 ? 'Created' : operation.status === 204 ? 'Done' : 'OK',
    ...(hasRevision(operation.answer) ? etag('The revision, quoted: for the If-Match of the next command.') : {}),
    ...(operation.answer
      ? { content: { [operation.media ?? 'application/json']: { schema: bodySchema(operation.answer) } } }
      : {}),
  };
}

function describe(operation: Operation): Json {
  return {
    operationId: operation.operationId,
    tags: [operation.tag],
    summary: `${operation.summary.zh} · ${operation.summary.en}`,
    'x-permission': operation.permission,
    security: operation.permission === 'public' ? [] : [{ session: [] }, { bearer: [] }],
    parameters: [
      ...(operation.params ? parameters(operation.params, 'path') : []),
      ...(operation.query ? parameters(operation.query, 'query') : []),
      ...(operation.idempotent ? [IDEMPOTENCY_KEY] : []),
      ...(operation.revisioned ? [IF_MATCH] : []),
    ],
    ...(operation.body
      ? { requestBody: { required: true, content: { 'application/json': { schema: bodySchema(operation.body) } } } }
      : {}),
    responses: {
      [String(operation.status)]: success(operation),
      ...problemAnswers(operation),
      ...(operation.also === undefined
        ? {}
        : { [String(operation.also)]: { ...success(operation), description: 'Not now' } }),
    },
  };
}

/** The named schemas that `paths` needs, and those that they need in turn. */
function reachable(paths: unknown): Record<string, Json> {
  const all = namedSchemas();
  const wanted = new Set<string>();
  const add = (part: unknown) => {
    for (const id of referredIds(part)) {
      if (wanted.has(id)) continue;
      wanted.add(id);
      add(all[id]);
    }
  };
  add(paths);
  return Object.fromEntries(Object.entries(all).filter(([id]) => wanted.has(id)));
}

/** The document behind `/api/openapi.json`, from the same schemas that the services check with. */
export function openApiDocument(): OpenApiDocument {
  const paths: OpenApiDocument['paths'] = {};
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '三办 Sanban',
      version: '1',
      description:
        '企业诉求的交办、承办、督办、销号。Assign, handle, supervise and close what enterprises ask for. ' +
        'Times are RFC 3339 (Asia/Shanghai); errors are RFC 9457 problems with a stable type. HEAD is answered where GET is. ' +
        'Beside what each operation names, an address that there is not answers 404 (unknown-route), one that does not take the ' +
        'method 405 (method-not-allowed, with Allow), one that breaks HTTP 400 (bad-request), a fault of ours 500 (internal-error), ' +
        'and a service that is away 503 (unavailable, with Retry-After).',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: Object.entries(TAGS).flatMap(([name, description]) => (isTag(name) ? [{ name, description }] : [])),
    paths,
    components: {
      schemas: reachable(paths),
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'sanban_session' },
        bearer: { type: 'http', scheme: 'bearer' },
      },
    },
  };
}

const isTag = (name: string): name is Tag => Object.hasOwn(TAGS, name);
