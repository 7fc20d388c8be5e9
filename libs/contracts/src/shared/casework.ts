import type {
  CaseFileStatus,
  Deadline,
  Evidence,
  Kind,
  Opinion,
  Outcome,
  Participant,
  PolicyBasis,
  RequestStatus,
  Satisfaction,
} from '@sanban/casework';
import { z } from 'zod';
import { agencyId, day, instant, uuid } from './ids';
import { line, LIMITS, text } from './text';

/** `satisfies` holds each schema to the domain's own type. */
export const kind = z.enum(['general', 'complex']) satisfies z.ZodType<Kind>;
export const policyBasis = z.enum(['supported', 'unsupported']) satisfies z.ZodType<PolicyBasis>;
export const satisfaction = z.enum([
  'satisfied',
  'basicallySatisfied',
  'dissatisfied',
]) satisfies z.ZodType<Satisfaction>;
export const requestStatus = z.enum([
  'submitted',
  'triaged',
  'assigned',
  'handling',
  'returnRequested',
  'returnUpheld',
  'resolved',
  'verified',
  'followedUp',
  'closed',
]) satisfies z.ZodType<RequestStatus>;
export const caseFileStatus = z.enum([
  'open',
  'accepted',
  'planned',
  'returned',
  'returnUpheld',
  'answered',
  'resolved',
  'verified',
  'withdrawn',
  'closed',
]) satisfies z.ZodType<CaseFileStatus>;
export const deadlineSubject = z.enum(['assign', 'plan', 'resolve', 'opinion']) satisfies z.ZodType<
  Deadline['subject']
>;

const citedDeadline = z.object({
  calendar: z.string(),
  unit: z.enum(['workingDay', 'day', 'hour']),
  amount: z.int().min(0),
  start: z.enum(['submitted', 'assigned', 'planned', 'resolved', 'verified', 'due']),
  clause: z.string(),
});

/** A deadline as an event recorded it: it never changes with a later calendar. */
export const deadline = z
  .object({
    id: z.string().min(1),
    subject: deadlineSubject,
    agency: agencyId,
    rule: citedDeadline.nullable(),
    startedAt: instant,
    dueAt: instant,
    calendarVersion: z.string(),
  })
  .meta({
    id: 'Deadline',
    description: 'Met if done before dueAt; rule is null where the agency promised the date',
  }) satisfies z.ZodType<Deadline>;

export const participant = z.object({ agency: agencyId, caseFile: uuid }) satisfies z.ZodType<Participant>;
export const role = z.enum(['lead', 'cooperating']);

export const opinion = z.object({ agency: agencyId, opinion: z.string() }) satisfies z.ZodType<Opinion>;

export const planStep = z.object({ description: z.string(), dueOn: z.string() });
/** As a person enters it. */
export const planStepInput = z.strictObject({ description: text(LIMITS.reason), dueOn: day });

export const outcomeResult = z.enum(['solved', 'explained', 'referred']);
export const outcome = z
  .object({
    summary: z.string(),
    result: outcomeResult,
    evidence: z.array(z.object({ title: z.string(), reference: z.string() }) satisfies z.ZodType<Evidence>),
  })
  .meta({ id: 'Outcome' }) satisfies z.ZodType<Outcome>;
/** As a person enters it. */
export const outcomeInput = z.strictObject({
  summary: text(LIMITS.text),
  result: outcomeResult,
  evidence: z
    .array(z.strictObject({ title: line(LIMITS.title), reference: line(LIMITS.reference) }))
    .max(LIMITS.evidence),
});

/** As events and read models name an enterprise. */
export const enterprise = z.object({ id: z.string().min(1), name: z.string().min(1) });
