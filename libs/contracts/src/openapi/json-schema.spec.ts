import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { z } from 'zod';
import { openApiDocument } from './document';
import type { Json } from './schemas';

const { paths, components } = openApiDocument();

/** By where it stands: what of the document is a schema. */
const operation = z.object({
  operationId: z.string(),
  parameters: z.array(z.object({ name: z.string(), schema: z.looseObject({}) })),
  requestBody: z.object({ content: z.record(z.string(), z.object({ schema: z.looseObject({}) })) }).optional(),
  responses: z.record(
    z.string(),
    z.object({
      headers: z.record(z.string(), z.object({ schema: z.looseObject({}) })).default({}),
      content: z.record(z.string(), z.object({ schema: z.looseObject({}) })).default({}),
    }),
  ),
});

const schemas = Object.values(paths).flatMap((item) =>
  Object.values(item).flatMap((described) => {
    const { operationId, parameters, requestBody, responses } = operation.parse(described);
    const inside = [
      ...parameters.map(({ name, schema }) => [name, schema] as const),
      ...Object.values(requestBody?.content ?? {}).map(({ schema }) => ['body', schema] as const),
      ...Object.entries(responses).flatMap(([status, { headers, content }]) =>
        [...Object.values(headers), ...Object.values(content)].map(({ schema }) => [status, schema] as const),
      ),
    ];
    return inside.map(([where, schema]): [string, Json] => [`${operationId} ${where}`, schema]);
  }),
);

/** A strict reader: an unknown format or keyword is an error. */
const reader = addFormats(new Ajv2020({ strict: true, allErrors: true }));
reader.addVocabulary(['components']);
reader.addSchema({ $id: 'api:document', components });
const compiled = (schema: Json) => {
  const absolute: unknown = JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"api:document#/components'));
  return reader.compile(z.looseObject({}).parse(absolute));
};
const faultOf = (schema: Json): unknown => {
  try {
    compiled(schema);
    return null;
  } catch (error) {
    return error;
  }
};

describe('the schemas of the OpenAPI document, as a strict reader of JSON Schema 2020-12 takes them', () => {
  it('are there', () => {
    expect(schemas.length).toBeGreaterThan(500);
  });

  it.each(Object.keys(components.schemas))('%s is one, and accepts its own examples', (name) => {
    const accepts = compiled({ $ref: `#/components/schemas/${name}` });
    const { examples = [] } = z.object({ examples: z.array(z.unknown()).optional() }).parse(components.schemas[name]);
    for (const example of examples) expect([example, accepts(example), accepts.errors]).toEqual([example, true, null]);
  });

  it('are all of them', () => {
    for (const [where, schema] of schemas) expect([where, faultOf(schema)]).toEqual([where, null]);
  });

  it('tell a problem of ours from others', () => {
    const accepts = compiled({ $ref: '#/components/schemas/Problem' });
    const problem = { code: 'forbidden', title: 'Not allowed', status: 403 };
    expect(accepts({ ...problem, type: 'https://sanban.example/problems/forbidden' })).toBe(true);
    expect(accepts({ ...problem, type: 'about:blank' })).toBe(false);
  });
});
