import { z } from 'zod';
import { responsibility } from './actions';
import { bilingual, clauseId } from './common';
import { fact } from './facts';

/** `<action>/<nn>` or, for a provision, `<mechanism>/<nn>`. */
export const measureId = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*\/\d{2}$/, { error: 'measure-id' });

const shared = {
  id: measureId,
  clause: clauseId,
  name: bilingual,
  /** Verbatim, without whitespace. */
  text: z.string().regex(/^\S+$/, { error: 'verbatim' }),
  facts: z.array(fact).optional(),
};

/** 措施: one promise of an action. */
export const measure = z
  .strictObject({
    ...shared,
    /** Where a document prints a bracket for each measure; else the action's holds. */
    responsibility: responsibility.optional(),
    /** The same promise, printed before under this measure. */
    sameAs: measureId.optional(),
    /** Why it is the same, and where the two differ in words. */
    reading: bilingual.optional(),
  })
  .refine(({ sameAs, reading }) => sameAs === undefined || reading !== undefined, {
    error: 'same-as',
    path: ['reading'],
  });

/** When a duty falls due. */
const due = z.discriminatedUnion('kind', [
  /** Each month before this day; `of`: the month reported on, or the one after it. */
  z.strictObject({ kind: z.literal('monthly'), day: z.number().int().min(1).max(31), of: z.enum(['same', 'next']) }),
  /** Once, within so many working days after the document is issued. */
  z.strictObject({ kind: z.literal('after-issue'), workingDays: z.number().int().positive() }),
  z.strictObject({
    kind: z.literal('at-least'),
    times: z.number().int().positive(),
    per: z.enum(['week', 'month', 'quarter', 'year']),
  }),
]);

/** What somebody owes under a mechanism. */
const duty = z.strictObject({
  /** Slug of an agency, id of a group, or `office`, `action-leads`, `linked-leaders`. */
  by: z.string().min(1),
  /** Slug of the agency that receives it; null where nothing is handed over. */
  to: z.string().min(1).nullable(),
  /** Why that agency, where the sentence does not name it. */
  reading: bilingual.optional(),
  what: bilingual,
  due,
});

/** One sentence of a mechanism. */
export const provision = z.strictObject({ ...shared, duties: z.array(duty).optional() });

export type PackMeasure = z.infer<typeof measure>;
export type Duty = z.infer<typeof duty>;
export type PackProvision = z.infer<typeof provision>;
