import { z } from 'zod';
import {
  caseFileStatus,
  outcomeInput,
  planStepInput,
  role,
  deadline,
  enterprise,
  kind,
  opinion,
  outcome,
  planStep,
  policyBasis,
} from '../shared/casework';
import { FAULTS } from '../shared/faults';
import { agencyId, day, instant, regionId, revision, uuid } from '../shared/ids';
import { keyText, LIMITS, text } from '../shared/text';
import { flag, page, pageQuery } from './common';

const reason = text(LIMITS.reason);

export const agencyParams = z.strictObject({
  region: regionId,
  slug: z.string().regex(/^[a-z][a-z0-9-]*$/, FAULTS.agencySlug.en),
});
export const caseFileParams = agencyParams.extend({ id: uuid });

export const returnBody = z
  .strictObject({ reason, suggestedLead: agencyId.nullable().default(null) })
  .meta({ id: 'ReturnBody', examples: [{ reason: '不属本单位职责', suggestedLead: '530902/finance' }] });
export type ReturnBody = z.infer<typeof returnBody>;

/** The last step's day is when it will be resolved. */
export const planBody = z
  .strictObject({ steps: z.array(planStepInput).min(1).max(LIMITS.steps) })
  .meta({ id: 'PlanBody', examples: [{ steps: [{ description: '核对企业申报材料', dueOn: '2022-09-02' }] }] });
export type PlanBody = z.infer<typeof planBody>;

export const progressBody = z
  .strictObject({ text: text(LIMITS.text) })
  .meta({ id: 'ProgressBody', examples: [{ text: '已联系企业补充材料' }] });
export type ProgressBody = z.infer<typeof progressBody>;

export const opinionBody = z
  .strictObject({ opinion: text(LIMITS.text) })
  .meta({ id: 'OpinionBody', examples: [{ opinion: '同意按政策兑现' }] });
export type OpinionBody = z.infer<typeof opinionBody>;

export const resolveBody = outcomeInput.meta({
  id: 'ResolveBody',
  examples: [
    { summary: '退税款已到账', result: 'solved', evidence: [{ title: '退税凭证', reference: '临翔税退〔2022〕12号' }] },
  ],
});
export type ResolveBody = z.infer<typeof resolveBody>;

/** `deadline` is the id of the open one that should move; `until` is the new last day, a working day. */
export const requestExtensionBody = z.strictObject({ deadline: keyText(200), until: day, reason }).meta({
  id: 'RequestExtensionBody',
  examples: [{ deadline: 'resolve:530902/tax:1', until: '2022-09-15', reason: '需上级批复' }],
});
export type RequestExtensionBody = z.infer<typeof requestExtensionBody>;

export const requestSuspensionBody = z
  .strictObject({
    /** One of the programme's reasons for a suspension. */
    reasonCode: z.string().regex(/^[a-z][A-Za-z0-9-]*$/, FAULTS.suspensionReason.en),
    reason,
  })
  .meta({ id: 'RequestSuspensionBody', examples: [{ reasonCode: 'season', reason: '雨季无法施工' }] });
export type RequestSuspensionBody = z.infer<typeof requestSuspensionBody>;

/** Newest first. */
export const caseFileQuery = z.strictObject({
  state: caseFileStatus.optional(),
  role: role.optional(),
  overdue: flag.optional(),
  /** In the title or the enterprise's name. */
  text: z.string().trim().min(1).max(100).optional(),
  ...pageQuery,
});
export type CaseFileQuery = z.infer<typeof caseFileQuery>;

export const caseFileSummary = z
  .object({
    id: uuid,
    request: uuid,
    agency: agencyId,
    role,
    state: caseFileStatus,
    round: z.int().min(1),
    title: z.string(),
    enterprise,
    action: z.string(),
    kind,
    assignedAt: instant,
    /** Of the next open deadline; null where none is open. While it is suspended: of one that had passed before, which stays overdue. */
    dueAt: instant.nullable(),
    overdue: z.boolean(),
    revision,
    /** Of the request, as this agency's service last heard of it from the office. */
    requestRevision: revision.nullable(),
    /** Of the case file after the last event that the office is told of; null: it has been told nothing. */
    reportedRevision: revision.nullable(),
  })
  .meta({ id: 'CaseFileSummary' });
export type CaseFileSummary = z.infer<typeof caseFileSummary>;

export const caseFilePage = page(caseFileSummary).meta({ id: 'CaseFilePage' });
export type CaseFilePage = z.infer<typeof caseFilePage>;

/** An agency's own record of its part, as it stands. */
export const caseFileView = caseFileSummary
  .extend({
    region: regionId,
    programme: z.string(),
    text: z.string(),
    measures: z.array(z.string()),
    policyBasis,
    lead: agencyId,
    cooperating: z.array(agencyId),
    deadlines: z.array(deadline),
    plan: z.object({ steps: z.array(planStep), resolveBy: z.string() }).nullable(),
    /** For the lead: what its cooperating agencies answered. */
    opinions: z.array(opinion),
    outcome: outcome.nullable(),
  })
  .meta({ id: 'CaseFileView' });
export type CaseFileView = z.infer<typeof caseFileView>;
