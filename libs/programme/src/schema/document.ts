import { z } from 'zod';
import { bilingual, clauseId, day } from './common';

export interface Clause {
  /** Unique in the document: `二（二）`. */
  id: string;
  /** As printed: `（二）`; empty where the document prints none. */
  ordinal: string;
  /** As printed, without the ordinal. */
  heading: string;
  clauses?: Clause[] | undefined;
}

export const clause: z.ZodType<Clause> = z.strictObject({
  id: clauseId,
  ordinal: z.string(),
  heading: z.string().min(1),
  get clauses() {
    return z.array(clause).optional();
  },
});

/** What the document prints may be missing: then `null`, and the reason. */
export const document = z
  .strictObject({
    title: z.string().min(1),
    titleEn: z.string().min(1),
    /** 文号. */
    number: z.string().min(1).nullable(),
    issuer: z.string().min(1).nullable(),
    /** 成文日期. */
    issuedOn: day.nullable(),
    /** 印发日期. */
    printedOn: day.nullable(),
    /** Why one of the above is null. */
    reason: bilingual.optional(),
    /** Documents that it names as its basis. */
    basedOn: z.array(z.string().min(1)),
    clauses: z.array(clause).min(1),
  })
  .refine(
    (value) =>
      value.reason !== undefined ||
      [value.number, value.issuer, value.issuedOn, value.printedOn].every((printed) => printed !== null),
    { error: 'reason', path: ['reason'] },
  );

export type ProgrammeDocument = z.infer<typeof document>;
