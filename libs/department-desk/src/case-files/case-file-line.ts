import { caseFileDecider, type CaseFileEvent, type CaseFileRecord } from '@sanban/casework';
import type { RecordedEvent } from '@sanban/event-store';
import { isReported } from '../reports/report-of';

/** A line of the read model, with its columns' names. Instants as RFC 3339. */
export interface CaseFileLine {
  id: string;
  request: string;
  agency: string;
  role: string;
  state: string;
  round: number;
  title: string;
  enterprise_id: string;
  enterprise_name: string;
  kind: string;
  action: string;
  policy_basis: string;
  assigned_at: string;
  due_at: string | null;
  opened_at: string;
  accepted_at: string | null;
  resolved_at: string | null;
  closed_at: string | null;
  /** Since when its clocks stand still; null while they run. */
  suspended_at: string | null;
  revision: number;
  /** Revision of the last event that the office is told of. */
  reported: number | null;
  record: CaseFileRecord;
}

/** What of a line the next event cannot be folded without. */
export type Folded = Pick<
  CaseFileLine,
  'opened_at' | 'accepted_at' | 'resolved_at' | 'closed_at' | 'suspended_at' | 'reported' | 'record'
>;

/**
 * The line after one more event of its stream; the first event begins it anew, whatever was there.
 * @throws where the stream does not begin with the opening
 */
export function fold(known: Folded | undefined, recorded: RecordedEvent): CaseFileLine {
  // The streams of case files hold what their decider decided.
  const event = recorded as RecordedEvent & CaseFileEvent;
  const before = event.type === 'CaseFileOpened' ? undefined : known;
  const record = caseFileDecider.evolve(before?.record ?? caseFileDecider.initial, event);
  if (record.status === 'none') throw new Error(`${recorded.stream} does not begin with CaseFileOpened`);
  const { at } = event.data;
  const suspendedAt = !record.suspended ? null : event.type === 'Suspended' ? at : (before?.suspended_at ?? null);
  const newRound = event.type === 'CaseFileReopened';
  return {
    id: record.caseFile,
    request: record.request,
    agency: record.agency,
    role: record.role,
    state: record.status,
    round: record.round,
    title: record.title,
    enterprise_id: record.enterprise.id,
    enterprise_name: record.enterprise.name,
    kind: record.kind,
    action: record.action,
    policy_basis: record.policyBasis,
    assigned_at: record.assignedAt,
    due_at: nextDue(record, suspendedAt),
    opened_at: before?.opened_at ?? at,
    // An agency that had accepted need not do so again in a new round.
    accepted_at: event.type === 'CaseFileAccepted' ? at : (before?.accepted_at ?? null),
    resolved_at: event.type === 'CaseFileResolved' ? at : newRound ? null : (before?.resolved_at ?? null),
    closed_at:
      event.type === 'CaseFileClosed' || event.type === 'CaseFileWithdrawn'
        ? at
        : newRound
          ? null
          : (before?.closed_at ?? null),
    suspended_at: suspendedAt,
    revision: recorded.revision,
    reported: isReported(event) ? recorded.revision : (before?.reported ?? null),
    record,
  };
}

/**
 * Of the next open deadline; null where none is open. While the clocks stand still only what had passed before is due:
 * that stays overdue, as the office's ledger has it.
 */
export function nextDue({ deadlines }: CaseFileRecord, suspendedAt: string | null): string | null {
  const due = deadlines
    .filter(
      ({ state, dueAt }) => state === 'open' && (suspendedAt === null || Date.parse(dueAt) <= Date.parse(suspendedAt)),
    )
    .map(({ dueAt }) => dueAt);
  return due.sort((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null;
}

/** Since when the clocks of a case file stand still; null while they run. */
export const suspendedSince = ({ suspended }: CaseFileRecord, events: readonly CaseFileEvent[]): string | null =>
  suspended ? (events.findLast(({ type }) => type === 'Suspended')?.data.at ?? null) : null;
