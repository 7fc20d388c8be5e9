import { z } from 'zod';
import { publishedEvents } from '../integration/registry';
import type { Json } from '../openapi/schemas';

/** `$id` of an event's schema; it is served at `/api/schemas/<type>.json`. */
export const SCHEMA_BASE = 'https://sanban.example/schemas/';

/** JSON Schema 2020-12 of the `data` of one type of event; undefined where there is none of that name. */
export function eventSchema(type: string): Json | undefined {
  const schema = publishedEvents.get(type);
  if (schema === undefined) return undefined;
  return {
    ...z.toJSONSchema(schema, {
      // Unknown fields are ignored by whoever reads: `output` would forbid them.
      io: 'input',
      unrepresentable: 'any',
      override: ({ jsonSchema }) => {
        // The format says it; the pattern of an instant has 300 characters.
        if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
        if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
        delete jsonSchema.id;
      },
    }),
    $id: `${SCHEMA_BASE}${type}.json`,
  };
}

/** By type, every event of the published language. */
export function eventSchemas(): Record<string, Json> {
  return Object.fromEntries([...publishedEvents.keys()].map((type) => [type, eventSchema(type) ?? {}]));
}
