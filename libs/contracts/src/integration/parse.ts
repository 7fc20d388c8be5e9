import type { z } from 'zod';
import { isDepartmentService, type DepartmentService } from '../services';
import { caseFileFacts, type CaseFileFact, type CaseFileFactData } from './case-file-events';
import { requestFacts, type RequestFact, type RequestFactData } from './request-events';
import { faultsOf, unreadable, type Readable, type Unreadable } from './unreadable';

/** An event of the office, told apart by `fact`. */
export type RequestIntegrationEvent<Only extends RequestFact = RequestFact> = {
  [Fact in Only]: { aggregate: 'request'; service: 'coordination'; fact: Fact; data: RequestFactData<Fact> };
}[Only];

/** A report of an agency, told apart by `fact`. */
export type CaseFileIntegrationEvent<Only extends CaseFileFact = CaseFileFact> = {
  [Fact in Only]: { aggregate: 'case-file'; service: DepartmentService; fact: Fact; data: CaseFileFactData<Fact> };
}[Only];

export type ParsedIntegrationEvent = RequestIntegrationEvent | CaseFileIntegrationEvent;

// Stated by fact, so that the compiler sees which data belongs to which fact.
const requestSchemas: { [Fact in RequestFact]: z.ZodType<RequestFactData<Fact>> } = requestFacts;
const caseFileSchemas: { [Fact in CaseFileFact]: z.ZodType<CaseFileFactData<Fact>> } = caseFileFacts;
const isRequestFact = (fact: string): fact is RequestFact => Object.hasOwn(requestFacts, fact);
const isCaseFileFact = (fact: string): fact is CaseFileFact => Object.hasOwn(caseFileFacts, fact);

function readRequest<Fact extends RequestFact>(
  type: string,
  fact: Fact,
  data: unknown,
): Readable<RequestIntegrationEvent<Fact>> | Unreadable {
  const parsed = requestSchemas[fact].safeParse(data);
  if (!parsed.success) return faultsOf(type, parsed.error);
  const event: RequestIntegrationEvent<Fact> = {
    aggregate: 'request',
    service: 'coordination',
    fact,
    data: parsed.data,
  };
  return { readable: true, event };
}

function readCaseFile<Fact extends CaseFileFact>(
  type: string,
  service: DepartmentService,
  fact: Fact,
  data: unknown,
): Readable<CaseFileIntegrationEvent<Fact>> | Unreadable {
  const parsed = caseFileSchemas[fact].safeParse(data);
  if (!parsed.success) return faultsOf(type, parsed.error);
  const event: CaseFileIntegrationEvent<Fact> = { aggregate: 'case-file', service, fact, data: parsed.data };
  return { readable: true, event };
}

/**
 * Reads a received CloudEvent by the published language. Unknown fields are ignored; an unknown fact or major version
 * is never guessed at but answered as {@link Unreadable}.
 */
export function parseIntegrationEvent(received: {
  type: string;
  data: unknown;
}): Readable<ParsedIntegrationEvent> | Unreadable {
  const { type, data } = received;
  const [, service, aggregate, fact, version] = /^sanban\.([a-z-]+)\.([a-z-]+)\.([a-z-]+)\.v(\d+)$/.exec(type) ?? [];
  if (service === undefined || aggregate === undefined || fact === undefined) {
    return unreadable('unknown-type', `${type} is not a type of this house (sanban.<service>.<aggregate>.<fact>.v<n>)`);
  }
  const known =
    service === 'coordination' && aggregate === 'request'
      ? isRequestFact(fact)
      : isDepartmentService(service) && aggregate === 'case-file' && isCaseFileFact(fact);
  if (!known) return unreadable('unknown-type', `${type}: nobody here knows this fact`);
  if (version !== '1')
    return unreadable('unknown-version', `${type}: version 1 is read here, not ${version ?? 'none'}`);
  if (service === 'coordination' && isRequestFact(fact)) return readRequest(type, fact, data);
  if (isDepartmentService(service) && isCaseFileFact(fact)) return readCaseFile(type, service, fact, data);
  return unreadable('unknown-type', `${type}: nobody here knows this fact`);
}
