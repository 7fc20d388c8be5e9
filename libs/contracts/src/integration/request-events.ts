import { z } from 'zod';
import { deadline, enterprise, kind, opinion, participant, policyBasis, role } from '../shared/casework';
import { account, actionId, agencyId, instant, measureId, regionId, revision, uuid } from '../shared/ids';

/** In every event of the office: `participants` are all current case files, so that a service knows what is its own. */
const common = {
  request: uuid,
  /** Of the request after this event. */
  revision,
  participants: z.array(z.object({ agency: agencyId, caseFile: uuid, role })),
  at: instant,
};
const part = { agency: agencyId, caseFile: uuid };

const assignment = {
  round: z.int().min(1),
  region: regionId,
  programme: z.string().min(1),
  enterprise,
  title: z.string(),
  text: z.string(),
  kind,
  action: actionId,
  measures: z.array(measureId),
  policyBasis,
  deadlines: z.array(deadline),
  by: account,
};

/**
 * What the office says on {@link REQUEST_TOPIC}: `sanban.coordination.request.<fact>.v1`.
 * Fields may be added within a version; readers ignore what they do not know.
 */
export const requestFacts = {
  assigned: z.object({ ...common, ...assignment }),
  reassigned: z.object({
    ...common,
    ...assignment,
    withdrawn: z.array(participant),
    reason: z.string(),
    /** What staying cooperating agencies have said, for a lead that takes over; absent in events from before it was told. */
    opinions: z.array(opinion).optional(),
  }),
  'return-ruled': z.object({ ...common, ...part, ruling: z.enum(['upheld', 'rejected']), reason: z.string() }),
  'cooperation-withdrawn': z.object({ ...common, ...part }),
  'opinion-recorded': z.object({ ...common, ...part, opinion: z.string() }),
  'resolution-verified': z.object(common),
  'resolution-rejected': z.object({
    ...common,
    reason: z.string(),
    /** Of the lead. */
    deadline,
    /** Of the cooperating agencies that have not answered; absent in events from before they had any. */
    opinionDeadlines: z.array(deadline).optional(),
  }),
  'extension-granted': z.object({ ...common, ...part, deadline }),
  'extension-refused': z.object({ ...common, ...part, deadline: z.string(), reason: z.string() }),
  'suspension-granted': z.object({ ...common, ...part }),
  'suspension-refused': z.object({ ...common, ...part, reason: z.string() }),
  resumed: z.object({ ...common, deadlines: z.array(deadline) }),
  'reminder-issued': z.object({ ...common, agency: agencyId, deadline: z.string(), dueAt: instant }),
  'supervision-order-issued': z.object({
    ...common,
    agency: agencyId,
    deadline: z.string(),
    dueAt: instant,
    /** Which order of this request it is, from 1. */
    number: z.int().min(1),
  }),
  closed: z.object(common),
  reopened: z.object({ ...common, round: z.int().min(1), reason: z.string(), deadlines: z.array(deadline) }),
};

export type RequestFact = keyof typeof requestFacts;
export type RequestFactData<Fact extends RequestFact> = z.infer<(typeof requestFacts)[Fact]>;
