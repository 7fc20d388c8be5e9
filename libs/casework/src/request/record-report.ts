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
import { isSetAside, type SetAside } from './set-aside';
import type { ParticipantState, RequestRecord, RequestState } from './state';
import { recordSuspensionRequested } from './suspension';

/** What an agency did has happened: it is recorded with its effect or, where the office decided otherwise, without. */
export function recordReport({ report, now }: RecordReport, state: RequestState): readonly RequestEvent[] | Rejection {
  if (state.status === 'none') return refuse('request-not-found', `a report of case file ${report.caseFile} has none`);
  const participant = participantOf(state, report.agency);
  const recorded = unfit(state, report, participant) ?? fit(report, participant, state);
  if (!isSetAside(recorded)) return recorded;
  const { agency, caseFile, type } = report;
  const data = { agency, caseFile, report: type, reason: recorded, content: report, at: now };
  return [{ type: 'ReportSetAside', data }];
}

function unfit(
  state: RequestRecord,
  { agency, caseFile, type }: AgencyReport,
  participant: ParticipantState | undefined,
): SetAside | null {
  // Who accepted before it heard of the closing need not do so again after a reopening.
  if (state.status === 'closed' && type !== 'accepted') return { zh: '诉求已销号', en: 'the request is closed' };
  if (participant === undefined) return noPart(agency);
  if (participant.caseFile === caseFile) return null;
  return { zh: '该单位现以另一承办件办理', en: `${agency} works on it under another case file now` };
}

const noPart = (agency: string): SetAside => ({
  zh: '该单位已不承办此件',
  en: `${agency} takes no part any more`,
});

function fit(
  report: AgencyReport,
  participant: ParticipantState | undefined,
  state: RequestRecord,
): readonly RequestEvent[] | SetAside {
  if (participant === undefined) return noPart(report.agency);
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
