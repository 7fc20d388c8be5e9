import { z } from 'zod';
import { bilingual, clauseId } from './common';

const unit = z.enum(['workingDay', 'day', 'hour']);
const start = z.enum(['submitted', 'assigned', 'planned', 'resolved', 'verified', 'due']);
const amount = z.number().int().nonnegative();

/** A time limit. `amount: null` where the document leaves it open: then the reason, and what is done by default. */
export const deadlineRule = z
  .strictObject({
    calendar: z.string().min(1),
    unit,
    amount: amount.nullable(),
    start,
    clause: clauseId,
    reason: bilingual.optional(),
    default: z.strictObject({ amount, clause: clauseId }).optional(),
  })
  .refine((rule) => rule.amount !== null || rule.reason !== undefined, { error: 'reason', path: ['reason'] })
  .refine((rule) => rule.amount !== null || rule.default !== undefined, { error: 'default', path: ['default'] });

const subject = z.enum(['assign', 'plan', 'resolve', 'opinion']);

/** Rules of 三办一销号. What a pack leaves out is inherited from its parent. */
export const rules = z.strictObject({
  /** 即收即交: the office assigns, from submission. */
  assign: deadlineRule.optional(),
  /** 一般问题. */
  general: z.strictObject({ resolve: deadlineRule }).optional(),
  /** 复杂问题: the plan's own date is then the deadline to resolve. */
  complex: z.strictObject({ plan: deadlineRule }).optional(),
  opinion: deadlineRule.optional(),
  return: deadlineRule.optional(),
  ladder: z
    .array(
      z.strictObject({
        step: z.enum(['reminder', 'supervisionOrder']),
        subjects: z.array(subject).min(1).optional(),
        /** Negative: before the deadline; 0: the moment it passes. */
        workingDays: z.number().int(),
        clause: clauseId,
      }),
    )
    .optional(),
  extension: z
    .strictObject({
      workingDaysBefore: z.number().int().nonnegative(),
      approvals: z.array(z.number().int().positive()),
      clause: clauseId,
    })
    .optional(),
  suspension: z.strictObject({ reasons: z.array(z.string().min(1)).min(1), clause: clauseId }).optional(),
});

export const RULE_NAMES = [
  'assign',
  'general',
  'complex',
  'opinion',
  'return',
  'ladder',
  'extension',
  'suspension',
] as const;

export type PackRules = z.infer<typeof rules>;
export type PackDeadlineRule = z.infer<typeof deadlineRule>;
