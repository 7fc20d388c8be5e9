import { z } from 'zod';

export type Json = Record<string, unknown>;

const ref = (id: string) => `#/components/schemas/${id}`;

/** These say what zod's pattern for them does; that of an instant has 300 characters. */
const SAID_BY_FORMAT: ReadonlySet<unknown> = new Set(['date', 'date-time', 'uuid', 'uri']);
/** Zod's own word, which no reader of the document knows: the pattern says it. */
const NO_FORMAT = 'starts_with';

const options = {
  // As a client sends it: fields with a default are optional.
  io: 'input',
  unrepresentable: 'any',
  override: ({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }) => {
    if (SAID_BY_FORMAT.has(jsonSchema.format)) delete jsonSchema.pattern;
    if (jsonSchema.format === NO_FORMAT) delete jsonSchema.format;
    if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  },
} as const;

/** Inside a document a schema needs neither its dialect nor an address. */
export const withoutHeading = (schema: Json): Json =>
  Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$schema' && key !== '$id'));

/** Every schema that carries an id, by its id. */
export function namedSchemas(): Record<string, Json> {
  const { schemas } = z.toJSONSchema(z.globalRegistry, { ...options, uri: ref });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, withoutHeading(schema)]));
}

/** A reference where the schema has an id. */
export function bodySchema(schema: z.ZodType): Json {
  const id = z.globalRegistry.get(schema)?.id;
  if (id !== undefined) return { $ref: ref(id) };
  return withoutHeading(z.toJSONSchema(schema, options));
}

/** Parameters of a path or a query string. */
export function parameters(object: z.ZodObject, place: 'path' | 'query'): Json[] {
  const { properties = {}, required = [] } = z.toJSONSchema(object, options);
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema,
  }));
}

/** Ids of the components that `part` refers to. */
export function referredIds(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(referredIds);
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) =>
    key === '$ref' && typeof value === 'string' ? [value.replace(ref(''), '')] : referredIds(value),
  );
}
