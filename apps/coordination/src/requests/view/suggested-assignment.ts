import type { RequestRecord } from '@sanban/casework';
import type { RequestView } from '@sanban/contracts';
import type { LoadedProgramme, ResponsibilityEntry } from '@sanban/programme';

type Suggested = NonNullable<RequestView['suggestedAssignment']>;
type Bracket = Pick<ResponsibilityEntry, 'lead' | 'leads' | 'cooperating' | 'responsible'>;

/** What the document says of the request's measures together, else of its action. */
export function suggestedAssignment(
  { triage }: Pick<RequestRecord, 'triage'>,
  programme: LoadedProgramme | undefined,
): RequestView['suggestedAssignment'] {
  if (triage === null || programme === undefined) return null;
  const named = triage.measures.flatMap((id) => programme.measure(id)?.responsibility ?? []);
  const action = programme.action(triage.action);
  if (named.length > 0) return assignmentBy(named);
  return action === undefined ? null : assignmentBy([action]);
}

/** The leads of the first bracket that prints any lead, its default lead first; whoever else is named, cooperates. */
function assignmentBy(brackets: readonly Bracket[]): Suggested {
  const leads = brackets.map(leadsOf).find((of) => of.length > 0) ?? [];
  const named = new Set(
    brackets.flatMap((bracket) => [...leadsOf(bracket), ...bracket.cooperating, ...bracket.responsible]),
  );
  return { leads, cooperating: [...named].filter((agency) => !leads.includes(agency)) };
}

const leadsOf = ({ lead, leads }: Bracket): string[] => [...new Set([...(lead === null ? [] : [lead]), ...leads])];
