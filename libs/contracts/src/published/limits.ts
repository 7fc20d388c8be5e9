import type { Json } from '../openapi/schemas';

const LOWER = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems'];
const UPPER = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems'];
/** Comparable only for being the same. */
const EXACT = ['pattern', 'format', 'multipleOf', 'uniqueItems'];

/** Keywords that bound a value. */
export const LIMITS: ReadonlySet<string> = new Set([...LOWER, ...UPPER, ...EXACT]);

/** Bounds of `sup` that a value within the bounds of `sub` may break. */
export function limitMisses(sub: Json, sup: Json): string[] {
  const tooLow = LOWER.filter((keyword) => beyond(sub[keyword], sup[keyword], (inner, outer) => inner < outer));
  const tooHigh = UPPER.filter((keyword) => beyond(sub[keyword], sup[keyword], (inner, outer) => inner > outer));
  const other = EXACT.filter((keyword) => sup[keyword] !== undefined && sup[keyword] !== sub[keyword]);
  return [...tooLow, ...tooHigh, ...other].map(
    (keyword) => `${keyword} ${text(sub[keyword])}, where ${text(sup[keyword])} is accepted`,
  );
}

function beyond(inner: unknown, outer: unknown, breaks: (inner: number, outer: number) => boolean): boolean {
  if (typeof outer !== 'number') return false;
  return typeof inner !== 'number' || breaks(inner, outer);
}

const text = (value: unknown): string => (value === undefined ? 'none' : JSON.stringify(value));
