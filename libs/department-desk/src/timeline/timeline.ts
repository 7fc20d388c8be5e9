import type { Timeline, TimelineEntry } from '@sanban/contracts';
import type { WorkingCalendar } from '@sanban/working-calendar';
import type { CaseFileHistory } from '../handling/case-file-reader';
import { deadlinesOf } from './deadlines-of';
import { detailOf, TITLES } from './wording';

/**
 * Everything that happened to one case file, in order, with each deadline's explanation.
 * @param calendar of the case file's region
 * @param now milliseconds
 */
export function timelineOf(
  { record, revision, events }: CaseFileHistory,
  calendar: WorkingCalendar,
  now: number,
): Timeline {
  const deadlines = deadlinesOf({ record, events }, calendar, now);
  const entries = events.map((event, index): TimelineEntry => ({
    id: event.id,
    revision: event.revision,
    at: event.data.at,
    type: event.type,
    title: TITLES[event.type],
    detail: detailOf(event),
    actor: { agency: event.metadata.actor.agency, role: event.metadata.actor.role },
    deadlines: deadlines[index] ?? [],
  }));
  return { id: record.caseFile, revision, entries };
}
