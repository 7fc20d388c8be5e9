import type { CaseFileEvent, CaseFileRecord, Deadline } from '@sanban/casework';
import type { ExplainedDeadlineView } from '@sanban/contracts';
import { explainedDeadlines } from '@sanban/service-kit';
import type { WorkingCalendar } from '@sanban/working-calendar';

/**
 * For each event of a case file the deadlines that it set or moved, explained.
 * @param calendar by id, of the case file's region
 * @param now milliseconds
 */
export function deadlinesOf(
  { record, events }: { record: CaseFileRecord; events: readonly CaseFileEvent[] },
  calendar: (id: string) => WorkingCalendar,
  now: number,
): ExplainedDeadlineView[][] {
  const suspension = events.filter(({ type }) => type === 'Suspended').at(-1);
  return explainedDeadlines(events.map(named), {
    tracked: record.deadlines,
    calendar,
    now,
    suspendedAt: record.suspended ? (suspension?.data.at ?? null) : null,
  });
}

/** The deadlines that an event names as valid from then on. */
function named(event: CaseFileEvent): readonly Deadline[] {
  switch (event.type) {
    case 'CaseFileOpened':
    case 'Resumed':
    case 'CaseFileReopened':
      return event.data.deadlines;
    case 'PlanMade':
    case 'ResolutionRejected':
    case 'ExtensionGranted':
      return [event.data.deadline];
    default:
      return [];
  }
}
