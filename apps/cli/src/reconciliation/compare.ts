import type { AgencyLine, OfficeLine } from './lines';

/** What is compared, line by line. */
export type Subject = 'caseFile' | 'request' | 'agency' | 'role' | 'state' | 'dueAt' | 'heard' | 'told';

/** One thing about one case file in which the two records do not agree; null: it has no such line at all. */
export interface Difference {
  request: string;
  caseFile: string;
  agency: string;
  subject: Subject;
  office: string | null;
  caseFileSays: string | null;
}

/** Every difference between the office's ledger and the agencies' case files. Empty: they agree. */
export function compare(office: readonly OfficeLine[], agencies: readonly AgencyLine[]): Difference[] {
  const theirs = new Map(agencies.map((line) => [line.id, line]));
  const ours = new Set(office.map(({ caseFile }) => caseFile));
  const unknown = agencies
    .filter(({ id }) => !ours.has(id))
    .map(({ id, request, agency, state }): Difference => ({
      request,
      caseFile: id,
      agency,
      subject: 'caseFile',
      office: null,
      caseFileSays: state,
    }));
  return [...office.flatMap((line) => compareOne(line, theirs.get(line.caseFile))), ...unknown];
}

// An agency that is no part any more need not hear what follows.
function compareOne(line: OfficeLine, file: AgencyLine | undefined): Difference[] {
  const at = { request: line.request, caseFile: line.caseFile, agency: line.agency };
  if (file === undefined) return [{ ...at, subject: 'caseFile', office: line.state, caseFileSays: null }];
  const checks: [Subject, boolean, string | number | null, string | number | null][] = [
    ['request', file.request === line.request, line.request, file.request],
    ['agency', file.agency === line.agency, line.agency, file.agency],
    ['role', file.role === line.role, line.role, file.role],
    ['state', file.state === line.state, line.state, file.state],
    ['dueAt', sameDue(line, file), line.dueAt, file.dueAt],
    ['heard', line.heard === file.reportedRevision, line.heard, file.reportedRevision],
    ['told', !line.current || line.told === file.requestRevision, line.told, file.requestRevision],
  ];
  return checks
    .filter(([, agrees]) => !agrees)
    .map(([subject, , ours, theirs]) => ({ ...at, subject, office: text(ours), caseFileSays: text(theirs) }));
}

/** The ledger names the next deadline of the request: the lead's own, unless a cooperating agency's opinion comes first. */
function sameDue({ role, current, dueAt, dueSubject }: OfficeLine, file: AgencyLine): boolean {
  if (!current || role !== 'lead') return true;
  if (dueSubject === 'opinion') return true;
  return (
    (dueAt === null) === (file.dueAt === null) && (dueAt === null || Date.parse(dueAt) === Date.parse(file.dueAt ?? ''))
  );
}

const text = (value: string | number | null): string | null => (value === null ? null : String(value));
