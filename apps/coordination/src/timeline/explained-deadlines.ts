import type { Deadline, RequestEvent, TrackedDeadline } from '@sanban/casework';
import type { ExplainedDeadlineView } from '@sanban/contracts';
import { CalendarNotCovered, explainDeadline, parseInstant, type WorkingCalendar } from '@sanban/working-calendar';
import { deadlineOf } from '../requests/view/deadline-of';

/** The deadlines that an event names as valid from then on. */
function deadlinesIn(event: RequestEvent): readonly Deadline[] {
  switch (event.type) {
    case 'RequestAssigned':
    case 'RequestReassigned':
    case 'RequestReopened':
    case 'RequestResumed':
      return event.data.deadlines;
    case 'RequestSubmitted':
    case 'PlanRecorded':
    case 'ResolutionRejected':
    case 'ExtensionGranted':
      return [event.data.deadline];
    default:
      return [];
  }
}

/**
 * For each event the deadlines that it set or moved, each with the reason for its date and what became of it. One that
 * an event only repeats (somebody else was reassigned) is not told again.
 * @param tracked as they stand after all events
 * @param now milliseconds
 */
export function explainedDeadlines(
  events: readonly RequestEvent[],
  tracked: readonly TrackedDeadline[],
  calendar: WorkingCalendar,
  now: number,
): ExplainedDeadlineView[][] {
  const due = new Map<string, string>();
  const set = events.map((event) =>
    deadlinesIn(event).filter(({ id, dueAt }) => {
      const changes = due.get(id) !== dueAt;
      due.set(id, dueAt);
      return changes;
    }),
  );
  return set.map((deadlines) =>
    deadlines.map((deadline) => ({
      deadline: deadlineOf(deadline),
      explanation: explanationOf(deadline, calendar),
      ...(due.get(deadline.id) === deadline.dueAt
        ? outcomeOf(
            tracked.find(({ id }) => id === deadline.id),
            now,
          )
        : { outcome: 'moved' as const, metAt: null }),
    })),
  );
}

/** Null where no rule of the programme leads to this very date. */
function explanationOf({ rule, startedAt, dueAt }: Deadline, calendar: WorkingCalendar) {
  if (rule === null) return null;
  try {
    const explained = explainDeadline(rule, startedAt, calendar);
    if (parseInstant(explained.dueAt) !== parseInstant(dueAt)) return null;
    return { runs: [...explained.runs], text: explained.text };
  } catch (error) {
    if (error instanceof CalendarNotCovered) return null;
    throw error;
  }
}

function outcomeOf(
  tracked: TrackedDeadline | undefined,
  now: number,
): Pick<ExplainedDeadlineView, 'outcome' | 'metAt'> {
  if (tracked === undefined || tracked.state === 'lapsed') {
    return { outcome: tracked?.passedAt ? 'missed' : 'lapsed', metAt: null };
  }
  const end = parseInstant(tracked.dueAt);
  const { metAt } = tracked;
  if (metAt !== null) return { outcome: parseInstant(metAt) < end ? 'met' : 'missed', metAt };
  return { outcome: now < end ? 'open' : 'missed', metAt: null };
}
