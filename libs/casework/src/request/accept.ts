import type { AgencyReport } from './report';
import type { DataOf, RequestEvent } from './events';
import { participantOf, withHandler, withParticipant } from './guards';
import type { SetAside } from './set-aside';
import type { ParticipantState, RequestRecord } from './state';

/** 签收. What is returned instead of events says why the report has no effect any more. */
export function recordAccepted(
  report: Extract<AgencyReport, { type: 'accepted' }>,
  participant: ParticipantState,
): readonly RequestEvent[] | SetAside {
  const { agency, caseFile, by, at } = report;
  if (participant.accepted) return { zh: '已签收', en: 'it is accepted already' };
  return [{ type: 'CaseFileAccepted', data: { agency, caseFile, by, at } }];
}

export function accepted(state: RequestRecord, data: DataOf<RequestEvent, 'CaseFileAccepted'>): RequestRecord {
  const { agency, by } = data;
  const next = withHandler(withParticipant(state, agency, { accepted: true }), by);
  const leads = participantOf(state, agency)?.role === 'lead';
  return leads && state.status === 'assigned' ? { ...next, status: 'handling' } : next;
}
