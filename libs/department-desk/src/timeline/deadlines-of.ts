import type { CaseFileEvent, CaseFileRecord } from '@sanban/casework';
import type { ExplainedDeadlineView } from '@sanban/contracts';
import { explainedDeadlines, type NamedDeadlines } from '@sanban/service-kit';
import type { WorkingCalendar } from '@sanban/working-calendar';
import { suspendedSince } from '../case-files/case-file-line';

/**
 * For each event of a case file the deadlines that it set or moved, explained.
 * @param calendar of the case file's region
 * @param now milliseconds
 */
export function deadlinesOf(
  { record, events }: { record: CaseFileRecord; events: readonly CaseFileEvent[] },
  calendar: WorkingCalendar,
  now: number,
): ExplainedDeadlineView[][] {
  return explainedDeadlines(namedDeadlines(events), {
    tracked: record.deadlines,
    calendar,
    now,
    suspendedAt: suspendedSince(record, events),
  });
}

export const namedDeadlines = (events: readonly CaseFileEvent[]): NamedDeadlines[] => events.map(named);

/** How many approved an extension is the office's to know. */
function named(event: CaseFileEvent): NamedDeadlines {
  switch (event.type) {
    case 'CaseFileOpened':
    case 'CaseFileReopened':
      return { deadlines: event.data.deadlines };
    case 'Resumed':
      return { deadlines: event.data.deadlines, cause: 'suspension' };
    case 'PlanMade':
      return { deadlines: [event.data.deadline], ifNew: true };
    case 'ResolutionRejected':
      return { deadlines: [event.data.deadline] };
    case 'ExtensionGranted':
      return { deadlines: [event.data.deadline], cause: { extension: { approvals: null } } };
    default:
      return { deadlines: [] };
  }
}
