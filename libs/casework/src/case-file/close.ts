import { lapse, put } from '../deadlines';
import type { DataOf, Reason } from '../request/events';
import type { CaseFileEvent } from './events';
import { isFor, isOver, ownDeadlines, type DecisionOf } from './guards';
import type { CaseFileRecord } from './state';

const RETURN_UPHELD: Reason = { zh: '退回已获同意', en: 'the return was upheld' };

type Over = 'closed' | 'withdrawn';

const over = (state: CaseFileRecord, status: Over): CaseFileRecord => ({
  ...state,
  status,
  extension: null,
  suspension: null,
  suspended: false,
  deadlines: lapse(state.deadlines, () => true),
});

export const mirrorClosed = (state: CaseFileRecord, at: string): readonly CaseFileEvent[] =>
  isOver(state) ? [] : [{ type: 'CaseFileClosed', data: { at } }];

export const closed = (state: CaseFileRecord): CaseFileRecord => over(state, 'closed');

/** A cooperating agency whose return was upheld has nothing more to do with it. */
export const mirrorCooperationWithdrawn = (
  state: CaseFileRecord,
  decision: DecisionOf<'cooperation-withdrawn'>,
): readonly CaseFileEvent[] =>
  isOver(state) || !isFor(state, decision)
    ? []
    : [{ type: 'CaseFileWithdrawn', data: { reason: RETURN_UPHELD, at: decision.at } }];

export const withdrawn = (state: CaseFileRecord): CaseFileRecord => over(state, 'withdrawn');

/** A withdrawn case file stays withdrawn. */
export const mirrorReopened = (
  state: CaseFileRecord,
  { round, reason, deadlines, at }: DecisionOf<'reopened'>,
): readonly CaseFileEvent[] =>
  state.status === 'withdrawn' || round <= state.round
    ? []
    : [{ type: 'CaseFileReopened', data: { round, reason, deadlines: ownDeadlines(state, deadlines), at } }];

export function reopened(state: CaseFileRecord, data: DataOf<CaseFileEvent, 'CaseFileReopened'>): CaseFileRecord {
  const { round, deadlines, at } = data;
  return {
    ...state,
    status: state.accepted ? 'accepted' : 'open',
    round,
    returnRejected: false,
    plan: null,
    opinion: null,
    opinions: [],
    outcome: null,
    extension: null,
    suspension: null,
    suspended: false,
    deadlines: put(
      lapse(state.deadlines, () => true),
      deadlines,
      at,
    ),
  };
}
