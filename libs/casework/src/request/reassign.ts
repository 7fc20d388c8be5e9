import type { Rejection } from '../decider';
import { lapse, put, untrack } from '../deadlines';
import { refuse } from '../rejections';
import { missing } from '../text';
import type { Reassign } from './commands';
import type { DataOf, Participant, RequestEvent } from './events';
import { IN_WORK, unlessIn, unlessOffice } from './guards';
import { newParticipant, startingDeadlines, stays, wrongParticipants } from './participants';
import { startClock } from './segments';
import { leadOf, type ParticipantState, type RequestRecord } from './state';

/**
 * 转办: the lead changes in one step, so that nobody and two are never responsible. Who stays in its role keeps its
 * case file, its deadlines and what it has done; everybody else's case file ends here.
 */
export function reassign(command: Reassign, state: RequestRecord): readonly RequestEvent[] | Rejection {
  const refused =
    unlessOffice(command.by, state.region) ??
    unlessIn(state, IN_WORK) ??
    missing(['reason-required', 'reason', command.reason]) ??
    (state.suspendedAt === null
      ? null
      : refuse('suspended', {
          en: `since ${state.suspendedAt}: resume it first`,
          zh: `自 ${state.suspendedAt} 起挂账，须先恢复办理`,
        })) ??
    wrongParticipants(command, state) ??
    pointless(command, state);
  if (refused !== null) return refused;
  const { by, now: at, reason } = command;
  const round = state.round + 1;
  const participants = resulting(command.lead, command.cooperating, state);
  const staying = participants.filter((one) => state.participants.includes(one));
  const starting = participants.filter((one) => !staying.includes(one));
  const kept = state.deadlines.filter(
    (deadline) => deadline.state === 'open' && staying.some(({ agency }) => agency === deadline.agency),
  );
  const deadlines = [...kept.map(untrack), ...startingDeadlines(starting, round, command, state)];
  const withdrawn = state.participants.filter((one) => !staying.includes(one)).map(plain);
  const [lead = command.lead, ...cooperating] = participants.map(plain);
  return [
    {
      type: 'RequestReassigned',
      data: { round, lead, cooperating, withdrawn, deadlines, reason, by: by.user, at },
    },
  ];
}

const plain = ({ agency, caseFile }: Participant): Participant => ({ agency, caseFile });

function resulting(lead: Participant, cooperating: readonly Participant[], state: RequestRecord): ParticipantState[] {
  const round = state.round + 1;
  return [
    stays(lead, 'lead', state) ?? newParticipant(lead, 'lead', round),
    ...cooperating.map((one) => stays(one, 'cooperating', state) ?? newParticipant(one, 'cooperating', round)),
  ];
}

/** Nobody new and nobody gone, or somebody stays whose return is not settled by that. */
function pointless({ lead, cooperating }: Reassign, state: RequestRecord): Rejection | null {
  const staying = resulting(lead, cooperating, state).filter((one) => state.participants.includes(one));
  const returning = staying.find((one) => one.returning !== null);
  if (returning?.returning?.upheld === true)
    return refuse(
      'same-lead',
      {
        en: `the return of ${returning.agency} was upheld: name another lead`,
        zh: `${returning.agency} 的退回已获同意，须另定牵头单位`,
      },
      'lead',
    );
  if (returning !== undefined)
    return refuse('return-pending', {
      en: `rule on the return of ${returning.agency} first`,
      zh: `须先裁定 ${returning.agency} 的退回申请`,
    });
  return staying.length === state.participants.length && staying.length === cooperating.length + 1
    ? refuse('nothing-changes', `lead ${lead.agency} and the cooperating agencies are the present ones`)
    : null;
}

export function reassigned(state: RequestRecord, data: DataOf<RequestEvent, 'RequestReassigned'>): RequestRecord {
  const { round, lead, cooperating, withdrawn, deadlines, at } = data;
  const participants = resulting(lead, cooperating, state);
  const former = leadOf(state);
  const sameLead = former !== undefined && participants.includes(former);
  const going = lapse(state.deadlines, ({ id }) => !deadlines.some((deadline) => deadline.id === id));
  const added = deadlines.filter(({ id }) => !going.some((known) => known.id === id));
  const next: RequestRecord = {
    ...state,
    status: sameLead && former.accepted ? 'handling' : 'assigned',
    round,
    participants,
    withdrawn: [...state.withdrawn, ...withdrawn],
    deadlines: put(going, added, at),
  };
  if (sameLead) return next;
  return {
    ...next,
    plan: null,
    extension: null,
    suspension: null,
    segments: startClock(state.segments, lead.agency, at),
  };
}
