import type { Rejection } from '../decider';
import { lapse } from '../deadlines';
import { refuse } from '../rejections';
import { missing } from '../text';
import type { RuleReturn } from './commands';
import type { DataOf, RequestEvent } from './events';
import { IN_WORK, participantOf, unlessIn, unlessOffice, withHandler, withParticipant } from './guards';
import type { AgencyReport } from './report';
import { notHandled, ofEarlierRound, type SetAside } from './set-aside';
import type { ParticipantState, RequestRecord } from './state';

/** 退回: asked for by the agency. Its clock runs on: until the office has ruled and reassigned, it is responsible. */
export function recordReturned(
  report: Extract<AgencyReport, { type: 'returned' }>,
  participant: ParticipantState,
  state: RequestRecord,
): readonly RequestEvent[] | SetAside {
  const late = ofEarlierRound(report, participant);
  if (late !== null) return late;
  if (participant.returning !== null)
    return { zh: '退回申请已在等待裁定', en: 'its return waits for the ruling already' };
  if (participant.role === 'lead' && state.status !== 'assigned' && state.status !== 'handling')
    return notHandled(state.status);
  const { agency, caseFile, reason, suggestedLead, by, at } = report;
  return [{ type: 'ReturnRequested', data: { agency, caseFile, reason, suggestedLead, by, at } }];
}

/** Upheld: the lead is relieved once the request is reassigned, a cooperating agency at once. The ruling is final. */
export function ruleReturn(command: RuleReturn, state: RequestRecord): readonly RequestEvent[] | Rejection {
  const { agency, ruling, reason, by, now: at } = command;
  const refused = unlessOffice(by, state.region) ?? unlessIn(state, [...IN_WORK, 'resolved', 'verified', 'followedUp']);
  if (refused !== null) return refused;
  const participant = participantOf(state, agency);
  if (participant?.returning?.upheld !== false)
    return refuse(
      'no-return-requested',
      { en: `no return of "${agency}" waits for a ruling`, zh: `单位“${agency}”没有待裁定的退回申请` },
      'agency',
    );
  const unreasoned = missing(['reason-required', 'reason', reason]);
  if (unreasoned !== null) return unreasoned;
  const { caseFile, role } = participant;
  const ruled: RequestEvent = { type: 'ReturnRuled', data: { agency, caseFile, ruling, reason, by: by.user, at } };
  return ruling === 'upheld' && role === 'cooperating'
    ? [ruled, { type: 'CooperationWithdrawn', data: { agency, caseFile, at } }]
    : [ruled];
}

export function returnRequested(state: RequestRecord, data: DataOf<RequestEvent, 'ReturnRequested'>): RequestRecord {
  const { agency, reason, suggestedLead, by } = data;
  const returning = { reason, suggestedLead, upheld: false };
  const next = withHandler(withParticipant(state, agency, { returning }), by);
  return participantOf(state, agency)?.role === 'lead' ? { ...next, status: 'returnRequested' } : next;
}

export function returnRuled(state: RequestRecord, data: DataOf<RequestEvent, 'ReturnRuled'>): RequestRecord {
  const participant = participantOf(state, data.agency);
  if (participant === undefined || participant.returning === null) return state;
  const upheld = data.ruling === 'upheld';
  const returning = upheld ? { ...participant.returning, upheld } : null;
  const next = withParticipant(state, data.agency, { returning });
  if (participant.role === 'cooperating') return next;
  if (upheld) return { ...next, status: 'returnUpheld' };
  return { ...next, status: participant.accepted ? 'handling' : 'assigned' };
}

export function cooperationWithdrawn(
  state: RequestRecord,
  { agency, caseFile }: DataOf<RequestEvent, 'CooperationWithdrawn'>,
): RequestRecord {
  return {
    ...state,
    participants: state.participants.filter((known) => known.agency !== agency),
    withdrawn: [...state.withdrawn, { agency, caseFile }],
    deadlines: lapse(state.deadlines, (deadline) => deadline.agency === agency && deadline.subject === 'opinion'),
  };
}
