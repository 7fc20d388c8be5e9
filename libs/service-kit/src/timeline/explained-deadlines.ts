import { untrack, type Deadline, type TrackedDeadline } from '@sanban/casework';
import type { ExplainedDeadlineView } from '@sanban/contracts';
import { CalendarNotCovered, explainDeadline, parseInstant, type WorkingCalendar } from '@sanban/working-calendar';

export interface Explanation {
  /** As they stand after all events. */
  tracked: readonly TrackedDeadline[];
  /** By id. */
  calendar: (id: string) => WorkingCalendar;
  /** Milliseconds: an open deadline may be missed by now. */
  now: number;
  /** Since when the clocks stand still: nothing is missed after that. */
  suspendedAt: string | null;
}

/**
 * For each event the deadlines that it set or moved, each with the reason for its date and what became of it. One that
 * an event only repeats (somebody else was reassigned) is not told again.
 * @param named the deadlines that each event names as valid from then on
 */
export function explainedDeadlines(
  named: readonly (readonly Deadline[])[],
  { tracked, calendar, now, suspendedAt }: Explanation,
): ExplainedDeadlineView[][] {
  const standing = suspendedAt === null ? now : Math.min(now, parseInstant(suspendedAt));
  const due = new Map<string, string>();
  const set = named.map((deadlines) =>
    deadlines.filter(({ id, dueAt }) => {
      const changes = due.get(id) !== dueAt;
      due.set(id, dueAt);
      return changes;
    }),
  );
  return set.map((deadlines) =>
    deadlines.map((deadline) => ({
      deadline: untrack(deadline),
      explanation: explanationOf(deadline, calendar),
      ...(due.get(deadline.id) === deadline.dueAt
        ? outcomeOf(
            tracked.find(({ id }) => id === deadline.id),
            standing,
          )
        : { outcome: 'moved' as const, metAt: null }),
    })),
  );
}

/** Null where no rule of the programme leads to this very date. */
function explanationOf({ rule, startedAt, dueAt }: Deadline, calendar: Explanation['calendar']) {
  if (rule === null) return null;
  try {
    const explained = explainDeadline(rule, startedAt, calendar(rule.calendar));
    if (parseInstant(explained.dueAt) !== parseInstant(dueAt)) return null;
    return { runs: [...explained.runs], text: explained.text };
  } catch (error) {
    if (error instanceof CalendarNotCovered) return null;
    throw error;
  }
}

/** A deadline of an earlier round is tracked no more: it lapsed. */
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
