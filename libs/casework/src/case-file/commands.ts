import type { WorkingCalendar } from '@sanban/working-calendar';
import type { Actor } from '../actor';
import type { AgencyId, Outcome } from '../request/events';
import type { CaseRules } from '../rules';
import type { OfficeDecision } from './office-decision';

/** A command of the agency's own people. */
interface Command<Type extends string> {
  type: Type;
  /** RFC 3339. */
  now: string;
  by: Actor;
  rules: CaseRules;
  calendar: WorkingCalendar;
}

export type Accept = Command<'Accept'>;

export interface Return extends Command<'Return'> {
  reason: string;
  suggestedLead: AgencyId | null;
}

/** Lead only. The last step's date is when it will be resolved. */
export interface MakePlan extends Command<'MakePlan'> {
  steps: readonly { description: string; /** `YYYY-MM-DD` */ dueOn: string }[];
}

export interface ReportProgress extends Command<'ReportProgress'> {
  text: string;
}

/** Cooperating only. */
export interface GiveOpinion extends Command<'GiveOpinion'> {
  opinion: string;
}

/** Lead only. */
export interface Resolve extends Command<'Resolve'> {
  outcome: Outcome;
}

/** Lead only. */
export interface RequestExtension extends Command<'RequestExtension'> {
  /** Deadline id. */
  deadline: string;
  /** `YYYY-MM-DD`, the new last day: a working day. */
  until: string;
  reason: string;
}

/** Lead only. */
export interface RequestSuspension extends Command<'RequestSuspension'> {
  /** One of the programme's. */
  reasonCode: string;
  reason: string;
}

/**
 * The office decided something about the request: give it to every case file that it names (in `participants`,
 * `withdrawn` or `caseFile`), in the order of the office. Never refused; a repetition changes nothing.
 */
export interface MirrorOffice {
  type: 'MirrorOffice';
  /** The id of this case file: its stream may be empty still. */
  caseFile: string;
  decision: OfficeDecision;
}

export type AgencyCommand =
  Accept | Return | MakePlan | ReportProgress | GiveOpinion | Resolve | RequestExtension | RequestSuspension;

export type CaseFileCommand = AgencyCommand | MirrorOffice;
