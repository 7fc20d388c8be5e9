import { meet, put } from '../deadlines';
import type { DataOf, RequestEvent } from './events';
import { withHandler } from './guards';
import type { AgencyReport } from './report';
import { notHandled, ONLY_THE_LEAD, type SetAside } from './set-aside';
import type { ParticipantState, RequestRecord } from './state';

/** 办理方案: its last date is the deadline to resolve. */
export function recordPlanned(
  report: Extract<AgencyReport, { type: 'planned' }>,
  participant: ParticipantState,
  state: RequestRecord,
): readonly RequestEvent[] | SetAside {
  if (participant.role !== 'lead') return ONLY_THE_LEAD;
  if (state.status !== 'handling') return notHandled(state.status);
  const { agency, caseFile, steps, deadline, by, at } = report;
  return [{ type: 'PlanRecorded', data: { agency, caseFile, steps, deadline, by, at } }];
}

export function planned(state: RequestRecord, data: DataOf<RequestEvent, 'PlanRecorded'>): RequestRecord {
  const { agency, steps, deadline, by, at } = data;
  const met = meet(state.deadlines, (open) => open.subject === 'plan' && open.agency === agency, at);
  const known = met.some(({ id }) => id === deadline.id);
  const extension = met.some(({ id, state: now }) => id === state.extension?.deadline && now === 'open')
    ? state.extension
    : null;
  return {
    ...withHandler(state, by),
    plan: { steps, resolveBy: steps.at(-1)?.dueOn ?? '' },
    extension,
    deadlines: known ? met : put(met, [deadline], at),
  };
}
