import type { Rejection } from '../decider';
import { lapse, put } from '../deadlines';
import { missing } from '../text';
import type { Reopen } from './commands';
import type { DataOf, RequestEvent } from './events';
import { unlessIn, unlessOffice } from './guards';
import { startingDeadlines } from './participants';
import { startClock } from './segments';
import { leadOf, type RequestRecord } from './state';

/** A new round: the same agencies with new deadlines. */
export function reopen(command: Reopen, state: RequestRecord): readonly RequestEvent[] | Rejection {
  const { by, reason, now: at } = command;
  const refused =
    unlessOffice(by, state.region) ??
    unlessIn(state, ['followedUp', 'closed']) ??
    missing(['reason-required', 'reason', reason]);
  if (refused !== null) return refused;
  const round = state.round + 1;
  const deadlines = startingDeadlines(state.participants, round, command, state);
  return [{ type: 'RequestReopened', data: { round, reason, deadlines, by: by.user, at } }];
}

export function reopened(state: RequestRecord, data: DataOf<RequestEvent, 'RequestReopened'>): RequestRecord {
  const { round, deadlines, at } = data;
  const lead = leadOf(state);
  return {
    ...state,
    status: lead?.accepted === true ? 'handling' : 'assigned',
    round,
    participants: state.participants.map((one) => ({ ...one, round, returning: null, opinion: null })),
    deadlines: put(
      lapse(state.deadlines, () => true),
      deadlines,
      at,
    ),
    plan: null,
    outcome: null,
    followUp: null,
    segments: lead === undefined ? state.segments : startClock(state.segments, lead.agency, at),
  };
}
