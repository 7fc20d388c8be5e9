import type { Responsibility } from '../schema/actions';
import type { DEPARTMENT_SERVICES } from '../schema/agencies';
import type { Bilingual } from '../schema/common';
import type { Fact } from '../schema/facts';
import type { PackProvision } from '../schema/measures';

export type DepartmentService = (typeof DEPARTMENT_SERVICES)[number];
export type ServingService = DepartmentService | 'coordination';

/** A department in a region. */
export interface AgencyEntry {
  /** `<region>/<slug>`, e.g. `530902/finance`. */
  id: string;
  region: string;
  slug: string;
  name: Bilingual;
  /** Every other name by which it is found. */
  aliases: readonly string[];
  /** Which service keeps its case files; `coordination` for the office alone. */
  service: ServingService;
  note: Bilingual | null;
}

export interface OfficeEntry extends AgencyEntry {
  /** Id of the agency that houses it. */
  host: string;
  reading: Bilingual;
}

export interface GroupEntry {
  id: string;
  name: Bilingual;
  printed: readonly string[];
  /** Agency ids; null where the document does not name them (`reason` says so). */
  members: readonly string[] | null;
  reason: Bilingual | null;
}

/** Who answers for it; all agencies as ids, each once. */
export interface ResponsibilityEntry {
  /** The bracket as printed; null where none is. */
  printed: string | null;
  leads: readonly string[];
  /** The lead that an assignment takes by default; null where the document leaves it to the office. */
  lead: string | null;
  reading: Bilingual | null;
  cooperating: readonly string[];
  responsible: readonly string[];
  /** Ids of groups. */
  groups: readonly string[];
  /** Printed words that leave the list open, e.g. `等单位`. */
  others: string | null;
  duplicates: NonNullable<Responsibility['duplicates']>;
}

export interface MechanismEntry extends ResponsibilityEntry {
  id: string;
  ordinal: string;
  clause: string;
  name: Bilingual;
}

export interface ActionEntry extends MechanismEntry {
  planOwners: readonly { agency: string; clause: string }[];
  /** Actions of the parent programme that it carries out. */
  implements: readonly { programme: string; action: string }[];
}

export interface MeasureEntry {
  /** `<action>/<nn>`. */
  id: string;
  action: string;
  clause: string;
  name: Bilingual;
  /** Verbatim, without whitespace. */
  text: string;
  facts: readonly Fact[];
  /** Its own bracket where the document prints one, else the action's. */
  responsibility: ResponsibilityEntry;
  sameAs: string | null;
  /** Why it is the same. */
  reading: Bilingual | null;
}

export interface ProvisionEntry {
  /** `<mechanism>/<nn>`. */
  id: string;
  mechanism: string;
  clause: string;
  name: Bilingual;
  text: string;
  facts: readonly Fact[];
  duties: NonNullable<PackProvision['duties']>;
}
