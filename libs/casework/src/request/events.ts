import type { Bilingual } from '@sanban/working-calendar';
import type { Deadline } from '../deadline';
import type { AgencyReport } from './report';

/** `<region>/<agency>`, e.g. `530902/finance`. */
export type AgencyId = string;
export type Kind = 'general' | 'complex';
export type PolicyBasis = 'supported' | 'unsupported';
export type Satisfaction = 'satisfied' | 'basicallySatisfied' | 'dissatisfied';

/** Somebody's own words; ours in both languages (in English alone where they were recorded before they had both). */
export type Reason = string | Bilingual;

/** One agency's share of an assignment; `caseFile` is the id of the record that the agency keeps. */
export interface Participant {
  agency: AgencyId;
  caseFile: string;
}

/** What a cooperating agency has said. */
export interface Opinion {
  agency: AgencyId;
  opinion: string;
}

export interface Evidence {
  title: string;
  /** Document number or address where the evidence is kept. */
  reference: string;
}

export interface Outcome {
  /** What was done for the enterprise. */
  summary: string;
  /** solved: 已解决; explained: policy does not allow it, explained to the enterprise; referred: sent to a higher level. */
  result: 'solved' | 'explained' | 'referred';
  evidence: readonly Evidence[];
}

/**
 * `at` (RFC 3339) is when it happened: the command's `now`; for what an agency reports, the moment at which the agency
 * did it, so that a slow bus makes nobody late. The envelope's `recordedAt` is when the office wrote it down.
 */
interface E<Type extends string, Data> {
  type: Type;
  data: Data & { at: string };
}

/** Of a grant. */
interface MayBeReasoned {
  /** Absent in events from before it was kept. */
  reason?: string | null;
}

export type RequestEvent =
  | E<
      'RequestSubmitted',
      {
        request: string;
        region: string;
        programme: string;
        enterprise: { id: string; name: string };
        title: string;
        text: string;
        channel: 'enterprise' | 'office';
        /** Account id of who submitted it. */
        by: string;
        /** Of the office: 即收即交. */
        deadline: Deadline;
      }
    >
  | E<
      'RequestTriaged',
      {
        kind: Kind;
        action: string;
        measures: readonly string[];
        policyBasis: PolicyBasis;
        note: string | null;
        by: string;
      }
    >
  /** 没有政策支撑: the office owes the enterprise research of a policy, not a refusal. */
  | E<'PolicyGapOpened', { policyGap: string; description: string }>
  /** Triaged anew, still without policy support: another policy is missing than was said first. */
  | E<'PolicyGapRevised', { policyGap: string; description: string }>
  /** Triaged anew: policy supports it after all. */
  | E<'PolicyGapWithdrawn', { policyGap: string }>
  | E<
      'RequestAssigned',
      {
        round: number;
        lead: Participant;
        cooperating: readonly Participant[];
        deadlines: readonly Deadline[];
        by: string;
      }
    >
  | E<'CaseFileAccepted', { agency: AgencyId; caseFile: string; by: string }>
  | E<
      'ReturnRequested',
      { agency: AgencyId; caseFile: string; reason: string; suggestedLead: AgencyId | null; by: string }
    >
  /** upheld: the agency is relieved once the office reassigns; rejected: it must go on. */
  | E<'ReturnRuled', { agency: AgencyId; caseFile: string; ruling: 'upheld' | 'rejected'; reason: string; by: string }>
  | E<
      'RequestReassigned',
      {
        round: number;
        lead: Participant;
        cooperating: readonly Participant[];
        /** Case files that end here. */
        withdrawn: readonly Participant[];
        deadlines: readonly Deadline[];
        reason: string;
        by: string;
      }
    >
  /** A cooperating agency whose return was upheld leaves without a reassignment. */
  | E<'CooperationWithdrawn', { agency: AgencyId; caseFile: string }>
  | E<
      'PlanRecorded',
      {
        agency: AgencyId;
        caseFile: string;
        steps: readonly { description: string; dueOn: string }[];
        /** Of the lead: resolve by the plan's date. */
        deadline: Deadline;
        by: string;
      }
    >
  | E<'ProgressRecorded', { agency: AgencyId; caseFile: string; text: string; by: string }>
  | E<'OpinionRecorded', { agency: AgencyId; caseFile: string; opinion: string; by: string }>
  | E<'RequestResolved', { agency: AgencyId; caseFile: string; outcome: Outcome; by: string }>
  | E<'ResolutionVerified', { by: string; note: string | null }>
  | E<
      'ResolutionRejected',
      {
        by: string;
        reason: string;
        /** Of the lead. */
        deadline: Deadline;
        /** Of the cooperating agencies that have not answered; absent in events from before they had any. */
        opinionDeadlines?: readonly Deadline[];
      }
    >
  | E<
      'FollowedUp',
      { satisfaction: Satisfaction; comment: string | null; channel: 'enterprise' | 'office'; by: string }
    >
  /** `ruling`: why a dissatisfied enterprise's request is closed all the same (the department did not cause it); else null. */
  | E<'RequestClosed', { by: string; note: string | null; ruling: string | null }>
  | E<'RequestReopened', { round: number; reason: string; deadlines: readonly Deadline[]; by: string }>
  | E<
      'ExtensionRequested',
      { agency: AgencyId; caseFile: string; deadline: string; until: string; reason: string; by: string }
    >
  | E<'ExtensionApprovalGiven', { deadline: string; by: string } & MayBeReasoned>
  | E<'ExtensionGranted', { agency: AgencyId; caseFile: string; deadline: Deadline; by: string } & MayBeReasoned>
  | E<'ExtensionRefused', { agency: AgencyId; caseFile: string; deadline: string; reason: string; by: string }>
  | E<'SuspensionRequested', { agency: AgencyId; caseFile: string; reasonCode: string; reason: string; by: string }>
  | E<'SuspensionGranted', { agency: AgencyId; caseFile: string; by: string } & MayBeReasoned>
  | E<'SuspensionRefused', { agency: AgencyId; caseFile: string; reason: string; by: string }>
  /** Clocks run again; `deadlines` are the open ones, moved by the time that was suspended. */
  | E<'RequestResumed', { deadlines: readonly Deadline[]; by: string }>
  | E<'DeadlinePassed', { deadline: string; subject: Deadline['subject']; agency: AgencyId; dueAt: string }>
  /** `step`: the rung of the ladder, `<step>@<working days from the deadline>`, e.g. `reminder@-1`. */
  | E<'ReminderIssued', { deadline: string; agency: AgencyId; dueAt: string; step: string; clause: string }>
  | E<
      'SupervisionOrderIssued',
      { deadline: string; agency: AgencyId; dueAt: string; step: string; number: number; clause: string }
    >
  /** An agency said something that the office had already decided otherwise (it was reassigned meanwhile): kept, without effect. */
  | E<
      'ReportSetAside',
      { agency: AgencyId; caseFile: string; report: AgencyReport['type']; reason: Reason; content: AgencyReport }
    >;

/** The data of one type of event. */
export type DataOf<Event extends { type: string; data: unknown }, Type extends Event['type']> = Extract<
  Event,
  { type: Type }
>['data'];
