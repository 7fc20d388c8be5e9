import type { CaseFileEvent, Deadline, TrackedDeadline } from '@sanban/casework';
import type { ExplainedDeadlineView } from '@sanban/contracts';
import { explainDeadline, type WorkingCalendar } from '@sanban/working-calendar';
import { deadlinesOf } from './deadlines-of';

type Outcome = Pick<ExplainedDeadlineView, 'outcome' | 'metAt'>;

/**
 * The deadlines that the event at `index` set or moved, each with the reason for its date and what became of it.
 * @param tracked the case file's deadlines as they stand after all `events`
 * @param calendar by id
 * @param now milliseconds: an open deadline may be missed by now
 */
export function explainedDeadlines(
  events: readonly CaseFileEvent[],
  index: number,
  {
    tracked,
    calendar,
    now,
  }: { tracked: readonly TrackedDeadline[]; calendar: (id: string) => WorkingCalendar; now: number },
): ExplainedDeadlineView[] {
  const event = events[index];
  if (event === undefined) return [];
  const moved = new Set(events.slice(index + 1).flatMap((later) => deadlinesOf(later).map(({ id }) => id)));
  return deadlinesOf(event).map((deadline) => ({
    deadline,
    explanation: explanationOf(deadline, calendar),
    ...(moved.has(deadline.id)
      ? { outcome: 'moved' as const, metAt: null }
      : outcomeOf(
          tracked.find(({ id }) => id === deadline.id),
          now,
        )),
  }));
}

/** Null where no rule of the programme leads to this very date. */
function explanationOf(
  { rule, startedAt, dueAt }: Deadline,
  calendar: (id: string) => WorkingCalendar,
): ExplainedDeadlineView['explanation'] {
  if (rule === null) return null;
  const explained = explainDeadline(rule, startedAt, calendar(rule.calendar));
  if (Date.parse(explained.dueAt) !== Date.parse(dueAt)) return null;
  const runs = explained.runs.map(({ from, to, role, kind, counted, text }) => ({
    from,
    to,
    role,
    kind,
    counted,
    text,
  }));
  return { runs, text: explained.text };
}

/** A deadline of an earlier round is tracked no more: it lapsed. */
function outcomeOf(tracked: TrackedDeadline | undefined, now: number): Outcome {
  if (tracked === undefined || tracked.state === 'lapsed') return { outcome: 'lapsed', metAt: null };
  const due = Date.parse(tracked.dueAt);
  if (tracked.state === 'met' && tracked.metAt !== null) {
    return { outcome: Date.parse(tracked.metAt) < due ? 'met' : 'missed', metAt: tracked.metAt };
  }
  return { outcome: now < due ? 'open' : 'missed', metAt: null };
}
