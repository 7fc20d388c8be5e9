import type { Deadline } from '../deadline';
import { deadlineByRule, isBefore, put } from '../deadlines';
import type { Rejection } from '../decider';
import { refuse } from '../rejections';
import type { CitedDeadline, DeadlineSubject } from '../rules';
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
  const deadline = again(command, { subject: 'resolve', agency: lead.agency }, command.rules.general.resolve, state);
  const opinionDeadlines = state.participants
    .filter(({ role, opinion }) => role === 'cooperating' && opinion === null)
    .map(({ agency }) => again(command, { subject: 'opinion', agency }, command.rules.opinion, state));
  return [{ type: 'ResolutionRejected', data: { by: by.user, reason, deadline, opinionDeadlines, at } }];
}

/** Done anew within the time of the rule, and in no less than was promised or granted before: by plan, extension or suspension. */
function again(
  { now, calendar }: Verify,
  who: { subject: DeadlineSubject; agency: AgencyId },
  rule: CitedDeadline,
  { round, deadlines: known }: RequestRecord,
): Deadline {
  const fresh = deadlineByRule({ ...who, round, known, now, calendar }, rule);
  const last = known.filter(({ subject, agency }) => subject === who.subject && agency === who.agency).at(-1);
  return last !== undefined && isBefore(fresh.dueAt, last.dueAt)
    ? { ...fresh, rule: last.rule, dueAt: last.dueAt }
    : fresh;
}

export const verified = (state: RequestRecord): RequestRecord => ({ ...state, status: 'verified' });

export function rejected(state: RequestRecord, data: DataOf<RequestEvent, 'ResolutionRejected'>): RequestRecord {
  const { deadline, opinionDeadlines = [], at } = data;
  return {
    ...state,
    status: 'handling',
    outcome: null,
    deadlines: put(state.deadlines, [deadline, ...opinionDeadlines], at),
    segments: startClock(state.segments, deadline.agency, at),
  };
}
