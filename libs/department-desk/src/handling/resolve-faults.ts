import { ProblemError } from '@sanban/service-kit';

const OUTCOME = 'outcome.';

/**
 * The body of a resolution is the outcome itself: what the command calls `outcome.evidence` is its `evidence`.
 * @throws the error, naming the body's field
 */
export function throwForBody(error: unknown): never {
  if (error instanceof ProblemError && error.problem.field?.startsWith(OUTCOME)) {
    throw new ProblemError({ ...error.problem, field: error.problem.field.slice(OUTCOME.length) }, error.headers);
  }
  throw error;
}
