import { requestDecider, type RequestRecord } from '@sanban/casework';
import type { RecordedRequestEvent } from '../requests/request-stream';
import { rowAfter, type LedgerRow, type Place } from './ledger-row';
import { participantRows, type ParticipantRow } from './participant-rows';

/** What the projection remembers of a request between two events. The text is left out: no fold needs it again. */
export interface LedgerFold {
  row: LedgerRow;
  record: RequestRecord;
  participants: ParticipantRow[];
}

/** Null: the stream does not begin with a submission. An event that the fold has seen changes nothing. */
export function foldedWith(before: LedgerFold | null, event: RecordedRequestEvent, place: Place): LedgerFold | null {
  if (before !== null && event.revision <= before.row.revision) return before;
  const state = requestDecider.evolve(before?.record ?? requestDecider.initial, event);
  if (state.status === 'none') return null;
  const record = { ...state, text: '' };
  return {
    record,
    row: rowAfter(before?.row ?? null, event, record, place),
    participants: participantRows(record, place.ordinal, before?.participants ?? []),
  };
}
