import type { Json } from '../openapi/schemas';

/** A place in a schema, and the whole that its references lead into. */
export interface Root {
  /** The schema at this place, its reference followed. @throws where the reference leads nowhere */
  resolve(): Json;
  at(schema: Json): Root;
}

export const isSchema = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function rootOf(whole: Json): Root {
  const definitions = isSchema(whole['$defs']) ? whole['$defs'] : {};
  const at = (schema: Json): Root => ({ resolve: () => followed(schema, definitions), at });
  return at(whole);
}

function followed(schema: Json, definitions: Json): Json {
  const { $ref } = schema;
  if (typeof $ref !== 'string') return schema;
  const target = definitions[$ref.replace('#/$defs/', '')];
  if (!isSchema(target)) throw new Error(`${$ref} leads nowhere: a schema may refer only to its own $defs`);
  return followed(target, definitions);
}

/** Of `anyOf`, as of every field that may be null; else the schema itself. */
export function alternativesOf(place: Root): Root[] {
  const alternatives = listOf(place.resolve()['anyOf']).filter(isSchema);
  return alternatives.length === 0 ? [place] : alternatives.flatMap((one) => alternativesOf(place.at(one)));
}

export const propertiesOf = ({ properties }: Json): Record<string, Json> =>
  isSchema(properties)
    ? Object.fromEntries(
        Object.entries(properties).flatMap(([name, schema]) => (isSchema(schema) ? [[name, schema] as const] : [])),
      )
    : {};

export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

export const equal = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
