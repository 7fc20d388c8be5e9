import { z } from 'zod';
import { bilingual, clauseId, slug } from './common';

/** Who answers for it. Agencies by slug, in printed order. */
const shape = {
  /** The responsibility bracket as printed, without its parentheses and whitespace; null where none is printed. */
  printed: z.string().min(1).nullable(),
  /** 牵头, as printed. */
  leads: z.array(slug),
  /** The one lead that an assignment takes by default. */
  lead: slug.nullable(),
  /** Why this one, where several or none is printed as lead. */
  reading: bilingual.optional(),
  /** 配合, or whoever is printed beside a lead: 按照职责分工负责, 责任单位. */
  cooperating: z.array(slug),
  /** 责任单位, 按照职责分工负责 where no lead is printed. */
  responsible: z.array(slug),
  /** Groups by id. */
  groups: z.array(slug),
  /** The list is open: `等部门`. */
  others: z.string().min(1).optional(),
  /** Printed again in the same bracket: position of that print (1-based among all names of its part), and the agency or group that it equals. */
  duplicates: z
    .array(
      z.strictObject({
        printed: z.string().min(1),
        position: z.number().int().min(2),
        sameAs: slug,
        note: bilingual,
      }),
    )
    .optional(),
};

export const responsibility = z
  .strictObject(shape)
  .refine((value) => value.leads.length === 1 || value.reading !== undefined, { error: 'reading', path: ['reading'] });

/** 专项行动 (or a 加力政策举措): what a request is sorted under. */
export const action = z.strictObject({
  id: slug,
  /** As printed: `（一）`. */
  ordinal: z.string().min(1),
  clause: clauseId,
  name: bilingual,
  responsibility,
  /** Agencies that owe the action's detailed plan, and where that stands. Not always its leads. */
  planOwners: z.array(z.strictObject({ agency: slug, clause: clauseId })),
  /** Actions of the parent programme that this one carries out. */
  implements: z.array(slug).optional(),
});

/** 工作机制: how the programme is run. Nothing is sorted under it. */
export const mechanism = z.strictObject({
  id: slug,
  ordinal: z.string().min(1),
  clause: clauseId,
  name: bilingual,
  responsibility,
});

export type Responsibility = z.infer<typeof responsibility>;
export type PackAction = z.infer<typeof action>;
export type PackMechanism = z.infer<typeof mechanism>;
