import type { FieldFault } from '@sanban/contracts';

/** What the caller is told; `status` and `code` are stable, `detail` names the value and what to do about it. */
export interface ProblemDetails {
  status: number;
  /** End of the problem's `type`, e.g. `unknown-agency`. */
  code: string;
  title: string;
  titleZh: string;
  detail?: string | undefined;
  detailZh?: string | undefined;
  field?: string | undefined;
  suggestion?: string | undefined;
  errors?: readonly FieldFault[] | undefined;
  currentRevision?: number | undefined;
}

/** Answered as problem+json, as it stands. Throw it anywhere below a route; nothing is logged but its code. */
export class ProblemError extends Error {
  constructor(
    readonly problem: ProblemDetails,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(`${problem.code}: ${problem.detail ?? problem.title}`);
    this.name = 'ProblemError';
  }
}
