import type { Timeline, TimelineEntry } from '@sanban/contracts';
import { AgencyNames, subjectsOf } from '@sanban/service-kit';
import type { LoadedProgramme } from '@sanban/programme';
import type { CaseFileHistory } from '../handling/case-file-reader';
import { deadlinesOf, namedDeadlines } from './deadlines-of';
import { detailOf, TITLES } from './wording';

/**
 * Everything that happened to one case file, in order, with each deadline's explanation.
 * @param programme of the case file's region; its calendar explains the deadlines
 * @param now milliseconds
 */
export function timelineOf(
  { record, revision, events }: CaseFileHistory,
  programme: LoadedProgramme,
  now: number,
): Timeline {
  const deadlines = deadlinesOf({ record, events }, programme.workingCalendar(), now);
  const names = new AgencyNames(programme);
  const subjectOf = subjectsOf(namedDeadlines(events));
  const entries = events.map((event, index): TimelineEntry => ({
    id: event.id,
    revision: event.revision,
    at: event.data.at,
    type: event.type,
    title: TITLES[event.type],
    detail: detailOf(event, names, subjectOf),
    actor: { agency: event.metadata.actor.agency, role: event.metadata.actor.role },
    deadlines: deadlines[index] ?? [],
  }));
  return { id: record.caseFile, revision, entries };
}
