import { refuse } from '../rejections';
import { unknownCase, type Rejection } from '../decider';
import { recordAccepted } from './accept';
import type { RecordReport } from './commands';
import type { RequestEvent } from './events';
import { recordExtensionRequested } from './extension';
import { participantOf } from './guards';
import { recordPlanned } from './plan';
import { recordOpinion, recordProgress } from './progress';
import type { AgencyReport } from './report';
import { recordResolved } from './resolve';
import { recordReturned } from './return';
import type { ParticipantState, RequestRecord, RequestState } from './state';
import { recordSuspensionRequested } from './suspension';

/** What an agency did has happened: it is recorded with its effect or, where the office decided otherwise, without. */
export function recordReport({ report, now }: RecordReport, state: RequestState): readonly RequestEvent[] | Rejection {
  if (state.status === 'none') return refuse('request-not-found', `a report of case file ${report.caseFile} has none`);
  const participant = participantOf(state, report.agency);
  const recorded = unfit(state, report, participant) ?? fit(report, participant, state);
  if (typeof recorded !== 'string') return recorded;
  const { agency, caseFile, type } = report;
  const data = { agency, caseFile, report: type, reason: recorded, content: report, at: now };
  return [{ type: 'ReportSetAside', data }];
}

function unfit(
  state: RequestRecord,
  { agency, caseFile }: AgencyReport,
  participant: ParticipantState | undefined,
): string | null {
  if (state.status === 'closed') return 'the request is closed';
  if (participant === undefined) return `${agency} takes no part any more`;
  return participant.caseFile === caseFile ? null : `${agency} works on it under another case file now`;
}

function fit(
  report: AgencyReport,
  participant: ParticipantState | undefined,
  state: RequestRecord,
): readonly RequestEvent[] | string {
  if (participant === undefined) return `${report.agency} takes no part`;
  switch (report.type) {
    case 'accepted':
      return recordAccepted(report, participant);
    case 'returned':
      return recordReturned(report, participant, state);
    case 'planned':
      return recordPlanned(report, participant, state);
    case 'progress-reported':
      return recordProgress(report);
    case 'opinion-given':
      return recordOpinion(report, participant);
    case 'resolved':
      return recordResolved(report, participant, state);
    case 'extension-requested':
      return recordExtensionRequested(report, participant, state);
    case 'suspension-requested':
      return recordSuspensionRequested(report, participant, state);
    default:
      return unknownCase(report);
  }
}
