import { z } from 'zod';
import { kind, policyBasis, satisfaction } from '../shared/casework';
import { creditCode } from '../shared/credit-code';
import { actionId, agencyId, measureId, regionId, uuid } from '../shared/ids';
import { LIMITS, text } from '../shared/text';

const reason = text(LIMITS.reason);
const note = text(LIMITS.reason).nullable().default(null);
const distinct = (values: readonly string[]) => new Set(values).size === values.length;
const cooperating = z.array(agencyId).max(50).refine(distinct, 'names an agency twice').default([]);

/** An enterprise submits for itself (its own id is filled in); the office submits for an enterprise that it names. */
export const submitBody = z
  .strictObject({
    title: text(LIMITS.title),
    text: text(LIMITS.text),
    /** Absent: the submitter's own region. */
    region: regionId.optional(),
    enterprise: z.strictObject({ id: creditCode, name: text(LIMITS.name) }).optional(),
  })
  .meta({
    id: 'SubmitBody',
    examples: [{ title: '留抵退税到账慢', text: '我公司6月申请的增量留抵退税至今未到账，资金周转困难。' }],
  });
export type SubmitBody = z.infer<typeof submitBody>;

export const triageBody = z
  .strictObject({
    kind,
    action: actionId,
    /** Of that action. */
    measures: z.array(measureId).max(20).refine(distinct, 'names a measure twice').default([]),
    policyBasis,
    note,
  })
  .meta({
    id: 'TriageBody',
    examples: [{ kind: 'general', action: 'tax-reduction', measures: ['tax-reduction/01'], policyBasis: 'supported' }],
  });
export type TriageBody = z.infer<typeof triageBody>;

export const assignBody = z
  .strictObject({ lead: agencyId, cooperating })
  .meta({ id: 'AssignBody', examples: [{ lead: '530902/tax', cooperating: ['530902/finance'] }] });
export type AssignBody = z.infer<typeof assignBody>;

export const reassignBody = z
  .strictObject({ lead: agencyId, cooperating, reason })
  .meta({ id: 'ReassignBody', examples: [{ lead: '530902/finance', reason: '经核实属财政部门职责' }] });
export type ReassignBody = z.infer<typeof reassignBody>;

/** The office's word on an agency's return is final. */
export const ruleReturnBody = z
  .strictObject({ agency: agencyId, ruling: z.enum(['upheld', 'rejected']), reason })
  .meta({ id: 'RuleReturnBody', examples: [{ agency: '530902/tax', ruling: 'upheld', reason: '不属税务职责' }] });
export type RuleReturnBody = z.infer<typeof ruleReturnBody>;

export const verifyBody = z
  .discriminatedUnion('result', [
    z.strictObject({ result: z.literal('verified'), note }),
    z.strictObject({ result: z.literal('rejected'), reason }),
  ])
  .meta({ id: 'VerifyBody', examples: [{ result: 'verified' }] });
export type VerifyBody = z.infer<typeof verifyBody>;

export const followUpBody = z
  .strictObject({ satisfaction, comment: text(LIMITS.reason).nullable().default(null) })
  .meta({ id: 'FollowUpBody', examples: [{ satisfaction: 'satisfied' }] });
export type FollowUpBody = z.infer<typeof followUpBody>;

export const closeBody = z.strictObject({ note }).meta({ id: 'CloseBody', examples: [{}] });
export type CloseBody = z.infer<typeof closeBody>;

export const reopenBody = z.strictObject({ reason }).meta({ id: 'ReopenBody', examples: [{ reason: '问题再次出现' }] });
export type ReopenBody = z.infer<typeof reopenBody>;

export const ruleExtensionBody = z
  .strictObject({
    agency: agencyId,
    ruling: z.enum(['granted', 'refused']),
    /** Needed with a refusal. */
    reason: reason.nullable().default(null),
  })
  .refine((body) => body.ruling === 'granted' || body.reason !== null, {
    path: ['reason'],
    message: 'a refusal needs a reason',
  })
  .meta({ id: 'RuleExtensionBody', examples: [{ agency: '530902/tax', ruling: 'granted' }] });
export type RuleExtensionBody = z.infer<typeof ruleExtensionBody>;

export const ruleSuspensionBody = z
  .strictObject({
    agency: agencyId,
    ruling: z.enum(['granted', 'refused']),
    /** Needed with a refusal. */
    reason: reason.nullable().default(null),
  })
  .refine((body) => body.ruling === 'granted' || body.reason !== null, {
    path: ['reason'],
    message: 'a refusal needs a reason',
  })
  .meta({ id: 'RuleSuspensionBody', examples: [{ agency: '530902/tax', ruling: 'granted' }] });
export type RuleSuspensionBody = z.infer<typeof ruleSuspensionBody>;

export const requestParams = z.strictObject({ id: uuid });
