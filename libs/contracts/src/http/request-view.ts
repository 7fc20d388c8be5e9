import { z } from 'zod';
import { deadline, enterprise, kind, outcome, policyBasis, requestStatus, satisfaction } from '../shared/casework';
import { agencyId, instant, regionId, revision, uuid } from '../shared/ids';
import { ledgerParticipant } from './ledger';

/** One agency's clock: how much of the elapsed time is its own, in milliseconds. */
export const agencyClock = z.object({
  agency: agencyId,
  elapsedMs: z.int().min(0),
  running: z.boolean(),
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
    /** Whom the programme names for the action; null before triage. */
    suggestedAssignment: z.object({ leads: z.array(agencyId), cooperating: z.array(agencyId) }).nullable(),
    deadlines: z.array(deadline),
    clocks: z.array(agencyClock),
    outcome: outcome.nullable(),
    satisfaction: satisfaction.nullable(),
  })
  .meta({ id: 'RequestView' });
export type RequestView = z.infer<typeof requestView>;
