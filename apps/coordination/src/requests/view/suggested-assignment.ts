import type { RequestRecord } from '@sanban/casework';
import type { RequestView } from '@sanban/contracts';
import type { LoadedProgramme, ResponsibilityEntry } from '@sanban/programme';

type Suggested = NonNullable<RequestView['suggestedAssignment']>;

/** What the document says of the request's measures, else of its action. */
export function suggestedAssignment(
  { triage }: RequestRecord,
  programme: LoadedProgramme | undefined,
): RequestView['suggestedAssignment'] {
  if (triage === null || programme === undefined) return null;
  const named = triage.measures.flatMap((id) => programme.measure(id)?.responsibility ?? []);
  const responsible = named[0] ?? programme.action(triage.action);
  return responsible === undefined ? null : assignmentBy(responsible);
}

/** The default lead first; whoever else is named, cooperates. */
function assignmentBy({ lead, leads, cooperating, responsible }: ResponsibilityEntry): Suggested {
  const ordered = [...new Set([...(lead === null ? [] : [lead]), ...leads])];
  const others = new Set([...cooperating, ...responsible]);
  return { leads: ordered, cooperating: [...others].filter((agency) => !ordered.includes(agency)) };
}
