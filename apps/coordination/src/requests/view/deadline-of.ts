import type { Deadline } from '@sanban/casework';

/** A deadline without what has become of it. */
export const deadlineOf = (deadline: Deadline): Deadline => {
  const { id, subject, agency, rule, startedAt, dueAt, calendarVersion } = deadline;
  return { id, subject, agency, rule, startedAt, dueAt, calendarVersion };
};
