import { z } from 'zod';
import { deadline, enterprise, kind, opinion, policyBasis, role } from '../shared/casework';
import { actionId, agencyId, instant, measureId, regionId, revision, uuid } from '../shared/ids';
import { caseFileFacts } from './case-file-events';

/** In every event but `rejected`. */
const common = {
  request: uuid,
  caseFile: uuid,
  /** Whose case file it is: the agency that this is said to. */
  agency: agencyId,
  /** Of the case file after this event. */
  revision,
  at: instant,
};

/**
 * What an agency's own system is told, on its outbound topic or by webhook: everything that happens to the agency's case
 * files, `sanban.outbound.<fact>.v1`. What the agency itself did comes too, whether its system or its people did it.
 */
export const outboundFacts = {
  assigned: z.object({
    ...common,
    role,
    round: z.int().min(1),
    lead: agencyId,
    cooperating: z.array(agencyId),
    region: regionId,
    programme: z.string().min(1),
    enterprise,
    title: z.string(),
    text: z.string(),
    kind,
    action: actionId,
    measures: z.array(measureId),
    policyBasis,
    /** This agency's own. */
    deadlines: z.array(deadline),
    /** To a lead that takes over, what has been said already; absent where nothing was. */
    opinions: z.array(opinion).optional(),
  }),
  ...caseFileFacts,
  'return-upheld': z.object({ ...common, reason: z.string() }),
  'return-rejected': z.object({ ...common, reason: z.string() }),
  /** To the lead: `from` has answered. */
  'opinion-received': z.object({ ...common, from: agencyId, opinion: z.string() }),
  'resolution-rejected': z.object({ ...common, reason: z.string(), deadline }),
  'resolution-verified': z.object(common),
  'extension-granted': z.object({ ...common, deadline }),
  'extension-refused': z.object({ ...common, deadline: z.string(), reason: z.string() }),
  suspended: z.object(common),
  'suspension-refused': z.object({ ...common, reason: z.string() }),
  resumed: z.object({ ...common, deadlines: z.array(deadline) }),
  reminded: z.object({ ...common, deadline: z.string(), dueAt: instant }),
  'supervision-ordered': z.object({ ...common, deadline: z.string(), dueAt: instant, number: z.int().min(1) }),
  'participants-changed': z.object({ ...common, lead: agencyId, cooperating: z.array(agencyId) }),
  withdrawn: z.object({ ...common, reason: z.string() }),
  closed: z.object(common),
  reopened: z.object({ ...common, round: z.int().min(1), reason: z.string(), deadlines: z.array(deadline) }),
  /** A message on the inbound topic changed nothing. It lies in the dead letters; send it corrected, with a new id. */
  rejected: z.object({
    agency: agencyId,
    /** Its CloudEvents id and type; where it was no CloudEvent, `topic/partition/offset` and null. */
    message: z.string(),
    messageType: z.string().nullable(),
    /** Stable: one of docs/integration.md. */
    code: z.string(),
    reason: z.string(),
    /** The field of `data` at fault, where it is one. */
    field: z.string().nullable(),
    at: instant,
  }),
};

export type OutboundFact = keyof typeof outboundFacts;
export type OutboundFactData<Fact extends OutboundFact> = z.infer<(typeof outboundFacts)[Fact]>;
export const outboundEventType = <Fact extends OutboundFact>(fact: Fact): `sanban.outbound.${Fact}.v1` =>
  `sanban.outbound.${fact}.v1`;
