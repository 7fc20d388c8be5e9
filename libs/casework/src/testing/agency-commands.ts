import type {
  Accept,
  GiveOpinion,
  MakePlan,
  MirrorOffice,
  ReportProgress,
  RequestExtension,
  RequestSuspension,
  Resolve,
  Return,
} from '../case-file/commands';
import type { OfficeDecision } from '../case-file/office-decision';
import type { Deadline } from '../deadline';
import { at, calendar, FINANCE, handlerOf, outcome, REGION, rules, TAX } from './sample';

const given = { rules, calendar, by: handlerOf(FINANCE) };

/** Finance leads with case file c-1, tax cooperates with c-2; assigned on Monday 2022-08-22. */
export const participants = [
  { agency: FINANCE, caseFile: 'c-1', role: 'lead' },
  { agency: TAX, caseFile: 'c-2', role: 'cooperating' },
] as const;

export const deadlineOf = (subject: Deadline['subject'], agency: string, dueAt: string): Deadline => ({
  id: `${subject}:${agency}:1`,
  subject,
  agency,
  rule: subject === 'opinion' ? rules.opinion : rules.general.resolve,
  startedAt: at('08-22', '10:00:00'),
  dueAt,
  calendarVersion: calendar.version,
});

export const RESOLVE = deadlineOf('resolve', FINANCE, at('08-30', '00:00:00'));
export const OPINION = deadlineOf('opinion', TAX, at('08-26', '00:00:00'));

const substance = {
  request: 'r-1',
  participants,
  round: 1,
  region: REGION,
  programme: rules.programme,
  enterprise: { id: 'e-1', name: '临翔某茶叶有限公司' },
  title: '贴息未到账',
  text: '一季度贷款贴息尚未到账',
  kind: 'general',
  action: 'financing',
  measures: ['financing/01'],
  policyBasis: 'supported',
  deadlines: [RESOLVE, OPINION],
} as const;

type Assigned = Extract<OfficeDecision, { type: 'assigned' }>;
type Reassigned = Extract<OfficeDecision, { type: 'reassigned' }>;

export const assigned = (change: Partial<Assigned> = {}): Assigned => ({
  type: 'assigned',
  ...substance,
  at: at('08-22', '10:00:00'),
  ...change,
});

export const complex: Partial<Assigned> = {
  kind: 'complex',
  deadlines: [{ ...deadlineOf('plan', FINANCE, at('08-30', '00:00:00')), rule: rules.complex.plan }],
};

export const reassigned = (change: Partial<Reassigned>): Reassigned => ({
  type: 'reassigned',
  ...substance,
  round: 2,
  withdrawn: [],
  reason: '职责不符',
  at: at('08-23'),
  ...change,
});

/** The parts that every decision has. */
export const decided = (day: string) => ({ request: 'r-1', participants, at: at(day) });

export const mirror = (decision: OfficeDecision, caseFile = 'c-1'): MirrorOffice => ({
  type: 'MirrorOffice',
  caseFile,
  decision,
});

export const accept = (change: Partial<Accept> = {}): Accept => ({
  type: 'Accept',
  ...given,
  now: at('08-22', '15:00:00'),
  ...change,
});

export const returnIt = (change: Partial<Return> = {}): Return => ({
  type: 'Return',
  ...given,
  now: at('08-23'),
  reason: '不属职责',
  suggestedLead: null,
  ...change,
});

export const makePlan = (change: Partial<MakePlan> = {}): MakePlan => ({
  type: 'MakePlan',
  ...given,
  now: at('08-23'),
  steps: [{ description: '会商', dueOn: '2022-08-26' }],
  ...change,
});

export const reportProgress = (change: Partial<ReportProgress> = {}): ReportProgress => ({
  type: 'ReportProgress',
  ...given,
  now: at('08-23'),
  text: '已对接银行',
  ...change,
});

export const giveOpinion = (change: Partial<GiveOpinion> = {}): GiveOpinion => ({
  type: 'GiveOpinion',
  ...given,
  by: handlerOf(TAX),
  now: at('08-24'),
  opinion: '同意',
  ...change,
});

export const resolve = (change: Partial<Resolve> = {}): Resolve => ({
  type: 'Resolve',
  ...given,
  now: at('08-24'),
  outcome,
  ...change,
});

export const requestExtension = (change: Partial<RequestExtension> = {}): RequestExtension => ({
  type: 'RequestExtension',
  ...given,
  now: at('08-24'),
  deadline: RESOLVE.id,
  until: '2022-09-05',
  reason: '待上级批复',
  ...change,
});

export const requestSuspension = (change: Partial<RequestSuspension> = {}): RequestSuspension => ({
  type: 'RequestSuspension',
  ...given,
  now: at('08-23'),
  reasonCode: 'season',
  reason: '雨季不能施工',
  ...change,
});
