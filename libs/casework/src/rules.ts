import type { DeadlineRule } from '@sanban/working-calendar';

/** Where a rule stands in its document, e.g. `二（二）`; `practice` where the document is silent and custom fills in. */
export type Clause = string;

export type CitedDeadline = DeadlineRule & { clause: Clause };

/** One rung of the ladder of supervision: what is issued, and how long before or after the deadline. */
export interface LadderStep {
  step: 'reminder' | 'supervisionOrder';
  /** Which deadlines it watches; absent: all of them. */
  subjects?: readonly DeadlineSubject[];
  /** Working days; negative: before the deadline, 0: the moment it passes, positive: after it. */
  workingDays: number;
  clause: Clause;
}

export type DeadlineSubject = 'assign' | 'plan' | 'resolve' | 'opinion';

/** What the deciders need of a programme. Parsed from the pack; never written in code. */
export interface CaseRules {
  programme: string;
  /** The office's own deadline to assign, from submission (即收即交即办). */
  assign: CitedDeadline;
  /** General requests: resolved within, from assignment. */
  general: { resolve: CitedDeadline };
  /** Complex requests: a plan within, from assignment; the plan's own date is then the deadline to resolve. */
  complex: { plan: CitedDeadline };
  /** A cooperating agency's opinion, from assignment. */
  opinion: CitedDeadline;
  /** A case file may be returned until then, from assignment. */
  return: CitedDeadline;
  ladder: readonly LadderStep[];
  extension: {
    /** To be asked for at least so many working days before the deadline. */
    workingDaysBefore: number;
    /** Approvals (by different people) that the 1st, 2nd … extension needs; no entry: not allowed any more. */
    approvals: readonly number[];
    clause: Clause;
  };
  suspension: { reasons: readonly string[]; clause: Clause };
}
