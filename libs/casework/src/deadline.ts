import type { CitedDeadline, DeadlineSubject } from './rules';

/** A deadline as it was set for one agency: recorded in an event, so that it never changes with a later calendar. */
export interface Deadline {
  /** Deterministic: `<subject>:<agency>:<round>`. An extension keeps the id and moves `dueAt`. */
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
