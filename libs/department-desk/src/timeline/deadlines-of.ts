import type { CaseFileEvent, Deadline } from '@sanban/casework';

/** The deadlines that an event set or moved. */
export function deadlinesOf(event: CaseFileEvent): readonly Deadline[] {
  switch (event.type) {
    case 'CaseFileOpened':
    case 'Resumed':
    case 'CaseFileReopened':
      return event.data.deadlines;
    case 'PlanMade':
    case 'ResolutionRejected':
    case 'ExtensionGranted':
      return [event.data.deadline];
    default:
      return [];
  }
}
