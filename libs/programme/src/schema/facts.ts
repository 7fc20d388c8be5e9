import { z } from 'zod';
import { bilingual, day, decimal, slug } from './common';

const bound = z.enum(['exactly', 'atLeast', 'atMost', 'moreThan', 'lessThan', 'about']);
const shared = {
  key: slug,
  /** The words of the measure from which the value was read; the loader compares both. */
  printed: z.string().min(1),
  role: z.enum(['benefit', 'condition', 'target', 'limit', 'deadline', 'start', 'end', 'baseline', 'scope']),
  bound: bound.default('exactly'),
  note: bilingual.optional(),
};

/** How a date follows from what is printed; absent: it is printed in full. Where no year is printed, it is the document's. */
const derivation = z.enum([
  'month-start',
  'month-end',
  'quarter-start',
  'quarter-end',
  'year-start',
  'first-half-end',
  'second-half-start',
  'year-end',
  'year-of-document',
]);

/** One figure of a measure as data. */
export const fact = z.discriminatedUnion('kind', [
  /** Money in fen; null where the document leaves it open (then `note` says why). */
  z
    .strictObject({ ...shared, kind: z.literal('amount'), fen: z.number().int().nonnegative().nullable() })
    .refine(({ fen, note }) => fen !== null || note !== undefined, { error: 'note', path: ['note'] }),
  /** Per cent, or points of it, as a decimal string: `0.8` is 0.8 %; 50个基点 is `0.5`; 零费率 is `0`. */
  z.strictObject({ ...shared, kind: z.literal('rate'), percent: decimal }),
  /** Whole number with the unit as printed: 户, 个, 次. */
  z.strictObject({
    ...shared,
    kind: z.literal('count'),
    value: z.number().int().nonnegative(),
    unit: z.string().min(1),
  }),
  z.strictObject({ ...shared, kind: z.literal('date'), on: day, derivation: derivation.optional() }),
  z.strictObject({
    ...shared,
    kind: z.literal('duration'),
    amount: z.number().int().positive(),
    unit: z.enum(['year', 'month', 'week', 'day', 'workingDay']),
  }),
  z.strictObject({
    ...shared,
    kind: z.literal('frequency'),
    times: z.number().int().positive(),
    per: z.enum(['week', 'month', 'quarter', 'year']),
  }),
  z.strictObject({ ...shared, kind: z.literal('length'), metres: decimal }),
]);

export type Fact = z.infer<typeof fact>;
