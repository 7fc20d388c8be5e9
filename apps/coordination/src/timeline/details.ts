import type { DeadlineSubject, Kind, RequestEvent, Satisfaction } from '@sanban/casework';
import type { Bilingual } from '@sanban/contracts';
import type { LoadedProgramme } from '@sanban/programme';
import { lastDateBefore } from '@sanban/working-calendar';

const KINDS: Record<Kind, Bilingual> = {
  general: { zh: '一般问题', en: 'general' },
  complex: { zh: '复杂问题', en: 'complex' },
};
const SATISFACTION: Record<Satisfaction, Bilingual> = {
  satisfied: { zh: '满意', en: 'satisfied' },
  basicallySatisfied: { zh: '基本满意', en: 'basically satisfied' },
  dissatisfied: { zh: '不满意', en: 'dissatisfied' },
};
const SUBJECTS: Record<DeadlineSubject, Bilingual> = {
  assign: { zh: '交办', en: 'assignment' },
  plan: { zh: '制定方案', en: 'plan' },
  resolve: { zh: '办结', en: 'resolution' },
  opinion: { zh: '协办意见', en: 'opinion' },
};

/** People's own words; they are not translated. */
const said = (words: string): Bilingual => ({ zh: words, en: words });
const withReason = ({ zh, en }: Bilingual, reason: string | null | undefined): Bilingual =>
  reason === null || reason === undefined ? { zh, en } : { zh: `${zh}：${reason}`, en: `${en}: ${reason}` };
const saidOrNull = (words: string | null): Bilingual | null => (words === null ? null : said(words));

/** What belongs to the event beyond its title; agencies and actions by the programme's names. */
export function detailOf(event: RequestEvent, programme: LoadedProgramme): Bilingual | null {
  const name = (agency: string): Bilingual => programme.agency(agency)?.name ?? said(agency);
  const of = (agency: string, words: string): Bilingual => ({
    zh: `${name(agency).zh}：${words}`,
    en: `${name(agency).en}: ${words}`,
  });
  const until = (agency: string, dueAt: string): Bilingual => ({
    zh: `${name(agency).zh}，期限 ${lastDateBefore(dueAt)}`,
    en: `${name(agency).en}, due by ${lastDateBefore(dueAt)}`,
  });
  switch (event.type) {
    case 'RequestSubmitted':
      return said(event.data.title);
    case 'RequestTriaged': {
      const { kind, action, policyBasis } = event.data;
      const actionName = programme.action(action)?.name ?? said(action);
      const supported = policyBasis === 'supported';
      return {
        zh: `${KINDS[kind].zh}，${actionName.zh}，${supported ? '有' : '没有'}政策支撑`,
        en: `${KINDS[kind].en}, ${actionName.en}, ${supported ? 'supported' : 'not supported'} by policy`,
      };
    }
    case 'PolicyGapOpened':
    case 'PolicyGapRevised':
      return said(event.data.description);
    case 'RequestAssigned':
    case 'RequestReassigned': {
      const { lead, cooperating } = event.data;
      const others = cooperating.map(({ agency }) => name(agency));
      return {
        zh: `${name(lead.agency).zh}牵头${others.length > 0 ? `；${others.map(({ zh }) => zh).join('、')}配合` : ''}`,
        en: `${name(lead.agency).en} leads${others.length > 0 ? `; with ${others.map(({ en }) => en).join(', ')}` : ''}`,
      };
    }
    case 'CaseFileAccepted':
    case 'CooperationWithdrawn':
      return name(event.data.agency);
    case 'SuspensionGranted':
      return withReason(name(event.data.agency), event.data.reason);
    case 'ReturnRequested':
    case 'ExtensionRefused':
    case 'SuspensionRequested':
    case 'SuspensionRefused':
      return of(event.data.agency, event.data.reason);
    case 'ReportSetAside': {
      const { agency, reason } = event.data;
      const { zh, en } = typeof reason === 'string' ? said(reason) : reason;
      return { zh: `${name(agency).zh}：${zh}`, en: `${name(agency).en}: ${en}` };
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
      return said(event.data.steps.map(({ dueOn, description }) => `${dueOn} ${description}`).join('\n'));
    case 'ProgressRecorded':
      return of(event.data.agency, event.data.text);
    case 'OpinionRecorded':
      return of(event.data.agency, event.data.opinion);
    case 'RequestResolved':
      return of(event.data.agency, event.data.outcome.summary);
    case 'ResolutionRejected':
    case 'RequestReopened':
      return said(event.data.reason);
    case 'ResolutionVerified':
      return saidOrNull(event.data.note);
    case 'RequestClosed':
      return saidOrNull(event.data.ruling ?? event.data.note);
    case 'FollowedUp': {
      const { satisfaction, comment } = event.data;
      const { zh, en } = SATISFACTION[satisfaction];
      return comment === null ? { zh, en } : { zh: `${zh}：${comment}`, en: `${en}: ${comment}` };
    }
    case 'ExtensionRequested': {
      const { agency, until: day, reason } = event.data;
      return { zh: `${name(agency).zh}申请延至 ${day}：${reason}`, en: `${name(agency).en} until ${day}: ${reason}` };
    }
    case 'ExtensionGranted':
      return withReason(until(event.data.agency, event.data.deadline.dueAt), event.data.reason);
    case 'DeadlinePassed': {
      const { agency, dueAt, subject } = event.data;
      const { zh, en } = until(agency, dueAt);
      return { zh: `${SUBJECTS[subject].zh}：${zh}`, en: `${SUBJECTS[subject].en}: ${en}` };
    }
    case 'ReminderIssued':
      return until(event.data.agency, event.data.dueAt);
    case 'SupervisionOrderIssued': {
      const { number, agency, dueAt } = event.data;
      const { zh, en } = until(agency, dueAt);
      return { zh: `第 ${number} 号督办单：${zh}`, en: `order no. ${number}: ${en}` };
    }
    case 'PolicyGapWithdrawn':
    case 'ExtensionApprovalGiven':
    case 'RequestResumed':
      return null;
  }
}
