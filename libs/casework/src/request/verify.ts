import { endOfDate } from '@sanban/working-calendar';
import type { Deadline } from '../deadline';
import { deadlineByDate, deadlineByRule, isBefore, put } from '../deadlines';
import type { Rejection } from '../decider';
import { refuse } from '../rejections';
import { missing } from '../text';
import type { Verify } from './commands';
import type { AgencyId, DataOf, RequestEvent } from './events';
import { unlessIn, unlessOffice } from './guards';
import { startClock } from './segments';
import { leadOf, type RequestRecord } from './state';

/** 核实: by somebody who has not handled it at any agency, in any round. */
export function verify(command: Verify, state: RequestRecord): readonly RequestEvent[] | Rejection {
  const { by, verdict, note, now: at } = command;
  const refused = unlessOffice(by, state.region) ?? unlessIn(state, ['resolved']);
  if (refused !== null) return refused;
  if (state.handlers.includes(by.user)) return refuse('verifier-handled-it', `${by.user} has handled the request`);
  if (verdict === 'passed') return [{ type: 'ResolutionVerified', data: { by: by.user, note, at } }];
  const reason = note ?? '';
  const unreasoned = missing(['reason-required', 'note', reason]);
  const lead = leadOf(state);
  if (unreasoned !== null || lead === undefined) return unreasoned ?? refuse('not-assigned', 'it has no lead');
  const deadline = again(command, lead.agency, state);
  return [{ type: 'ResolutionRejected', data: { by: by.user, reason, deadline, at } }];
}

/** Done anew within the time of a general request; a complex one has until its plan's date where that is later. */
function again({ now, rules, calendar }: Verify, agency: AgencyId, state: RequestRecord): Deadline {
  const wanted = { subject: 'resolve', agency, round: state.round, known: state.deadlines, now, calendar } as const;
  const fresh = deadlineByRule(wanted, rules.general.resolve);
  const promised = state.plan?.resolveBy;
  return state.triage?.kind === 'complex' && promised !== undefined && isBefore(fresh.dueAt, endOfDate(promised))
    ? deadlineByDate(wanted, promised)
    : fresh;
}

export const verified = (state: RequestRecord): RequestRecord => ({ ...state, status: 'verified' });

export function rejected(state: RequestRecord, data: DataOf<RequestEvent, 'ResolutionRejected'>): RequestRecord {
  const { deadline, at } = data;
  return {
    ...state,
    status: 'handling',
    outcome: null,
    deadlines: put(state.deadlines, [deadline], at),
    segments: startClock(state.segments, deadline.agency, at),
  };
}
