import type { CaseFileSummary, LedgerEntry } from '@sanban/contracts';

/** One agency's part of one request as the office's ledger has it. */
export interface OfficeLine {
  request: string;
  number: string;
  caseFile: string;
  agency: string;
  role: 'lead' | 'cooperating';
  /** False: it was taken from the agency. */
  current: boolean;
  /** Of the case file, in the case file's own words. */
  state: string;
  /** Revision of the case file that the office last heard of; null: it has heard nothing yet. */
  heard: number | null;
  /** Of the request after the last event that its agencies are told of. */
  told: number | null;
  /** Next open deadline of the whole request, and what it is for. */
  dueAt: string | null;
  dueSubject: LedgerEntry['dueSubject'];
}

/** The same part as the agency's own case file has it. */
export type AgencyLine = Pick<
  CaseFileSummary,
  'id' | 'request' | 'agency' | 'role' | 'state' | 'reportedRevision' | 'requestRevision' | 'dueAt'
>;

export const officeLines = (entry: LedgerEntry): OfficeLine[] =>
  entry.participants.map(({ agency, caseFile, role, current, state, revision }) => ({
    request: entry.id,
    number: entry.number,
    caseFile,
    agency,
    role,
    current,
    state,
    heard: revision,
    told: entry.toldRevision,
    dueAt: entry.dueAt,
    dueSubject: entry.dueSubject,
  }));
