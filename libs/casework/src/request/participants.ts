import type { Rejection } from '../decider';
import { deadlineByRule } from '../deadlines';
import { refuse } from '../rejections';
import type { Deadline } from '../deadline';
import type { Assign, Reassign } from './commands';
import type { Participant } from './events';
import type { ParticipantState, RequestRecord } from './state';

type Role = ParticipantState['role'];
type Assigned = Participant & { role: Role };

export const newParticipant = ({ agency, caseFile }: Participant, role: Role, round: number): ParticipantState => ({
  agency,
  caseFile,
  role,
  round,
  accepted: false,
  returning: null,
  opinion: null,
});

/** Exactly one lead, nobody twice, nobody unknown, no case file id used again. */
export function wrongParticipants(command: Assign | Reassign, state: RequestRecord): Rejection | null {
  const { lead, cooperating, agencies } = command;
  const all = [lead, ...cooperating];
  const unknown = all.find(({ agency }) => !agencies.includes(agency));
  if (unknown !== undefined)
    return refuse(
      'unknown-agency',
      { en: `there is no agency "${unknown.agency}"`, zh: `方案中没有单位“${unknown.agency}”` },
      fieldOf(unknown, lead),
    );
  const twice = all.find(({ agency }, at) => all.findIndex((other) => other.agency === agency) < at);
  if (twice !== undefined)
    return refuse(
      'duplicate-participant',
      { en: `${twice.agency} is named twice`, zh: `单位 ${twice.agency} 重复列入` },
      'cooperating',
    );
  const used = [...state.participants, ...state.withdrawn].map(({ caseFile }) => caseFile);
  const fresh = all
    .filter((one, at) => !stays(one, at === 0 ? 'lead' : 'cooperating', state))
    .map(({ caseFile }) => caseFile);
  const taken = fresh.find((id, at) => used.includes(id) || fresh.indexOf(id) < at);
  return taken === undefined
    ? null
    : refuse('case-file-id-taken', { en: `case file ${taken} exists already`, zh: `承办件 ${taken} 已存在` });
}

const fieldOf = (one: Participant, lead: Participant): string => (one === lead ? 'lead' : 'cooperating');

/** The participant of the same agency in the same role: it keeps its case file. */
export const stays = ({ agency }: Participant, role: Role, state: RequestRecord): ParticipantState | undefined =>
  state.participants.find((known) => known.agency === agency && known.role === role);

/**
 * What the rules give to participants that start now: 一般问题 the lead resolves in time, 复杂问题 the lead makes a plan
 * in time, a cooperating agency answers in time.
 */
export function startingDeadlines(
  participants: readonly Assigned[],
  round: number,
  { now, rules, calendar }: Pick<Assign, 'now' | 'rules' | 'calendar'>,
  state: RequestRecord,
): readonly Deadline[] {
  const complex = state.triage?.kind === 'complex';
  return participants.map(({ agency, role }) => {
    const wanted = { agency, round, known: state.deadlines, now, calendar };
    if (role === 'cooperating') return deadlineByRule({ ...wanted, subject: 'opinion' }, rules.opinion);
    return complex
      ? deadlineByRule({ ...wanted, subject: 'plan' }, rules.complex.plan)
      : deadlineByRule({ ...wanted, subject: 'resolve' }, rules.general.resolve);
  });
}
