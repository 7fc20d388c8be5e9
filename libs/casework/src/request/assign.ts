import type { Rejection } from '../decider';
import { meet, put } from '../deadlines';
import type { Assign } from './commands';
import type { DataOf, Participant, RequestEvent } from './events';
import { unlessIn, unlessOffice } from './guards';
import { newParticipant, startingDeadlines, wrongParticipants } from './participants';
import { startClock } from './segments';
import type { ParticipantState, RequestRecord } from './state';

/** 交办: to one lead and any cooperating agencies. All clocks start here, never at acceptance. */
export function assign(command: Assign, state: RequestRecord): readonly RequestEvent[] | Rejection {
  const refused =
    unlessOffice(command.by, state.region) ?? unlessIn(state, ['triaged']) ?? wrongParticipants(command, state);
  if (refused !== null) return refused;
  const { lead, cooperating, by, now: at } = command;
  const round = state.round + 1;
  const participants = starting(lead, cooperating, round);
  const deadlines = startingDeadlines(participants, round, command, state);
  return [{ type: 'RequestAssigned', data: { round, lead, cooperating, deadlines, by: by.user, at } }];
}

const starting = (lead: Participant, cooperating: readonly Participant[], round: number): ParticipantState[] => [
  newParticipant(lead, 'lead', round),
  ...cooperating.map((one) => newParticipant(one, 'cooperating', round)),
];

export function assigned(state: RequestRecord, data: DataOf<RequestEvent, 'RequestAssigned'>): RequestRecord {
  const { round, lead, cooperating, deadlines, at } = data;
  return {
    ...state,
    status: 'assigned',
    round,
    participants: starting(lead, cooperating, round),
    deadlines: put(
      meet(state.deadlines, ({ subject }) => subject === 'assign', at),
      deadlines,
      at,
    ),
    segments: startClock(state.segments, lead.agency, at),
  };
}
