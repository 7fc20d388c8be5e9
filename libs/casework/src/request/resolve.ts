import { lapse, meet } from '../deadlines';
import type { DataOf, RequestEvent } from './events';
import { withHandler } from './guards';
import type { AgencyReport } from './report';
import { stopClock } from './segments';
import { notHandled, ONLY_THE_LEAD, type SetAside } from './set-aside';
import type { ParticipantState, RequestRecord } from './state';

/** 办结: also while suspended; the lead may have finished before the grant reached it. */
export function recordResolved(
  report: Extract<AgencyReport, { type: 'resolved' }>,
  participant: ParticipantState,
  state: RequestRecord,
): readonly RequestEvent[] | SetAside {
  if (participant.role !== 'lead') return ONLY_THE_LEAD;
  if (state.status !== 'handling') return notHandled(state.status);
  const { agency, caseFile, outcome, by, at } = report;
  return [{ type: 'RequestResolved', data: { agency, caseFile, outcome, by, at } }];
}

/** The clock stops; an opinion that did not come is not waited for any more. */
export function resolved(state: RequestRecord, data: DataOf<RequestEvent, 'RequestResolved'>): RequestRecord {
  const { agency, outcome, by, at } = data;
  const met = meet(state.deadlines, (open) => open.agency === agency && open.subject === 'resolve', at);
  return {
    ...withHandler(state, by),
    status: 'resolved',
    outcome,
    extension: null,
    suspension: null,
    suspendedAt: null,
    deadlines: lapse(met, () => true),
    segments: stopClock(state.segments, at),
  };
}
