import { MAX_AMOUNT, type DeadlineStart } from '@sanban/working-calendar';
import { z } from 'zod';
import { bilingual, calendarId, clauseId } from './common';

const unit = z.enum(['workingDay', 'day', 'hour']);
const amount = z.number().int().nonnegative().max(MAX_AMOUNT);

/**
 * A time limit. `amount: null` where the document leaves it open: then the reason, and what is done by default.
 * @param start the fact from which this limit is reckoned
 */
const deadlineRule = <Start extends DeadlineStart>(start: Start) =>
  z
    .strictObject({
      calendar: calendarId,
      unit,
      amount: amount.nullable(),
      start: z.literal(start),
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
  assign: deadlineRule('submitted').optional(),
  /** 一般问题. */
  general: z.strictObject({ resolve: deadlineRule('assigned') }).optional(),
  /** 复杂问题: the plan's own date is then the deadline to resolve. */
  complex: z.strictObject({ plan: deadlineRule('assigned') }).optional(),
  opinion: deadlineRule('assigned').optional(),
  return: deadlineRule('assigned').optional(),
  ladder: z
    .array(
      z.strictObject({
        step: z.enum(['reminder', 'supervisionOrder']),
        subjects: z.array(subject).min(1).optional(),
        /** Negative: before the deadline; 0: the moment it passes. */
        workingDays: z.number().int().min(-MAX_AMOUNT).max(MAX_AMOUNT),
        clause: clauseId,
      }),
    )
    .optional(),
  extension: z
    .strictObject({
      workingDaysBefore: amount,
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
export type PackDeadlineRule = z.infer<ReturnType<typeof deadlineRule>>;
