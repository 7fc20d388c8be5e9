import type { DataOf, RequestEvent } from './events';
import { withHandler, withParticipant } from './guards';
import { meet } from '../deadlines';
import type { AgencyReport } from './report';
import { ofEarlierRound, type SetAside } from './set-aside';
import type { ParticipantState, RequestRecord } from './state';

export function recordProgress(report: Extract<AgencyReport, { type: 'progress-reported' }>): readonly RequestEvent[] {
  const { agency, caseFile, text, by, at } = report;
  return [{ type: 'ProgressRecorded', data: { agency, caseFile, text, by, at } }];
}

export const progressed = (state: RequestRecord, data: DataOf<RequestEvent, 'ProgressRecorded'>): RequestRecord =>
  withHandler(state, data.by);

/** 协办意见: welcome as long as the request is not closed, also when the lead did not wait for it. */
export function recordOpinion(
  report: Extract<AgencyReport, { type: 'opinion-given' }>,
  participant: ParticipantState,
): readonly RequestEvent[] | SetAside {
  if (participant.role !== 'cooperating') return { zh: '牵头单位不提协办意见', en: 'the lead gives no opinion' };
  const late = ofEarlierRound(report, participant);
  if (late !== null) return late;
  const { agency, caseFile, opinion, by, at } = report;
  return [{ type: 'OpinionRecorded', data: { agency, caseFile, opinion, by, at } }];
}

export function opinionRecorded(state: RequestRecord, data: DataOf<RequestEvent, 'OpinionRecorded'>): RequestRecord {
  const { agency, opinion, by, at } = data;
  return {
    ...withHandler(withParticipant(state, agency, { opinion }), by),
    deadlines: meet(state.deadlines, (open) => open.subject === 'opinion' && open.agency === agency, at),
  };
}
