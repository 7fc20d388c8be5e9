import type { TrackedDeadline } from '../deadline';
import type { AgencyId, Kind, Opinion, Outcome, PolicyBasis } from '../request/events';
import type { Plan } from '../request/state';

export type CaseFileStatus =
  | 'open'
  | 'accepted'
  /** Lead: a plan is made. */
  | 'planned'
  /** The agency wants to return it; the office has to rule. */
  | 'returned'
  /** The office agreed; the case file ends with the reassignment. */
  | 'returnUpheld'
  /** Cooperating: the opinion is given. */
  | 'answered'
  /** Lead. */
  | 'resolved'
  | 'verified'
  | 'withdrawn'
  | 'closed';

/** Plain data: it may be cached and written to a snapshot. */
export interface CaseFileRecord {
  status: CaseFileStatus;
  caseFile: string;
  request: string;
  region: string;
  programme: string;
  agency: AgencyId;
  role: 'lead' | 'cooperating';
  round: number;
  lead: AgencyId;
  cooperating: readonly AgencyId[];
  enterprise: { id: string; name: string };
  title: string;
  text: string;
  kind: Kind;
  action: string;
  measures: readonly string[];
  policyBasis: PolicyBasis;
  /** When this agency got it; the time to return it counts from then. */
  assignedAt: string;
  /** This agency's own. */
  deadlines: readonly TrackedDeadline[];
  accepted: boolean;
  /** The office has rejected a return in this round: its ruling is final. */
  returnRejected: boolean;
  /** Of the present round. */
  plan: Plan | null;
  opinion: string | null;
  /** Lead: what cooperating agencies have said. */
  opinions: readonly Opinion[];
  outcome: Outcome | null;
  /** Asked for, not ruled on yet. */
  extension: { deadline: string; until: string; reason: string } | null;
  /** Asked for, not ruled on yet. */
  suspension: { reasonCode: string; reason: string } | null;
  suspended: boolean;
  reminders: readonly { deadline: string; at: string }[];
  supervisionOrders: readonly number[];
}

/** Before the first event. */
export interface NoCaseFile {
  status: 'none';
}

export type CaseFileState = NoCaseFile | CaseFileRecord;
