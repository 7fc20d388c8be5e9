import fc from 'fast-check';
import type { AgencyCommand } from '../case-file/commands';
import type { CaseFileRecord } from '../case-file/state';
import type { RequestState } from '../request/state';

const OFFICE_MOVES = [
  'submit',
  'triage',
  'assign',
  'reassign',
  'ruleReturn',
  'verify',
  'followUp',
  'close',
  'reopen',
  'ruleExtension',
  'ruleSuspension',
  'resume',
] as const;
const AGENCY_MOVES = [
  'Accept',
  'Return',
  'MakePlan',
  'ReportProgress',
  'GiveOpinion',
  'Resolve',
  'RequestExtension',
  'RequestSuspension',
] as const satisfies readonly AgencyCommand['type'][];

export type OfficeMove = (typeof OFFICE_MOVES)[number];
export type AgencyMove = (typeof AGENCY_MOVES)[number];

/** One thing that somebody does; `move` null: what suggests itself; `pick` and `other` choose among what there is. */
export interface Move {
  what:
    | { kind: 'office'; move: OfficeMove | null }
    | { kind: 'agency'; move: AgencyMove | null }
    | { kind: 'timer' | 'toAgency' | 'toOffice' };
  pick: number;
  other: number;
  hours: number;
}

const number = fc.nat({ max: 23 });
const move = (what: fc.Arbitrary<Move['what']>): fc.Arbitrary<Move> =>
  fc.record({
    what,
    pick: number,
    other: number,
    hours: fc.oneof({ weight: 9, arbitrary: fc.nat({ max: 4 }) }, { weight: 1, arbitrary: fc.nat({ max: 60 }) }),
  });

/** Mostly what suggests itself, sometimes anything at all; the bus delivers as slowly as it likes. */
export const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: move(fc.constant({ kind: 'office', move: null })) },
    { weight: 5, arbitrary: move(fc.constant({ kind: 'agency', move: null })) },
    { weight: 6, arbitrary: move(fc.constant({ kind: 'toAgency' })) },
    { weight: 3, arbitrary: move(fc.constant({ kind: 'toOffice' })) },
    { weight: 1, arbitrary: move(fc.constant({ kind: 'timer' })) },
    { weight: 1, arbitrary: move(fc.record({ kind: fc.constant('office'), move: fc.constantFrom(...OFFICE_MOVES) })) },
    { weight: 1, arbitrary: move(fc.record({ kind: fc.constant('agency'), move: fc.constantFrom(...AGENCY_MOVES) })) },
  ),
  { minLength: 30, maxLength: 160, size: 'max' },
);

const one = <T>(of: readonly [T, ...T[]], pick: number): T => of[pick % of.length] ?? of[0];

/** What the office would do next. */
export function officeNext(state: RequestState, pick: number): OfficeMove {
  if (state.status === 'none') return 'submit';
  if (state.suspension !== null) return 'ruleSuspension';
  if (state.extension !== null) return 'ruleExtension';
  if (state.suspendedAt !== null) return 'resume';
  if (state.participants.some(({ returning }) => returning?.upheld === false)) return 'ruleReturn';
  switch (state.status) {
    case 'submitted':
      return 'triage';
    case 'triaged':
      return 'assign';
    case 'returnRequested':
    case 'returnUpheld':
      return 'reassign';
    case 'assigned':
    case 'handling':
      return pick === 0 ? 'reassign' : 'verify';
    case 'resolved':
      return 'verify';
    case 'verified':
      return 'followUp';
    case 'followedUp':
      return one(['close', 'close', 'reopen'], pick);
    case 'closed':
      return one(['close', 'reopen', 'close'], pick);
  }
}

/** What the agency would do next. */
export function agencyNext({ status, role, kind }: CaseFileRecord, pick: number): AgencyMove {
  if (status === 'open') return one(['Accept', 'Accept', 'Accept', 'Return'], pick);
  if (role === 'cooperating') return one(['GiveOpinion', 'ReportProgress', 'Return', 'GiveOpinion'], pick);
  if (status === 'accepted' && kind === 'complex' && pick < 14) return 'MakePlan';
  return one(['Resolve', 'RequestExtension', 'RequestSuspension', 'Resolve', 'Return', 'MakePlan'], pick);
}
