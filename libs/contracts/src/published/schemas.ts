import { z } from 'zod';
import { publishedEvents } from '../integration/registry';
import type { Json } from '../openapi/schemas';

/** `$id` of an event's schema; it is served at `/api/schemas/<type>.json`. */
export const SCHEMA_BASE = 'https://sanban.example/schemas/';

/**
 * What each format says by itself: the pattern of an instant has 300 characters. Any other pattern stays, since it demands more
 * (or less) than its format does. Not the schemas of `shared/ids`: a change of those must be seen.
 */
const SAID_BY_FORMAT = new Set(
  [z.uuid(), z.iso.datetime({ offset: true }), z.iso.date()].map((schema) => z.toJSONSchema(schema).pattern),
);

/** JSON Schema 2020-12 of the `data` of one type of event; undefined where there is none of that name. */
export function eventSchema(type: string): Json | undefined {
  const schema = publishedEvents.get(type);
  return schema && { ...publishedSchema(schema), $id: `${SCHEMA_BASE}${type}.json` };
}

/** As it is published and compared with what was. What `.refine` demands does not show in it. */
export function publishedSchema(schema: z.ZodType): Json {
  return z.toJSONSchema(schema, {
    // Unknown fields are ignored by whoever reads: `output` would forbid them.
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      if (SAID_BY_FORMAT.has(jsonSchema.pattern)) delete jsonSchema.pattern;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      delete jsonSchema.id;
    },
  });
}

/** By type, every event of the published language. */
export function eventSchemas(): Record<string, Json> {
  return Object.fromEntries([...publishedEvents.keys()].map((type) => [type, eventSchema(type) ?? {}]));
}
