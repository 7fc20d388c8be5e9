import type { Deadline, RequestEvent } from '@sanban/casework';

/** The deadlines that an event names as valid from then on. */
export function deadlinesIn(event: RequestEvent): readonly Deadline[] {
  switch (event.type) {
    case 'RequestAssigned':
    case 'RequestReassigned':
    case 'RequestReopened':
    case 'RequestResumed':
      return event.data.deadlines;
    case 'RequestSubmitted':
    case 'PlanRecorded':
    case 'ResolutionRejected':
    case 'ExtensionGranted':
      return [event.data.deadline];
    default:
      return [];
  }
}
