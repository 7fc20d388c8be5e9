import { untrack, type Deadline, type TrackedDeadline } from '@sanban/casework';
import type { ExplainedDeadlineView } from '@sanban/contracts';
import { parseInstant, type WorkingCalendar } from '@sanban/working-calendar';
import { explanationOf, type Cause } from './explanation-of';

/** The deadlines that one event names as valid from then on, and what moves those of them that were known. */
export interface NamedDeadlines {
  deadlines: readonly Deadline[];
  /** Absent: they follow the rule or the plan that set them. */
  cause?: Cause;
  /** It sets them where they are not known yet, and moves none: the plan was made in ignorance of an extension. */
  ifNew?: true;
}

export interface Explanation {
  /** As they stand after all events. */
  tracked: readonly TrackedDeadline[];
  calendar: WorkingCalendar;
  /** Milliseconds: an open deadline may be missed by now. */
  now: number;
  /** Since when the clocks stand still: nothing is missed after that. */
  suspendedAt: string | null;
}

/**
 * For each event the deadlines that it set or moved, each with the reason for its date and what became of it. One that
 * an event only repeats (somebody else was reassigned) is not told again.
 */
export function explainedDeadlines(
  named: readonly NamedDeadlines[],
  { tracked, calendar, now, suspendedAt }: Explanation,
): ExplainedDeadlineView[][] {
  const standing = suspendedAt === null ? now : Math.min(now, parseInstant(suspendedAt));
  const due = new Map<string, string>();
  const told = named.map(({ deadlines, cause, ifNew = false }) =>
    deadlines.flatMap((deadline) => {
      const before = due.get(deadline.id) ?? null;
      if (ifNew && before !== null) return [];
      due.set(deadline.id, deadline.dueAt);
      if (before === deadline.dueAt) return [];
      return [{ deadline, explanation: explanationOf(deadline, before, cause ?? null, calendar) }];
    }),
  );
  return told.map((deadlines) =>
    deadlines.map(({ deadline, explanation }) => ({
      deadline: untrack(deadline),
      explanation,
      ...(due.get(deadline.id) === deadline.dueAt
        ? outcomeOf(
            tracked.find(({ id }) => id === deadline.id),
            standing,
          )
        : { outcome: 'moved' as const, metAt: null }),
    })),
  );
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
