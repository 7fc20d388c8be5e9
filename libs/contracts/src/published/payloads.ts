import { z } from 'zod';
import { publishedEvents } from '../integration/registry';
import { withoutHeading, type Json } from '../openapi/schemas';
import { eventSchema } from './schemas';

const definitions = z.looseObject({ $defs: z.record(z.string(), z.record(z.string(), z.unknown())).optional() });
const LOCAL = '#/$defs/';
const SHARED = '#/components/schemas/';

/** The events' schemas as parts of one document: what several of them define stands there once, and equal ones too. */
export function payloads(): { schemas: Record<string, Json>; payloadOf: (type: string) => Json } {
  const schemas: Record<string, Json> = {};
  const names = new Map<string, string>();
  const byType = new Map<string, string>();
  for (const type of publishedEvents.keys()) {
    const { $defs = {}, ...schema } = definitions.parse(eventSchema(type));
    for (const [name, definition] of Object.entries($defs)) schemas[name] = moved(definition);
    const payload = moved(withoutHeading(schema));
    const text = JSON.stringify(payload);
    const name = names.get(text) ?? nameOf(type);
    names.set(text, name);
    byType.set(type, name);
    schemas[name] = payload;
  }
  return { schemas, payloadOf: (type) => ({ $ref: `${SHARED}${byType.get(type) ?? ''}` }) };
}

/** `sanban.tax.case-file.accepted.v1` → `case-file.accepted.v1`: the seven services say the same. */
const nameOf = (type: string): string => type.replace(/^sanban\.(?:\w+\.(?=case-file\.|request\.))?/, '');

/** References to its own definitions become references to the document's. */
function moved(part: Json): Json {
  const text = JSON.stringify(part).replaceAll(`"${LOCAL}`, `"${SHARED}`);
  return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
}
