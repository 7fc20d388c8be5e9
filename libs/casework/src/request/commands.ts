import type { WorkingCalendar } from '@sanban/working-calendar';
import type { Actor } from '../actor';
import type { CaseRules } from '../rules';
import type { AgencyId, Kind, Participant, PolicyBasis, Satisfaction } from './events';
import type { AgencyReport } from './report';

/** What every decision needs: the present, the programme's rules and its calendar. */
interface Given {
  /** RFC 3339. */
  now: string;
  rules: CaseRules;
  calendar: WorkingCalendar;
}

interface Command<Type extends string> extends Given {
  type: Type;
  by: Actor;
}

/** By the enterprise's own account, or by the office on its behalf. */
export interface Submit extends Command<'Submit'> {
  request: string;
  region: string;
  enterprise: { id: string; name: string };
  title: string;
  text: string;
}

/** May be repeated until the request is assigned. */
export interface Triage extends Command<'Triage'> {
  kind: Kind;
  action: string;
  measures: readonly string[];
  policyBasis: PolicyBasis;
  note: string | null;
  /** Needed where `policyBasis` is unsupported; taken once per request. */
  policyGap: { id: string; description: string } | null;
  /** The programme's actions, each with the ids of its measures. */
  actions: Readonly<Record<string, readonly string[]>>;
}

interface Assignment {
  /** A participant whose agency and role stay keeps its case file; `caseFile` is the id of a new one otherwise. */
  lead: Participant;
  cooperating: readonly Participant[];
  /** Every agency that the programme knows. */
  agencies: readonly AgencyId[];
}

export interface Assign extends Command<'Assign'>, Assignment {}

export interface Reassign extends Command<'Reassign'>, Assignment {
  reason: string;
}

/** The office's ruling on a return that an agency asked for. */
export interface RuleReturn extends Command<'RuleReturn'> {
  agency: AgencyId;
  ruling: 'upheld' | 'rejected';
  reason: string;
}

/** By an account of the office that has not handled the request. `failed` needs a note: what is missing. */
export interface Verify extends Command<'Verify'> {
  verdict: 'passed' | 'failed';
  note: string | null;
}

/** By the enterprise, or by the office for it. */
export interface FollowUp extends Command<'FollowUp'> {
  satisfaction: Satisfaction;
  comment: string | null;
}

export interface Close extends Command<'Close'> {
  note: string | null;
  /** Where the enterprise is dissatisfied: why no department caused that. Null: no such ruling. */
  ruling: string | null;
}

export interface Reopen extends Command<'Reopen'> {
  reason: string;
}

/** One office account's word on the extension that is asked for. A refusal needs a reason. */
export interface RuleExtension extends Command<'RuleExtension'> {
  /** Deadline id. */
  deadline: string;
  ruling: 'granted' | 'refused';
  reason: string | null;
}

/** A refusal needs a reason. */
export interface RuleSuspension extends Command<'RuleSuspension'> {
  ruling: 'granted' | 'refused';
  reason: string | null;
}

export type Resume = Command<'Resume'>;

/** Never refused while the request exists: what does not fit any more is set aside. */
export interface RecordReport extends Given {
  type: 'RecordReport';
  report: AgencyReport;
}

/** Given by a timer of `timersOf`; changes nothing where the deadline was met or moved meanwhile. */
export interface Supervise extends Given {
  type: 'Supervise';
  /** Deadline id. */
  deadline: string;
  /** The `dueAt` for which the timer was set. */
  dueAt: string;
  /** `passed`, or a rung of the ladder such as `reminder@-1`. */
  step: string;
}

export type OfficeCommand =
  | Triage
  | Assign
  | RuleReturn
  | Reassign
  | Verify
  | FollowUp
  | Close
  | Reopen
  | RuleExtension
  | RuleSuspension
  | Resume;

export type RequestCommand = Submit | OfficeCommand | RecordReport | Supervise;
