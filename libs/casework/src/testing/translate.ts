import type { CaseFileEvent } from '../case-file/events';
import type { OfficeDecision } from '../case-file/office-decision';
import type { CaseFileRecord } from '../case-file/state';
import type { RequestEvent } from '../request/events';
import type { AgencyReport } from '../request/report';
import { opinionsOf, type RequestRecord } from '../request/state';

/** What the relay of the office sends for an event: null where the agencies need not know. */
export function decisionOf(event: RequestEvent, state: RequestRecord): OfficeDecision | null {
  const { request, region, programme, enterprise, title, text, triage } = state;
  const participants = state.participants.map(({ agency, caseFile, role }) => ({ agency, caseFile, role }));
  const common = { request, participants };
  switch (event.type) {
    case 'RequestAssigned':
    case 'RequestReassigned': {
      if (triage === null) return null;
      const { kind, action, measures, policyBasis } = triage;
      const substance = { region, programme, enterprise, title, text, kind, action, measures, policyBasis };
      const { round, deadlines, at } = event.data;
      const assignment = { ...common, ...substance, round, deadlines, at };
      if (event.type === 'RequestAssigned') return { type: 'assigned', ...assignment };
      const { withdrawn, reason } = event.data;
      return { type: 'reassigned', ...assignment, withdrawn, reason, opinions: opinionsOf(state) };
    }
    case 'ReturnRuled':
      return { type: 'return-ruled', ...common, ...event.data };
    case 'CooperationWithdrawn':
      return { type: 'cooperation-withdrawn', ...common, ...event.data };
    case 'OpinionRecorded':
      return { type: 'opinion-recorded', ...common, ...event.data };
    case 'ResolutionVerified':
      return { type: 'resolution-verified', ...common, at: event.data.at };
    case 'ResolutionRejected':
      return { type: 'resolution-rejected', ...common, ...event.data };
    case 'ExtensionGranted':
      return { type: 'extension-granted', ...common, ...event.data };
    case 'ExtensionRefused':
      return { type: 'extension-refused', ...common, ...event.data };
    case 'SuspensionGranted':
      return { type: 'suspension-granted', ...common, ...event.data };
    case 'SuspensionRefused':
      return { type: 'suspension-refused', ...common, ...event.data };
    case 'RequestResumed':
      return { type: 'resumed', ...common, ...event.data };
    case 'ReminderIssued':
      return { type: 'reminder-issued', ...common, ...event.data };
    case 'SupervisionOrderIssued':
      return { type: 'supervision-order-issued', ...common, ...event.data };
    case 'RequestClosed':
      return { type: 'closed', ...common, at: event.data.at };
    case 'RequestReopened':
      return { type: 'reopened', ...common, ...event.data };
    default:
      return null;
  }
}

/** What the relay of an agency sends for an event: null where the office need not know. */
export function reportOf(event: CaseFileEvent, { agency, caseFile }: CaseFileRecord): AgencyReport | null {
  const common = { agency, caseFile };
  switch (event.type) {
    case 'CaseFileAccepted':
      return { type: 'accepted', ...common, ...event.data };
    case 'CaseFileReturned':
      return { type: 'returned', ...common, ...event.data };
    case 'PlanMade':
      return { type: 'planned', ...common, ...event.data };
    case 'ProgressReported':
      return { type: 'progress-reported', ...common, ...event.data };
    case 'OpinionGiven':
      return { type: 'opinion-given', ...common, ...event.data };
    case 'CaseFileResolved':
      return { type: 'resolved', ...common, ...event.data };
    case 'ExtensionRequested':
      return { type: 'extension-requested', ...common, ...event.data };
    case 'SuspensionRequested':
      return { type: 'suspension-requested', ...common, ...event.data };
    default:
      return null;
  }
}
