import { flatClauses } from '../checks/clauses';
import type { Responsibility } from '../schema/actions';
import type { PackAgency } from '../schema/agencies';
import type { Pack } from '../schema/pack';
import { agencyFinder } from './agency-names';
import { calendarWith } from './calendar';
import type { ActionEntry, AgencyEntry, MechanismEntry, OfficeEntry, ResponsibilityEntry } from './entries';
import type { LoadedProgramme } from './loaded-programme';
import { provenanceOf, type ProgrammeRules, type RuleChain } from './rules';

type ToId = (slug: string) => string;

const agencyEntry = (pack: Pack, { slug, name, printed, aliases, service, note }: PackAgency): AgencyEntry => ({
  id: `${pack.jurisdiction.region}/${slug}`,
  region: pack.jurisdiction.region,
  slug,
  name,
  aliases: [...new Set([...(printed ?? []), ...(aliases ?? [])])].filter((alias) => alias !== name.zh),
  service,
  note: note ?? null,
});

const officeEntry = ({ jurisdiction: { region }, office }: Pack): OfficeEntry => ({
  id: `${region}/${office.slug}`,
  region,
  slug: office.slug,
  name: office.name,
  aliases: office.aliases ?? [],
  service: 'coordination',
  note: null,
  host: `${region}/${office.host}`,
  reading: office.reading,
});

const responsibilityEntry = (of: Responsibility, toId: ToId): ResponsibilityEntry => {
  const ids = (slugs: readonly string[]): string[] => [...new Set(slugs)].map(toId);
  return {
    printed: of.printed,
    leads: ids(of.leads),
    lead: of.lead === null ? null : toId(of.lead),
    reading: of.reading ?? null,
    cooperating: ids(of.cooperating),
    responsible: ids(of.responsible),
    groups: of.groups,
    others: of.others ?? null,
    duplicates: of.duplicates ?? [],
  };
};

/** Builds a programme from a checked pack, its ancestors (nearest first) and its complete rules. */
export const buildProgramme = (
  pack: Pack,
  ancestors: readonly Pack[],
  ruleChain: RuleChain,
  rules: ProgrammeRules,
): LoadedProgramme => {
  const toId: ToId = (slug) => `${pack.jurisdiction.region}/${slug}`;
  const agencies = pack.agencies.map((agency) => agencyEntry(pack, agency));
  const office = officeEntry(pack);
  const mechanism = ({ id, ordinal, clause, name, responsibility }: Pack['mechanisms'][number]): MechanismEntry => ({
    id,
    ordinal,
    clause,
    name,
    ...responsibilityEntry(responsibility, toId),
  });
  const actions = pack.actions.map((action): ActionEntry => ({
    ...mechanism(action),
    planOwners: action.planOwners.map(({ agency, clause }) => ({ agency: toId(agency), clause })),
    implements: (action.implements ?? []).map((id) => ({ programme: pack.parent ?? '', action: id })),
  }));
  const actionById = new Map(actions.map((action) => [action.id, action]));
  const measures = pack.measures.flatMap(({ id, clause, name, text, facts, responsibility, sameAs, reading }) => {
    const action = actionById.get(id.split('/')[0] ?? '');
    if (action === undefined) return [];
    const own = responsibility === undefined ? responsibilityFrom(action) : responsibilityEntry(responsibility, toId);
    const entry = { id, action: action.id, clause, name, text, facts: facts ?? [], responsibility: own };
    return [{ ...entry, sameAs: sameAs ?? null, reading: reading ?? null }];
  });
  const measureById = new Map(measures.map((measure) => [measure.id, measure]));
  const find = agencyFinder([office, ...agencies]);
  const provenance = provenanceOf(ruleChain);
  const calendar = calendarWith([pack, ...ancestors].map((one) => one.calendar));
  return {
    id: pack.id,
    name: pack.name,
    region: pack.jurisdiction.region,
    jurisdiction: pack.jurisdiction,
    parent: pack.parent,
    document: pack.document,
    clauses: flatClauses(pack.document.clauses),
    office,
    agencies,
    groups: pack.groups.map(({ members, reason, ...group }) => ({
      ...group,
      members: members === null ? null : members.map(toId),
      reason: reason ?? null,
    })),
    actions,
    measures,
    mechanisms: pack.mechanisms.map(mechanism),
    provisions: pack.provisions.map(({ facts, duties, ...provision }) => ({
      ...provision,
      mechanism: provision.id.split('/')[0] ?? '',
      facts: facts ?? [],
      duties: duties ?? [],
    })),
    ambiguities: pack.ambiguities,
    notes: pack.notes,
    agency: find,
    agenciesOf: (service) => [office, ...agencies].filter((agency) => agency.service === service),
    action: (id) => actionById.get(id),
    measure: (id) => measureById.get(id),
    measuresOf: (action) => measures.filter((measure) => measure.action === action),
    caseRules: () => rules,
    provenance: () => provenance,
    calendar: pack.calendar.id,
    workingCalendar: () => calendar,
  };
};

const responsibilityFrom = (action: ActionEntry): ResponsibilityEntry => {
  const { printed, leads, lead, reading, cooperating, responsible, groups, others, duplicates } = action;
  return { printed, leads, lead, reading, cooperating, responsible, groups, others, duplicates };
};
