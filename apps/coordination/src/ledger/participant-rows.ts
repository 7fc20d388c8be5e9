import type { CaseFileStatus, ParticipantState, RequestRecord } from '@sanban/casework';

/** A row of `ledger_participants`. */
export interface ParticipantRow {
  case_file: string;
  ordinal: number;
  request: string;
  agency: string;
  role: 'lead' | 'cooperating';
  state: CaseFileStatus;
  current: boolean;
}

/** What the office knows of a case file, in the case file's own words, so that the two can be compared. */
export function caseFileStatus(state: RequestRecord, participant: ParticipantState): CaseFileStatus {
  if (state.status === 'closed') return 'closed';
  // Verification ends the work of all of them, whatever the cooperating agencies have still open.
  if (state.status === 'verified' || state.status === 'followedUp') return 'verified';
  const { role, returning, opinion, accepted } = participant;
  if (role === 'lead' && state.status === 'resolved') return 'resolved';
  if (returning !== null) return returning.upheld ? 'returnUpheld' : 'returned';
  if (role === 'lead' && state.plan !== null) return 'planned';
  if (opinion !== null) return 'answered';
  return accepted ? 'accepted' : 'open';
}

/** @param before the rows as they were: a case file that is no part any more stays, withdrawn */
export function participantRows(
  state: RequestRecord,
  ordinal: number,
  before: readonly ParticipantRow[],
): ParticipantRow[] {
  const current = state.participants.map((participant) => ({
    case_file: participant.caseFile,
    ordinal,
    request: state.request,
    agency: participant.agency,
    role: participant.role,
    state: caseFileStatus(state, participant),
    current: true,
  }));
  const present = new Set(current.map(({ case_file }) => case_file));
  const gone = before
    .filter(({ case_file }) => !present.has(case_file))
    .map((row) => ({ ...row, state: 'withdrawn' as const, current: false }));
  return [...current, ...gone];
}
