import { z } from 'zod';
import { bilingual, clauseId, slug } from './common';

/** Services that carry the case files of agencies; an agency of none of the six goes to `agency`. */
export const DEPARTMENT_SERVICES = ['finance', 'tax', 'pboc', 'hrss', 'transport', 'industry', 'agency'] as const;

export const agency = z.strictObject({
  slug,
  /** Canonical name. */
  name: bilingual,
  /** As the document prints it, where that differs from `name.zh`. */
  printed: z.array(z.string().min(1)).optional(),
  /** Other names under which it is looked up. */
  aliases: z.array(z.string().min(1)).optional(),
  service: z.enum(DEPARTMENT_SERVICES),
  note: bilingual.optional(),
});

/** 领导小组办公室: the coordinating agency. It has no case files of its own. */
export const office = z.strictObject({
  slug,
  name: bilingual,
  aliases: z.array(z.string().min(1)).optional(),
  /** Slug of the agency that houses it. */
  host: slug,
  clause: clauseId,
  /** Why that agency, where the document does not say it in one sentence. */
  reading: bilingual,
});

/** Several agencies under one printed name: 区直各有关单位, 成员单位 of a 领导小组. */
export const group = z
  .strictObject({
    id: slug,
    name: bilingual,
    printed: z.array(z.string().min(1)).min(1),
    /** Slugs; null where the document does not name them. */
    members: z.array(slug).min(1).nullable(),
    /** Why the members are null. */
    reason: bilingual.optional(),
  })
  .refine((value) => value.members !== null || value.reason !== undefined, { error: 'reason', path: ['reason'] });

export type PackAgency = z.infer<typeof agency>;
export type PackOffice = z.infer<typeof office>;
export type PackGroup = z.infer<typeof group>;
