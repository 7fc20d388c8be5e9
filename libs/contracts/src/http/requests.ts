import { z } from 'zod';
import { kind, policyBasis, satisfaction } from '../shared/casework';
import { creditCode } from '../shared/credit-code';
import { FAULTS } from '../shared/faults';
import { actionId, agencyId, measureId, regionId, uuid } from '../shared/ids';
import { keyText, line, LIMITS, text } from '../shared/text';

const reason = text(LIMITS.reason);
const note = text(LIMITS.reason).nullable().default(null);
const distinct = (values: readonly string[]) => new Set(values).size === values.length;
const cooperating = z.array(agencyId).max(50).refine(distinct, FAULTS.agencyTwice.en).default([]);

/** An enterprise submits for itself (its own id is filled in); the office submits for an enterprise that it names. */
export const submitBody = z
  .strictObject({
    title: line(LIMITS.title),
    text: text(LIMITS.text),
    /** Absent: the submitter's own region. An enterprise may turn to any office, e.g. that of its province. */
    region: regionId.optional(),
    enterprise: z.strictObject({ id: creditCode, name: line(LIMITS.name) }).optional(),
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
    measures: z.array(measureId).max(20).refine(distinct, FAULTS.measureTwice.en).default([]),
    policyBasis,
    note,
    /** What policy is missing; needed where there is none (没有政策支撑), refused where there is one. */
    policyGap: text(LIMITS.reason).nullable().default(null),
  })
  .refine((body) => body.policyBasis === 'supported' || body.policyGap !== null, {
    path: ['policyGap'],
    message: FAULTS.policyGap.en,
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

/** `failed` needs a note: what is missing. */
export const verifyBody = z
  .strictObject({ verdict: z.enum(['passed', 'failed']), note })
  .refine((body) => body.verdict === 'passed' || body.note !== null, {
    path: ['note'],
    message: FAULTS.failedNeedsNote.en,
  })
  .meta({ id: 'VerifyBody', examples: [{ verdict: 'passed' }] });
export type VerifyBody = z.infer<typeof verifyBody>;

export const followUpBody = z
  .strictObject({ satisfaction, comment: text(LIMITS.reason).nullable().default(null) })
  .meta({ id: 'FollowUpBody', examples: [{ satisfaction: 'satisfied' }] });
export type FollowUpBody = z.infer<typeof followUpBody>;

/** Where the enterprise is dissatisfied, `ruling` says why no department caused that. */
export const closeBody = z.strictObject({ note, ruling: note }).meta({ id: 'CloseBody', examples: [{}] });
export type CloseBody = z.infer<typeof closeBody>;

export const reopenBody = z.strictObject({ reason }).meta({ id: 'ReopenBody', examples: [{ reason: '问题再次出现' }] });
export type ReopenBody = z.infer<typeof reopenBody>;

const ruling = { ruling: z.enum(['granted', 'refused']), reason: reason.nullable().default(null) };
const refusalHasReason = (body: { ruling: 'granted' | 'refused'; reason: string | null }) =>
  body.ruling === 'granted' || body.reason !== null;
const refusalFault = { path: ['reason'], message: FAULTS.refusalNeedsReason.en };

/** `deadline` is the id of the one whose extension is asked for. */
export const ruleExtensionBody = z
  .strictObject({ deadline: keyText(200), ...ruling })
  .refine(refusalHasReason, refusalFault)
  .meta({ id: 'RuleExtensionBody', examples: [{ deadline: 'resolve:530902/tax:1', ruling: 'granted' }] });
export type RuleExtensionBody = z.infer<typeof ruleExtensionBody>;

export const ruleSuspensionBody = z
  .strictObject(ruling)
  .refine(refusalHasReason, refusalFault)
  .meta({ id: 'RuleSuspensionBody', examples: [{ ruling: 'granted' }] });
export type RuleSuspensionBody = z.infer<typeof ruleSuspensionBody>;

export const requestParams = z.strictObject({ id: uuid });
