import type { WorkingCalendar } from '@sanban/working-calendar';
import type { Bilingual } from '../schema/common';
import type { Clause, ProgrammeDocument } from '../schema/document';
import type { Jurisdiction } from '../schema/jurisdiction';
import type { Ambiguity, Note } from '../schema/readings';
import type {
  ActionEntry,
  AgencyEntry,
  GroupEntry,
  MeasureEntry,
  MechanismEntry,
  OfficeEntry,
  ProvisionEntry,
  ServingService,
} from './entries';
import type { ProgrammeRules, RuleProvenance } from './rules';

/** A programme that has been checked and put together with what it inherits. Immutable. */
export interface LoadedProgramme {
  /** e.g. `linxiang-2022`. */
  readonly id: string;
  readonly name: Bilingual;
  /** Region code, e.g. `530902`. */
  readonly region: string;
  readonly jurisdiction: Jurisdiction;
  /** Id of the parent jurisdiction's programme. */
  readonly parent: string | null;
  readonly document: ProgrammeDocument;
  /** All clauses, in printed order. */
  readonly clauses: readonly Clause[];
  readonly office: OfficeEntry;
  /** Departments, without the office, in the pack's order. */
  readonly agencies: readonly AgencyEntry[];
  readonly groups: readonly GroupEntry[];
  readonly actions: readonly ActionEntry[];
  readonly measures: readonly MeasureEntry[];
  readonly mechanisms: readonly MechanismEntry[];
  readonly provisions: readonly ProvisionEntry[];
  readonly ambiguities: readonly Ambiguity[];
  readonly notes: readonly Note[];
  /** By id, slug, name, printed name or alias; the office included. */
  agency(reference: string): AgencyEntry | undefined;
  agenciesOf(service: ServingService): readonly AgencyEntry[];
  action(id: string): ActionEntry | undefined;
  measure(id: string): MeasureEntry | undefined;
  measuresOf(action: string): readonly MeasureEntry[];
  /** Complete rules, inheritance resolved; fits casework's `CaseRules`. */
  caseRules(): ProgrammeRules;
  /** Where each rule comes from. */
  provenance(): readonly RuleProvenance[];
  /** Id of the calendar by which working days count. */
  readonly calendar: string;
  /** That calendar, with the years and days that the programme and its ancestors supply. */
  workingCalendar(): WorkingCalendar;
}
