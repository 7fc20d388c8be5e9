import { officeOf, type Actor } from '../actor';
import type { Rejection } from '../decider';
import { refuse, type RejectionCode } from '../rejections';
import type { AgencyId } from './events';
import type { ParticipantState, RequestRecord, RequestStatus } from './state';

/** Between assignment and resolution: somebody works on it. */
export const IN_WORK: readonly RequestStatus[] = ['assigned', 'handling', 'returnRequested', 'returnUpheld'];

const ORDER: readonly RequestStatus[] = [
  'submitted',
  'triaged',
  ...IN_WORK,
  'resolved',
  'verified',
  'followedUp',
  'closed',
];

/** What is still to be done in this state. */
const MISSING: Record<RequestStatus, RejectionCode> = {
  submitted: 'not-triaged',
  triaged: 'not-assigned',
  assigned: 'not-resolved',
  handling: 'not-resolved',
  returnRequested: 'not-resolved',
  returnUpheld: 'not-resolved',
  resolved: 'not-verified',
  verified: 'not-followed-up',
  followedUp: 'already-followed-up',
  closed: 'already-closed',
};

/** What has already been done in this state. */
const DONE: Record<RequestStatus, RejectionCode> = {
  submitted: 'request-exists',
  triaged: 'request-exists',
  assigned: 'already-assigned',
  handling: 'already-assigned',
  returnRequested: 'already-assigned',
  returnUpheld: 'already-assigned',
  resolved: 'already-resolved',
  verified: 'already-verified',
  followedUp: 'already-followed-up',
  closed: 'already-closed',
};

/** Refuses unless the request is in one of these states (named in the order of the lifecycle). */
export function unlessIn(state: RequestRecord, allowed: readonly RequestStatus[]): Rejection | null {
  if (allowed.includes(state.status)) return null;
  const tooEarly = ORDER.indexOf(state.status) < ORDER.indexOf(allowed[0] ?? 'closed');
  const code = (tooEarly ? MISSING : DONE)[state.status];
  return refuse(code, `request ${state.request} is ${state.status}; this needs ${allowed.join(' or ')}`);
}

export function unlessOffice(by: Actor, region: string): Rejection | null {
  return by.agency === officeOf(region)
    ? null
    : refuse('not-the-office', {
        en: `this is for ${officeOf(region)}, the account acts for ${by.agency ?? 'no agency'}`,
        zh: `须由 ${officeOf(region)} 办理，当前账号所属单位：${by.agency ?? '无'}`,
      });
}

export const participantOf = (state: RequestRecord, agency: AgencyId): ParticipantState | undefined =>
  state.participants.find((participant) => participant.agency === agency);

/** The state with one participant changed. */
export const withParticipant = (
  state: RequestRecord,
  agency: AgencyId,
  change: Partial<ParticipantState>,
): RequestRecord => ({
  ...state,
  participants: state.participants.map((known) => (known.agency === agency ? { ...known, ...change } : known)),
});

/** Who did something at an agency may not verify it later. */
export const withHandler = (state: RequestRecord, account: string): RequestRecord =>
  state.handlers.includes(account) ? state : { ...state, handlers: [...state.handlers, account] };
