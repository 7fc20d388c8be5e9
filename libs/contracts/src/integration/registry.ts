import type { z } from 'zod';
import { DEPARTMENT_SERVICES, type DepartmentService } from '../services';
import { caseFileFacts, type CaseFileFact } from './case-file-events';
import { inboundFacts } from './inbound-events';
import { outboundFacts } from './outbound-events';
import { requestFacts, type RequestFact } from './request-events';

export type RequestEventType<Fact extends RequestFact = RequestFact> = `sanban.coordination.request.${Fact}.v1`;
export type CaseFileEventType<Fact extends CaseFileFact = CaseFileFact> =
  `sanban.${DepartmentService}.case-file.${Fact}.v1`;

export const requestEventType = <Fact extends RequestFact>(fact: Fact): RequestEventType<Fact> =>
  `sanban.coordination.request.${fact}.v1`;
export const caseFileEventType = <Fact extends CaseFileFact>(
  service: DepartmentService,
  fact: Fact,
): CaseFileEventType<Fact> => `sanban.${service}.case-file.${fact}.v1`;

/** CloudEvents type → schema of its `data`, for every integration event of the house. */
export const integrationEvents: ReadonlyMap<string, z.ZodType> = new Map<string, z.ZodType>([
  ...Object.entries(requestFacts).map(([fact, schema]): [string, z.ZodType] => [
    `sanban.coordination.request.${fact}.v1`,
    schema,
  ]),
  ...DEPARTMENT_SERVICES.flatMap((service) =>
    Object.entries(caseFileFacts).map(([fact, schema]): [string, z.ZodType] => [
      `sanban.${service}.case-file.${fact}.v1`,
      schema,
    ]),
  ),
]);

/** Likewise, for what is exchanged with other agencies' own systems. */
export const outboundEvents = outside('outbound', outboundFacts);
export const inboundEvents = outside('inbound', inboundFacts);

function outside(direction: string, facts: Record<string, z.ZodType>): ReadonlyMap<string, z.ZodType> {
  return new Map(Object.entries(facts).map(([fact, schema]) => [`sanban.${direction}.${fact}.v1`, schema]));
}

/** Everything that the published language knows, by CloudEvents type. */
export const publishedEvents: ReadonlyMap<string, z.ZodType> = new Map([
  ...integrationEvents,
  ...outboundEvents,
  ...inboundEvents,
]);
