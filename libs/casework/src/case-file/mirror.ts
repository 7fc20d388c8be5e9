import { unknownCase } from '../decider';
import { mirrorClosed, mirrorCooperationWithdrawn, mirrorReopened } from './close';
import type { MirrorOffice } from './commands';
import type { CaseFileEvent } from './events';
import { mirrorExtensionGranted, mirrorExtensionRefused } from './extension';
import type { OfficeDecision } from './office-decision';
import { mirrorReassigned, openCaseFile } from './open';
import { mirrorOpinion } from './opinion';
import { mirrorRejected, mirrorVerified } from './resolve';
import { mirrorReturnRuled } from './return';
import type { CaseFileRecord, CaseFileState } from './state';
import { mirrorReminder, mirrorSupervisionOrder } from './supervision';
import { mirrorResumed, mirrorSuspended, mirrorSuspensionRefused } from './suspension';

/** What the office decided has its effect here, or none where the case file is beyond it; it is never refused. */
export function mirrorOffice({ caseFile, decision }: MirrorOffice, state: CaseFileState): readonly CaseFileEvent[] {
  if (state.status !== 'none') return mirror(decision, state);
  return decision.type === 'assigned' || decision.type === 'reassigned' ? openCaseFile(caseFile, decision) : [];
}

function mirror(decision: OfficeDecision, state: CaseFileRecord): readonly CaseFileEvent[] {
  switch (decision.type) {
    case 'assigned':
      return [];
    case 'reassigned':
      return mirrorReassigned(state, decision);
    case 'return-ruled':
      return mirrorReturnRuled(state, decision);
    case 'cooperation-withdrawn':
      return mirrorCooperationWithdrawn(state, decision);
    case 'opinion-recorded':
      return mirrorOpinion(state, decision);
    case 'resolution-verified':
      return mirrorVerified(state, decision.at);
    case 'resolution-rejected':
      return mirrorRejected(state, decision);
    case 'extension-granted':
      return mirrorExtensionGranted(state, decision);
    case 'extension-refused':
      return mirrorExtensionRefused(state, decision);
    case 'suspension-granted':
      return mirrorSuspended(state, decision);
    case 'suspension-refused':
      return mirrorSuspensionRefused(state, decision);
    case 'resumed':
      return mirrorResumed(state, decision);
    case 'reminder-issued':
      return mirrorReminder(state, decision);
    case 'supervision-order-issued':
      return mirrorSupervisionOrder(state, decision);
    case 'closed':
      return mirrorClosed(state, decision.at);
    case 'reopened':
      return mirrorReopened(state, decision);
    default:
      return unknownCase(decision);
  }
}
