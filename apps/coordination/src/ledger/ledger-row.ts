import type { DeadlineSubject, RequestRecord, Satisfaction, TrackedDeadline } from '@sanban/casework';
import { parseInstant } from '@sanban/working-calendar';
import { told } from '../relay/request-facts';
import type { RecordedRequestEvent } from '../requests/request-stream';

/** A row of `ledger_requests`, column by column. Instants are RFC 3339. */
export interface LedgerRow {
  ordinal: number;
  id: string;
  number: string;
  region: string;
  programme: string;
  enterprise_id: string;
  enterprise_name: string;
  title: string;
  kind: string | null;
  action: string | null;
  measures: readonly string[];
  policy_basis: string | null;
  state: string;
  lead: string | null;
  cooperating: readonly string[];
  submitted_at: string;
  /** First assignment. */
  assigned_at: string | null;
  /** Last resolution that was not rejected. */
  resolved_at: string | null;
  closed_at: string | null;
  due_at: string | null;
  due_subject: DeadlineSubject | null;
  overdue: boolean;
  reminders: number;
  supervision_orders: number;
  returns: number;
  reopenings: number;
  /** Of the present round. */
  satisfaction: Satisfaction | null;
  revision: number;
  /** Revision after the last event that the agencies are told of. */
  told: number | null;
}

export type Place = Pick<LedgerRow, 'ordinal' | 'number'>;

/** What the events count beyond the request's own state. */
type Tally = Pick<
  LedgerRow,
  'assigned_at' | 'resolved_at' | 'closed_at' | 'reminders' | 'supervision_orders' | 'returns' | 'reopenings'
>;

const NOTHING: Tally = {
  assigned_at: null,
  resolved_at: null,
  closed_at: null,
  reminders: 0,
  supervision_orders: 0,
  returns: 0,
  reopenings: 0,
};

function tallied(tally: Tally, { type, data }: RecordedRequestEvent): Tally {
  switch (type) {
    case 'RequestAssigned':
      return { ...tally, assigned_at: data.at };
    case 'RequestResolved':
      return { ...tally, resolved_at: data.at };
    case 'ResolutionRejected':
      return { ...tally, resolved_at: null };
    case 'RequestClosed':
      return { ...tally, closed_at: data.at };
    case 'RequestReopened':
      return { ...tally, resolved_at: null, closed_at: null, reopenings: tally.reopenings + 1 };
    case 'ReturnRequested':
      return { ...tally, returns: tally.returns + 1 };
    case 'ReminderIssued':
      return { ...tally, reminders: tally.reminders + 1 };
    case 'SupervisionOrderIssued':
      return { ...tally, supervision_orders: tally.supervision_orders + 1 };
    default:
      return tally;
  }
}

/**
 * Earliest first. While the request is suspended its clocks stand still: what had passed by then stays due, and overdue;
 * nothing else is.
 */
function dueOf({ deadlines, suspendedAt }: RequestRecord): readonly TrackedDeadline[] {
  return deadlines
    .filter(({ state, dueAt }) => state === 'open' && (suspendedAt === null || hasPassed(dueAt, suspendedAt)))
    .sort((a, b) => parseInstant(a.dueAt) - parseInstant(b.dueAt));
}

const hasPassed = (dueAt: string, at: string): boolean => parseInstant(dueAt) <= parseInstant(at);

/** @param state right after `event` */
export function rowAfter(
  before: LedgerRow | null,
  event: RecordedRequestEvent,
  state: RequestRecord,
  place: Place,
): LedgerRow {
  const { assigned_at, resolved_at, closed_at, reminders, supervision_orders, returns, reopenings } = tallied(
    before ?? NOTHING,
    event,
  );
  const due = dueOf(state);
  return {
    ordinal: place.ordinal,
    number: place.number,
    id: state.request,
    region: state.region,
    programme: state.programme,
    enterprise_id: state.enterprise.id,
    enterprise_name: state.enterprise.name,
    title: state.title,
    kind: state.triage?.kind ?? null,
    action: state.triage?.action ?? null,
    measures: state.triage?.measures ?? [],
    policy_basis: state.triage?.policyBasis ?? null,
    state: state.status,
    lead: state.participants.find(({ role }) => role === 'lead')?.agency ?? null,
    cooperating: state.participants.filter(({ role }) => role === 'cooperating').map(({ agency }) => agency),
    submitted_at: state.submittedAt,
    assigned_at,
    resolved_at,
    closed_at,
    due_at: due[0]?.dueAt ?? null,
    due_subject: due[0]?.subject ?? null,
    // What passes is recorded by a timer; the suspension may come before it, and then there is none.
    overdue: state.suspendedAt === null ? due.some(({ passedAt }) => passedAt !== null) : due.length > 0,
    reminders,
    supervision_orders,
    returns,
    reopenings,
    satisfaction: state.followUp?.satisfaction ?? null,
    revision: event.revision,
    told: told(event, state) === null ? (before?.told ?? null) : event.revision,
  };
}
