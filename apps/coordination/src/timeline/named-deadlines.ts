import type { RequestEvent } from '@sanban/casework';
import type { NamedDeadlines } from '@sanban/service-kit';

/** For each event of a request the deadlines that it names as valid from then on. */
export function namedDeadlines(events: readonly RequestEvent[]): NamedDeadlines[] {
  let approvals = 0;
  return events.map((event): NamedDeadlines => {
    switch (event.type) {
      case 'RequestAssigned':
      case 'RequestReassigned':
      case 'RequestReopened':
        return { deadlines: event.data.deadlines };
      case 'ResolutionRejected':
        return { deadlines: [event.data.deadline, ...(event.data.opinionDeadlines ?? [])] };
      case 'RequestResumed':
        return { deadlines: event.data.deadlines, cause: 'suspension' };
      case 'RequestSubmitted':
        return { deadlines: [event.data.deadline] };
      case 'PlanRecorded':
        return { deadlines: [event.data.deadline], ifNew: true };
      case 'ExtensionGranted':
        return { deadlines: [event.data.deadline], cause: { extension: { approvals } } };
      case 'ExtensionRequested':
        approvals = 0;
        return { deadlines: [] };
      case 'ExtensionApprovalGiven':
        approvals += 1;
        return { deadlines: [] };
      default:
        return { deadlines: [] };
    }
  });
}
