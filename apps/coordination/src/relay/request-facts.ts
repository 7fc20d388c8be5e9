import { opinionsOf, type RequestRecord } from '@sanban/casework';
import type { RequestFact, RequestFactData } from '@sanban/contracts';
import type { RecordedRequestEvent } from '../requests/request-stream';

/** What an event means to the agencies. */
export type Told = { [Fact in RequestFact]: { fact: Fact; data: RequestFactData<Fact> } }[RequestFact];

const common = ({ revision, data }: RecordedRequestEvent, state: RequestRecord) => ({
  request: state.request,
  revision,
  participants: state.participants.map(({ agency, caseFile, role }) => ({ agency, caseFile, role })),
  at: data.at,
});

/** What a case file starts with. @throws where a request was assigned without triage, which no decision allows */
function substance(state: RequestRecord) {
  const { region, programme, enterprise, title, text, triage } = state;
  if (triage === null) throw new Error(`request ${state.request} was assigned before it was triaged`);
  const { kind, action, measures, policyBasis } = triage;
  return { region, programme, enterprise, title, text, kind, action, measures: [...measures], policyBasis };
}

/** @param state right after `event`. Null: the agencies need not know, or said it themselves. */
export function told(event: RecordedRequestEvent, state: RequestRecord): Told | null {
  const base = common(event, state);
  switch (event.type) {
    case 'RequestAssigned': {
      const { round, deadlines, by } = event.data;
      return { fact: 'assigned', data: { ...base, ...substance(state), round, deadlines: [...deadlines], by } };
    }
    case 'RequestReassigned': {
      const { round, deadlines, withdrawn, reason, by } = event.data;
      const data = { ...base, ...substance(state), round, deadlines: [...deadlines], by };
      return { fact: 'reassigned', data: { ...data, withdrawn: [...withdrawn], reason, opinions: opinionsOf(state) } };
    }
    case 'ReturnRuled': {
      const { agency, caseFile, ruling, reason } = event.data;
      return { fact: 'return-ruled', data: { ...base, agency, caseFile, ruling, reason } };
    }
    case 'CooperationWithdrawn': {
      const { agency, caseFile } = event.data;
      return { fact: 'cooperation-withdrawn', data: { ...base, agency, caseFile } };
    }
    case 'OpinionRecorded': {
      const { agency, caseFile, opinion } = event.data;
      return { fact: 'opinion-recorded', data: { ...base, agency, caseFile, opinion } };
    }
    case 'ResolutionVerified':
      return { fact: 'resolution-verified', data: base };
    case 'ResolutionRejected': {
      const { reason, deadline, opinionDeadlines = [] } = event.data;
      const data = { ...base, reason, deadline, opinionDeadlines: [...opinionDeadlines] };
      return { fact: 'resolution-rejected', data };
    }
    case 'ExtensionGranted': {
      const { agency, caseFile, deadline } = event.data;
      return { fact: 'extension-granted', data: { ...base, agency, caseFile, deadline } };
    }
    case 'ExtensionRefused': {
      const { agency, caseFile, deadline, reason } = event.data;
      return { fact: 'extension-refused', data: { ...base, agency, caseFile, deadline, reason } };
    }
    case 'SuspensionGranted': {
      const { agency, caseFile } = event.data;
      return { fact: 'suspension-granted', data: { ...base, agency, caseFile } };
    }
    case 'SuspensionRefused': {
      const { agency, caseFile, reason } = event.data;
      return { fact: 'suspension-refused', data: { ...base, agency, caseFile, reason } };
    }
    case 'RequestResumed':
      return { fact: 'resumed', data: { ...base, deadlines: [...event.data.deadlines] } };
    case 'ReminderIssued': {
      const { agency, deadline, dueAt } = event.data;
      return { fact: 'reminder-issued', data: { ...base, agency, deadline, dueAt } };
    }
    case 'SupervisionOrderIssued': {
      const { agency, deadline, dueAt, number } = event.data;
      return { fact: 'supervision-order-issued', data: { ...base, agency, deadline, dueAt, number } };
    }
    case 'RequestClosed':
      return { fact: 'closed', data: base };
    case 'RequestReopened': {
      const { round, reason, deadlines } = event.data;
      return { fact: 'reopened', data: { ...base, round, reason, deadlines: [...deadlines] } };
    }
    default:
      return null;
  }
}
