import { unknownCase } from '../decider';
import { accepted } from './accept';
import { assigned } from './assign';
import { closed } from './close';
import type { RequestEvent } from './events';
import { extensionApproved, extensionGranted, extensionRefused, extensionRequested } from './extension';
import { followedUp } from './follow-up';
import { planned } from './plan';
import { opinionRecorded, progressed } from './progress';
import { reassigned } from './reassign';
import { reopened } from './reopen';
import { resolved } from './resolve';
import { cooperationWithdrawn, returnRequested, returnRuled } from './return';
import type { RequestRecord, RequestState } from './state';
import { submitted } from './submit';
import { ordered, passed, reminded } from './supervision';
import { resumed, suspensionGranted, suspensionRefused, suspensionRequested } from './suspension';
import { triaged } from './triage';
import { rejected, verified } from './verify';

export function evolveRequest(state: RequestState, event: RequestEvent): RequestState {
  if (event.type === 'RequestSubmitted') return submitted(event.data);
  return state.status === 'none' ? state : evolveRecord(state, event);
}

function evolveRecord(state: RequestRecord, event: Exclude<RequestEvent, { type: 'RequestSubmitted' }>): RequestRecord {
  switch (event.type) {
    case 'RequestTriaged':
      return triaged(state, event.data);
    case 'PolicyGapOpened':
    case 'PolicyGapRevised':
      return { ...state, policyGap: { id: event.data.policyGap, description: event.data.description } };
    case 'PolicyGapWithdrawn':
      return { ...state, policyGap: null };
    case 'RequestAssigned':
      return assigned(state, event.data);
    case 'CaseFileAccepted':
      return accepted(state, event.data);
    case 'ReturnRequested':
      return returnRequested(state, event.data);
    case 'ReturnRuled':
      return returnRuled(state, event.data);
    case 'RequestReassigned':
      return reassigned(state, event.data);
    case 'CooperationWithdrawn':
      return cooperationWithdrawn(state, event.data);
    case 'PlanRecorded':
      return planned(state, event.data);
    case 'ProgressRecorded':
      return progressed(state, event.data);
    case 'OpinionRecorded':
      return opinionRecorded(state, event.data);
    case 'RequestResolved':
      return resolved(state, event.data);
    case 'ResolutionVerified':
      return verified(state);
    case 'ResolutionRejected':
      return rejected(state, event.data);
    case 'FollowedUp':
      return followedUp(state, event.data);
    case 'RequestClosed':
      return closed(state);
    case 'RequestReopened':
      return reopened(state, event.data);
    case 'ExtensionRequested':
      return extensionRequested(state, event.data);
    case 'ExtensionApprovalGiven':
      return extensionApproved(state, event.data);
    case 'ExtensionGranted':
      return extensionGranted(state, event.data);
    case 'ExtensionRefused':
      return extensionRefused(state);
    case 'SuspensionRequested':
      return suspensionRequested(state, event.data);
    case 'SuspensionGranted':
      return suspensionGranted(state, event.data);
    case 'SuspensionRefused':
      return suspensionRefused(state);
    case 'RequestResumed':
      return resumed(state, event.data);
    case 'DeadlinePassed':
      return passed(state, event.data);
    case 'ReminderIssued':
      return reminded(state, event.data);
    case 'SupervisionOrderIssued':
      return ordered(state, event.data);
    case 'ReportSetAside':
      return state;
    default:
      return unknownCase(event);
  }
}
