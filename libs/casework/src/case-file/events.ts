import type { Deadline } from '../deadline';
import type { AgencyId, Kind, Opinion, Outcome, PolicyBasis, Reason } from '../request/events';

/** `at` (RFC 3339) is when it happened: the command's `now`; for what the office decided, the moment of its decision. */
interface E<Type extends string, Data = unknown> {
  type: Type;
  data: Data & { at: string };
}

/** Of what a reopening takes back. */
interface InRound {
  /** Of the case file; absent in events from before it was recorded. */
  round?: number;
}

/** An agency's own record of its part of a request. What the office decides arrives as an integration event. */
export type CaseFileEvent =
  | E<
      'CaseFileOpened',
      {
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
        deadlines: readonly Deadline[];
        assignedAt: string;
        /** To a lead that takes over: what has been said already. Absent in events from before it was recorded. */
        opinions?: readonly Opinion[];
      }
    >
  | E<'CaseFileAccepted', { by: string }>
  | E<'CaseFileReturned', { reason: string; suggestedLead: AgencyId | null; by: string } & InRound>
  | E<'ReturnUpheld', { reason: string }>
  | E<'ReturnRejected', { reason: string }>
  /** Lead only; the complex kind cannot be resolved without. `resolveBy` is the plan's own date. */
  | E<
      'PlanMade',
      { steps: readonly { description: string; dueOn: string }[]; resolveBy: string; deadline: Deadline; by: string }
    >
  | E<'ProgressReported', { text: string; by: string }>
  /** Cooperating only: 协办意见. */
  | E<'OpinionGiven', { opinion: string; by: string } & InRound>
  /** Lead only: a cooperating agency's opinion has come. */
  | E<'OpinionReceived', { agency: AgencyId; opinion: string }>
  | E<'CaseFileResolved', { outcome: Outcome; by: string }>
  /** The lead does it anew; a cooperating agency that has not answered owes its opinion anew. `deadline` is its own. */
  | E<'ResolutionRejected', { reason: string; deadline: Deadline }>
  | E<'ResolutionVerified'>
  | E<'ExtensionRequested', { deadline: string; until: string; reason: string; by: string }>
  | E<'ExtensionGranted', { deadline: Deadline }>
  | E<'ExtensionRefused', { deadline: string; reason: string }>
  | E<'SuspensionRequested', { reasonCode: string; reason: string; by: string }>
  | E<'Suspended'>
  | E<'SuspensionRefused', { reason: string }>
  | E<'Resumed', { deadlines: readonly Deadline[] }>
  | E<'Reminded', { deadline: string; dueAt: string }>
  | E<'SupervisionOrderReceived', { deadline: string; dueAt: string; number: number }>
  /** The office reassigned, this case file stays: who else works on the request now. */
  | E<'ParticipantsChanged', { lead: AgencyId; cooperating: readonly AgencyId[] }>
  /** The office reassigned: this agency's part ends without a result. */
  | E<'CaseFileWithdrawn', { reason: Reason }>
  | E<'CaseFileClosed'>
  | E<'CaseFileReopened', { round: number; reason: string; deadlines: readonly Deadline[] }>;
