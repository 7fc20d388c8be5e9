/** Unit in which a deadline counts. `day` and `hour` run through holidays; `workingDay` does not. */
export type DeadlineUnit = 'workingDay' | 'day' | 'hour';

/** The fact from which a deadline counts. */
export type DeadlineStart = 'submitted' | 'assigned' | 'planned' | 'resolved' | 'verified' | 'due';

/**
 * A deadline as data (DESIGN, Time): `amount` units after `start`. The day of the start itself does not count;
 * a deadline in days ends with the last day (24:00 in Asia/Shanghai). `amount` 0 in working days means: before the
 * day of the start ends or, where that is no working day, before the next working day ends.
 */
export interface DeadlineRule {
  /** Calendar id, e.g. `cn`. */
  calendar: string;
  unit: DeadlineUnit;
  /** Whole number ≥ 0. */
  amount: number;
  start: DeadlineStart;
}
