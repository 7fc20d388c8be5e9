import { z } from 'zod';
import {
  deadline,
  deadlineSubject,
  enterprise,
  kind,
  outcome,
  participant,
  planStep,
  policyBasis,
  requestStatus,
  satisfaction,
} from '../shared/casework';
import { agencyId, day, instant, regionId, revision, uuid } from '../shared/ids';
import { ledgerParticipant } from './ledger';

/** How the time was spent; milliseconds of working time (a working day has 24 h). */
const clocks = z.object({
  total: z.number(),
  /** In the order in which they led; they add up to the total. */
  agencies: z.array(z.object({ agency: agencyId, elapsed: z.number(), workingDays: z.number(), running: z.boolean() })),
  deadlines: z.array(
    z.object({
      id: z.string(),
      subject: deadlineSubject,
      agency: agencyId,
      dueAt: instant,
      status: z.enum(['met', 'late', 'open', 'overdue', 'lapsed']),
      /** To its end, negative after it; null unless open. While suspended, as it was when the suspension began. */
      remaining: z.number().nullable(),
    }),
  ),
});

/** Everything that the office knows about one request. */
export const requestView = z
  .object({
    id: uuid,
    /** Null for a moment after submission, until the ledger has numbered it. */
    number: z.string().nullable(),
    revision,
    state: requestStatus,
    region: regionId,
    programme: z.string(),
    enterprise,
    title: z.string(),
    text: z.string(),
    submittedAt: instant,
    kind: kind.nullable(),
    action: z.string().nullable(),
    measures: z.array(z.string()),
    policyBasis: policyBasis.nullable(),
    round: z.int().min(0),
    lead: agencyId.nullable(),
    cooperating: z.array(agencyId),
    participants: z.array(ledgerParticipant),
    /** Whom the programme names for the measures together, else for the action; null before triage. */
    suggestedAssignment: z.object({ leads: z.array(agencyId), cooperating: z.array(agencyId) }).nullable(),
    deadlines: z.array(deadline),
    /** Null where the calendar does not cover the present year. */
    clocks: clocks.nullable(),
    plan: z.object({ steps: z.array(planStep), resolveBy: day }).nullable(),
    /** Asked for and not ruled on yet; `approvals`: how many have agreed so far. */
    extension: participant
      .extend({ deadline: z.string(), until: day, reason: z.string(), approvals: z.int().min(0) })
      .nullable(),
    /** Asked for and not ruled on yet. */
    suspension: participant.extend({ reasonCode: z.string(), reason: z.string() }).nullable(),
    suspendedAt: instant.nullable(),
    outcome: outcome.nullable(),
    satisfaction: satisfaction.nullable(),
  })
  .meta({ id: 'RequestView' });
export type RequestView = z.infer<typeof requestView>;
