import { z } from 'zod';

type Schema = z.core.$ZodType;

const unwrap = (schema: Schema): Schema =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault
    ? unwrap(schema.unwrap())
    : schema;

const step = (schemas: readonly Schema[], part: string | number): Schema[] =>
  schemas.flatMap((wrapped) => {
    const schema = unwrap(wrapped);
    if (schema instanceof z.ZodArray) return [schema.element];
    if (schema instanceof z.ZodUnion) return step(schema.options, part);
    if (schema instanceof z.ZodObject) {
      const shape = schema.shape as Readonly<Record<string, Schema>>;
      const inner = shape[part];
      return inner === undefined ? [] : [inner];
    }
    return [];
  });

const keysOf = (wrapped: Schema): string[] => {
  const schema = unwrap(wrapped);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(keysOf);
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
};

const at = (schema: Schema, path: readonly (string | number)[]): Schema[] =>
  path.reduce<Schema[]>((schemas, part) => step(schemas, part), [schema]);

/** The keys that a mapping at this path may have. */
export const keysAt = (schema: Schema, path: readonly (string | number)[]): string[] => [
  ...new Set(at(schema, path).flatMap(keysOf)),
];

/** The literals that may stand at this path, e.g. the kinds of a discriminated union. */
export const literalsAt = (schema: Schema, path: readonly (string | number)[]): string[] =>
  at(schema, path).flatMap((wrapped) => {
    const inner = unwrap(wrapped);
    return inner instanceof z.ZodLiteral ? [...inner.values].map(String) : [];
  });
