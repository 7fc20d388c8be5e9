import type { RequestEvent } from '@sanban/casework';
import type { RecordedEvent } from '@sanban/event-store';

/** Every request's stream begins so. */
export const REQUEST_STREAMS = 'coordination.request-';

export const streamOf = (request: string): string => `${REQUEST_STREAMS}${request}`;
export const requestIn = (stream: string): string => stream.slice(REQUEST_STREAMS.length);

export type RecordedRequestEvent = RecordedEvent & RequestEvent;

/** A fact of the office, as the compiler counts them: one that is missing here does not build. */
const TYPES: Record<RequestEvent['type'], true> = {
  RequestSubmitted: true,
  RequestTriaged: true,
  PolicyGapOpened: true,
  PolicyGapRevised: true,
  PolicyGapWithdrawn: true,
  RequestAssigned: true,
  CaseFileAccepted: true,
  ReturnRequested: true,
  ReturnRuled: true,
  RequestReassigned: true,
  CooperationWithdrawn: true,
  PlanRecorded: true,
  ProgressRecorded: true,
  OpinionRecorded: true,
  RequestResolved: true,
  ResolutionVerified: true,
  ResolutionRejected: true,
  FollowedUp: true,
  RequestClosed: true,
  RequestReopened: true,
  ExtensionRequested: true,
  ExtensionApprovalGiven: true,
  ExtensionGranted: true,
  ExtensionRefused: true,
  SuspensionRequested: true,
  SuspensionGranted: true,
  SuspensionRefused: true,
  RequestResumed: true,
  DeadlinePassed: true,
  ReminderIssued: true,
  SupervisionOrderIssued: true,
  ReportSetAside: true,
};

/** What stands in a request's stream was decided by `requestDecider`; upcasters have brought it to today's shape. */
export const isRequestEvent = (event: RecordedEvent): event is RecordedRequestEvent =>
  event.stream.startsWith(REQUEST_STREAMS) && Object.hasOwn(TYPES, event.type);
