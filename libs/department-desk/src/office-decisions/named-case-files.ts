import type { OfficeDecision } from '@sanban/casework';
import type { RequestIntegrationEvent } from '@sanban/contracts';

/** One agency's case file that a decision of the office concerns. */
export interface NamedCaseFile {
  agency: string;
  caseFile: string;
}

/** The office's event as the decider of case files takes it. */
export function decisionOf({ fact, data }: RequestIntegrationEvent): OfficeDecision {
  // Narrowed by `fact`, which the parser set together with the schema of `data`.
  return { type: fact, ...data } as OfficeDecision;
}

/** All case files that hear of it: those that the request has afterwards, and those that end with it. */
export function namedCaseFiles(decision: OfficeDecision): NamedCaseFile[] {
  const named = new Map<string, NamedCaseFile>();
  const name = ({ agency, caseFile }: NamedCaseFile) => named.set(caseFile, { agency, caseFile });
  decision.participants.forEach(name);
  if ('withdrawn' in decision) decision.withdrawn.forEach(name);
  if ('caseFile' in decision) name(decision);
  return [...named.values()];
}
