import type { CaseFileEvent } from '@sanban/casework';
import type { Bilingual } from '@sanban/contracts';
import {
  dueSaid,
  followedBy,
  outcomeSaid,
  said,
  stepsSaid,
  suspensionSaid,
  type AgencyNames,
} from '@sanban/service-kit';

/** What happened, in a few words. */
export const TITLES: Record<CaseFileEvent['type'], Bilingual> = {
  CaseFileOpened: { zh: '收到交办', en: 'Assigned by the office' },
  CaseFileAccepted: { zh: '签收', en: 'Accepted' },
  CaseFileReturned: { zh: '申请退回', en: 'Return asked for' },
  ReturnUpheld: { zh: '同意退回', en: 'Return upheld' },
  ReturnRejected: { zh: '不同意退回', en: 'Return rejected' },
  PlanMade: { zh: '制定办理方案', en: 'Plan made' },
  ProgressReported: { zh: '报告进展', en: 'Progress reported' },
  OpinionGiven: { zh: '提出协办意见', en: 'Opinion given' },
  OpinionReceived: { zh: '收到协办意见', en: 'Opinion of a cooperating agency received' },
  CaseFileResolved: { zh: '办结', en: 'Resolved' },
  ResolutionRejected: { zh: '核实未通过', en: 'Resolution rejected' },
  ResolutionVerified: { zh: '核实通过', en: 'Resolution verified' },
  ExtensionRequested: { zh: '申请延期', en: 'Extension asked for' },
  ExtensionGranted: { zh: '同意延期', en: 'Extension granted' },
  ExtensionRefused: { zh: '不同意延期', en: 'Extension refused' },
  SuspensionRequested: { zh: '申请挂账', en: 'Suspension asked for' },
  Suspended: { zh: '挂账', en: 'Suspended' },
  SuspensionRefused: { zh: '不同意挂账', en: 'Suspension refused' },
  Resumed: { zh: '恢复办理', en: 'Resumed' },
  Reminded: { zh: '收到催办', en: 'Reminded' },
  SupervisionOrderReceived: { zh: '收到督办单', en: 'Supervision order received' },
  ParticipantsChanged: { zh: '承办单位调整', en: 'Other agencies work on the request now' },
  CaseFileWithdrawn: { zh: '承办件收回', en: 'Withdrawn by the office' },
  CaseFileClosed: { zh: '销号', en: 'Closed' },
  CaseFileReopened: { zh: '重新办理', en: 'Reopened' },
};

/**
 * What was said with it, every word that people gave. They write in Chinese; their words are not translated.
 * @param subjectOf what a deadline is for, by its id
 */
export function detailOf(
  event: CaseFileEvent,
  names: AgencyNames,
  subjectOf: (deadline: string) => Bilingual | null,
): Bilingual | null {
  const due = ({ deadline, dueAt }: { deadline: string; dueAt: string }): Bilingual =>
    dueSaid(subjectOf(deadline), dueAt);
  switch (event.type) {
    case 'CaseFileOpened':
      return said(event.data.title);
    case 'ProgressReported':
      return said(event.data.text);
    case 'OpinionGiven':
      return said(event.data.opinion);
    case 'OpinionReceived':
      return followedBy(names.of(event.data.agency), said(event.data.opinion));
    case 'CaseFileResolved':
      return outcomeSaid(event.data.outcome);
    case 'PlanMade':
      return stepsSaid(event.data.steps);
    case 'ExtensionRequested':
      return {
        zh: `延至 ${event.data.until}：${event.data.reason}`,
        en: `until ${event.data.until}: ${event.data.reason}`,
      };
    case 'Reminded':
      return due(event.data);
    case 'SupervisionOrderReceived': {
      const { number } = event.data;
      return followedBy({ zh: `第 ${number} 号督办单`, en: `order no. ${number}` }, due(event.data));
    }
    case 'ParticipantsChanged':
      return names.team(event.data.lead, event.data.cooperating);
    case 'CaseFileReturned':
      return names.returnSaid(event.data);
    case 'SuspensionRequested':
      return suspensionSaid(event.data);
    case 'ReturnUpheld':
    case 'ReturnRejected':
    case 'ResolutionRejected':
    case 'ExtensionRefused':
    case 'SuspensionRefused':
    case 'CaseFileWithdrawn':
    case 'CaseFileReopened':
      return said(event.data.reason);
    case 'CaseFileAccepted':
    case 'ResolutionVerified':
    case 'ExtensionGranted':
    case 'Suspended':
    case 'Resumed':
    case 'CaseFileClosed':
      return null;
  }
}
