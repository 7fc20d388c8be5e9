import { unknownCase } from '../decider';
import { accepted } from './accept';
import { closed, reopened, withdrawn } from './close';
import type { CaseFileEvent } from './events';
import { extensionGranted, extensionRefused, extensionRequested } from './extension';
import { opened } from './open';
import { opinionGiven, opinionReceived } from './opinion';
import { planned } from './plan';
import { rejected, resolved, verified } from './resolve';
import { returned, returnRejected, returnUpheld } from './return';
import type { CaseFileRecord, CaseFileState } from './state';
import { ordered, reminded } from './supervision';
import { resumed, suspended, suspensionRefused, suspensionRequested } from './suspension';

export function evolveCaseFile(state: CaseFileState, event: CaseFileEvent): CaseFileState {
  if (event.type === 'CaseFileOpened') return opened(event.data);
  return state.status === 'none' ? state : evolveRecord(state, event);
}

function evolveRecord(
  state: CaseFileRecord,
  event: Exclude<CaseFileEvent, { type: 'CaseFileOpened' }>,
): CaseFileRecord {
  switch (event.type) {
    case 'CaseFileAccepted':
      return accepted(state);
    case 'CaseFileReturned':
      return returned(state);
    case 'ReturnUpheld':
      return returnUpheld(state);
    case 'ReturnRejected':
      return returnRejected(state);
    case 'PlanMade':
      return planned(state, event.data);
    case 'ProgressReported':
      return state;
    case 'OpinionGiven':
      return opinionGiven(state, event.data);
    case 'OpinionReceived':
      return opinionReceived(state, event.data);
    case 'CaseFileResolved':
      return resolved(state, event.data);
    case 'ResolutionRejected':
      return rejected(state, event.data);
    case 'ResolutionVerified':
      return verified(state);
    case 'ExtensionRequested':
      return extensionRequested(state, event.data);
    case 'ExtensionGranted':
      return extensionGranted(state, event.data);
    case 'ExtensionRefused':
      return extensionRefused(state);
    case 'SuspensionRequested':
      return suspensionRequested(state, event.data);
    case 'Suspended':
      return suspended(state);
    case 'SuspensionRefused':
      return suspensionRefused(state);
    case 'Resumed':
      return resumed(state, event.data);
    case 'Reminded':
      return reminded(state, event.data);
    case 'SupervisionOrderReceived':
      return ordered(state, event.data);
    case 'ParticipantsChanged':
      return { ...state, lead: event.data.lead, cooperating: event.data.cooperating };
    case 'CaseFileWithdrawn':
      return withdrawn(state);
    case 'CaseFileClosed':
      return closed(state);
    case 'CaseFileReopened':
      return reopened(state, event.data);
    default:
      return unknownCase(event);
  }
}
