import type { TrackedDeadline } from '../deadline';
import type { AgencyId, Kind, Opinion, Outcome, Participant, PolicyBasis, Satisfaction } from './events';

export type RequestStatus =
  | 'submitted'
  | 'triaged'
  | 'assigned'
  /** The lead has accepted. */
  | 'handling'
  /** The lead wants to return it; the office has to rule. */
  | 'returnRequested'
  /** The office agreed; the lead stays the lead until the request is reassigned. */
  | 'returnUpheld'
  | 'resolved'
  | 'verified'
  | 'followedUp'
  | 'closed';

export interface ParticipantState extends Participant {
  role: 'lead' | 'cooperating';
  /** In which its part began, or began anew: that of its case file. */
  round: number;
  accepted: boolean;
  /** A return that the office has still to rule on, or has upheld. */
  returning: { reason: string; suggestedLead: AgencyId | null; upheld: boolean } | null;
  opinion: string | null;
}

/** The lead's time on the clock; `to` null while it runs. */
export interface ClockSegment {
  agency: AgencyId;
  from: string;
  to: string | null;
}

export interface Plan {
  steps: readonly { description: string; dueOn: string }[];
  /** `YYYY-MM-DD` */
  resolveBy: string;
}

export interface PendingExtension extends Participant {
  deadline: string;
  /** `YYYY-MM-DD`, the new last day. */
  until: string;
  reason: string;
  /** Account ids of who has agreed so far. */
  approvals: readonly string[];
}

export interface PendingSuspension extends Participant {
  reasonCode: string;
  reason: string;
}

/** Plain data: it may be cached and written to a snapshot. */
export interface RequestRecord {
  status: RequestStatus;
  request: string;
  region: string;
  programme: string;
  enterprise: { id: string; name: string };
  title: string;
  text: string;
  channel: 'enterprise' | 'office';
  submittedAt: string;
  triage: {
    kind: Kind;
    action: string;
    measures: readonly string[];
    policyBasis: PolicyBasis;
    note: string | null;
  } | null;
  /** The open one. */
  policyGap: { id: string; description: string } | null;
  /** 0 before the assignment; then 1, and one more with each reassignment and reopening. */
  round: number;
  /** The lead first; empty before the assignment. */
  participants: readonly ParticipantState[];
  /** Case files that ended without a result. */
  withdrawn: readonly Participant[];
  deadlines: readonly TrackedDeadline[];
  /** Of the present round. */
  plan: Plan | null;
  outcome: Outcome | null;
  followUp: { satisfaction: Satisfaction; comment: string | null } | null;
  extension: PendingExtension | null;
  suspension: PendingSuspension | null;
  /** Since when the clocks stand still; null: they run. */
  suspendedAt: string | null;
  supervisionOrders: number;
  /** Account ids of everybody who handled it at an agency, in any round: none of them may verify. */
  handlers: readonly string[];
  segments: readonly ClockSegment[];
}

/** Before the first event. */
export interface NoRequest {
  status: 'none';
}

export type RequestState = NoRequest | RequestRecord;

/** What the present cooperating agencies have said in this round. */
export const opinionsOf = ({ participants }: RequestRecord): Opinion[] =>
  participants.flatMap(({ agency, opinion }) => (opinion === null ? [] : [{ agency, opinion }]));

export const leadOf = (state: RequestRecord): ParticipantState | undefined =>
  state.participants.find((participant) => participant.role === 'lead');
