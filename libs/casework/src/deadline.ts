import type { CitedDeadline, DeadlineSubject } from './rules';

/** A deadline as it was set for one agency: recorded in an event, so that it never changes with a later calendar. */
export interface Deadline {
  /**
   * Deterministic: `<subject>:<agency>:<round>`; a second one of the same round (after a rejected resolution) ends in
   * `.2`. An extension or a suspension keeps the id and moves `dueAt`.
   */
  id: string;
  subject: DeadlineSubject;
  /** Who must meet it. */
  agency: string;
  /** The rule it follows; null where the agency's own plan promised the date. */
  rule: CitedDeadline | null;
  /** RFC 3339 instant from which it counts. */
  startedAt: string;
  /** RFC 3339 instant, exclusive: met if done before it. */
  dueAt: string;
  /** Version of the calendar that computed it. */
  calendarVersion: string;
}

/** A deadline with what has become of it. */
export interface TrackedDeadline extends Deadline {
  /** lapsed: nobody has to meet it any more (reassigned, resolved without it, a new round). */
  state: 'open' | 'met' | 'lapsed';
  metAt: string | null;
  /** When its passing was noted for the present `dueAt`; null: not (yet). */
  passedAt: string | null;
  /** When the present `dueAt` was set. */
  setAt: string;
  /** Rungs of the ladder issued for the present `dueAt`, e.g. `reminder@-1`. */
  issued: readonly string[];
  /** Extensions granted so far. */
  extensions: number;
}
