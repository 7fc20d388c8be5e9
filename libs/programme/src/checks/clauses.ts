import type { Clause } from '../schema/document';

/** The clauses of a document in printed order. */
export const flatClauses = (clauses: readonly Clause[]): Clause[] =>
  clauses.flatMap((clause) => [clause, ...flatClauses(clause.clauses ?? [])]);
