import type { CaseFileSummary, LedgerEntry } from '@sanban/contracts';

type RequestState = LedgerEntry['state'];
type CaseFileState = CaseFileSummary['state'];

/** The lead's case file that belongs to each state of a request; docs/reconciliation.md publishes it. */
const OF_LEAD: Readonly<Record<RequestState, readonly CaseFileState[]>> = {
  submitted: [],
  triaged: [],
  assigned: ['open'],
  handling: ['accepted', 'planned'],
  returnRequested: ['returned'],
  returnUpheld: ['returnUpheld'],
  resolved: ['resolved'],
  verified: ['verified'],
  followedUp: ['verified'],
  closed: ['closed'],
};

/** A cooperating agency goes its own pace until the request is closed. */
const OF_COOPERATING: readonly CaseFileState[] = ['open', 'accepted', 'answered', 'returned', 'returnUpheld'];

/** States in which a case file may be, given what the office's ledger says of it. */
export function agreeing(
  request: RequestState,
  { role, current }: { role: 'lead' | 'cooperating'; current: boolean },
): readonly CaseFileState[] {
  if (!current) return ['withdrawn'];
  if (role === 'lead' || request === 'closed') return OF_LEAD[request];
  return OF_COOPERATING;
}
