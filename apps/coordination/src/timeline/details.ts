import type { Kind, RequestEvent, Satisfaction } from '@sanban/casework';
import type { Bilingual } from '@sanban/contracts';
import type { LoadedProgramme } from '@sanban/programme';
import {
  AgencyNames,
  dueSaid,
  followedBy,
  outcomeSaid,
  said,
  stepsSaid,
  subjectSaid,
  suspensionSaid,
} from '@sanban/service-kit';
import { reportSaid } from './report-said';

const KINDS: Record<Kind, Bilingual> = {
  general: { zh: '一般问题', en: 'general' },
  complex: { zh: '复杂问题', en: 'complex' },
};
const SATISFACTION: Record<Satisfaction, Bilingual> = {
  satisfied: { zh: '满意', en: 'satisfied' },
  basicallySatisfied: { zh: '基本满意', en: 'basically satisfied' },
  dissatisfied: { zh: '不满意', en: 'dissatisfied' },
};
const saidOrNull = (words: string | null | undefined): Bilingual | null =>
  words === null || words === undefined ? null : said(words);

/**
 * What belongs to the event beyond its title: every word that people gave with it, agencies and actions by the
 * programme's names.
 * @param subjectOf what a deadline is for, by its id
 */
export function detailOf(
  event: RequestEvent,
  programme: LoadedProgramme,
  subjectOf: (deadline: string) => Bilingual | null,
): Bilingual | null {
  const names = new AgencyNames(programme);
  const name = (agency: string): Bilingual => names.of(agency);
  const of = (agency: string, words: Bilingual | string): Bilingual =>
    followedBy(name(agency), typeof words === 'string' ? said(words) : words);
  const until = (agency: string, dueAt: string): Bilingual => dueSaid(name(agency), dueAt);
  const due = ({ deadline, agency, dueAt }: { deadline: string; agency: string; dueAt: string }): Bilingual => {
    const subject = subjectOf(deadline);
    return subject === null ? until(agency, dueAt) : followedBy(subject, until(agency, dueAt));
  };
  switch (event.type) {
    case 'RequestSubmitted':
      return said(event.data.title);
    case 'RequestTriaged': {
      const { kind, action, policyBasis, note } = event.data;
      const actionName = programme.action(action)?.name ?? said(action);
      const supported = policyBasis === 'supported';
      const judged = {
        zh: `${KINDS[kind].zh}，${actionName.zh}，${supported ? '有' : '没有'}政策支撑`,
        en: `${KINDS[kind].en}, ${actionName.en}, ${supported ? 'supported' : 'not supported'} by policy`,
      };
      return followedBy(judged, saidOrNull(note));
    }
    case 'PolicyGapOpened':
    case 'PolicyGapRevised':
      return said(event.data.description);
    case 'RequestAssigned':
      return teamOf(event.data, names);
    case 'RequestReassigned':
      return followedBy(teamOf(event.data, names), said(event.data.reason));
    case 'CaseFileAccepted':
    case 'CooperationWithdrawn':
      return name(event.data.agency);
    case 'SuspensionGranted':
      return followedBy(name(event.data.agency), saidOrNull(event.data.reason));
    case 'ReturnRequested':
      return of(event.data.agency, names.returnSaid(event.data));
    case 'SuspensionRequested':
      return of(event.data.agency, suspensionSaid(event.data));
    case 'ExtensionRefused':
    case 'SuspensionRefused':
      return of(event.data.agency, event.data.reason);
    case 'ReportSetAside': {
      const { agency, reason, content } = event.data;
      const { zh, en } = of(agency, said(reason));
      const words = reportSaid(content, names);
      return words === null ? { zh, en } : { zh: `${zh}\n${words.zh}`, en: `${en}\n${words.en}` };
    }
    case 'ReturnRuled': {
      const { agency, ruling, reason } = event.data;
      const upheld = ruling === 'upheld';
      return {
        zh: `${upheld ? '同意' : '不同意'}${name(agency).zh}退回：${reason}`,
        en: `${upheld ? 'upheld' : 'rejected'} for ${name(agency).en}: ${reason}`,
      };
    }
    case 'PlanRecorded':
      return stepsSaid(event.data.steps);
    case 'ProgressRecorded':
      return of(event.data.agency, event.data.text);
    case 'OpinionRecorded':
      return of(event.data.agency, event.data.opinion);
    case 'RequestResolved':
      return of(event.data.agency, outcomeSaid(event.data.outcome));
    case 'ResolutionRejected':
    case 'RequestReopened':
      return said(event.data.reason);
    case 'ResolutionVerified':
      return saidOrNull(event.data.note);
    case 'RequestClosed':
      return closingSaid(event.data);
    case 'FollowedUp': {
      const { satisfaction, comment } = event.data;
      return followedBy(SATISFACTION[satisfaction], saidOrNull(comment));
    }
    case 'ExtensionRequested': {
      const { agency, until: day, reason } = event.data;
      return { zh: `${name(agency).zh}申请延至 ${day}：${reason}`, en: `${name(agency).en} until ${day}: ${reason}` };
    }
    case 'ExtensionGranted':
      return followedBy(until(event.data.agency, event.data.deadline.dueAt), saidOrNull(event.data.reason));
    case 'DeadlinePassed': {
      const { agency, dueAt, subject } = event.data;
      return followedBy(subjectSaid(subject), until(agency, dueAt));
    }
    case 'ReminderIssued':
      return due(event.data);
    case 'SupervisionOrderIssued': {
      const { number } = event.data;
      return followedBy({ zh: `第 ${number} 号督办单`, en: `order no. ${number}` }, due(event.data));
    }
    case 'ExtensionApprovalGiven':
      return saidOrNull(event.data.reason);
    case 'PolicyGapWithdrawn':
    case 'RequestResumed':
      return null;
  }
}

type Assignment = Extract<RequestEvent, { type: 'RequestAssigned' }>['data'];

const teamOf = ({ lead, cooperating }: Pick<Assignment, 'lead' | 'cooperating'>, names: AgencyNames): Bilingual =>
  names.team(
    lead.agency,
    cooperating.map(({ agency }) => agency),
  );

/** Why no department caused it, where that had to be said, and what else the office noted. */
function closingSaid({ ruling, note }: { ruling: string | null; note: string | null }): Bilingual | null {
  const words = [ruling, note].filter((each) => each !== null);
  return words.length === 0 ? null : said(words.join('\n'));
}
