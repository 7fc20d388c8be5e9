import type {
  Assign,
  Close,
  FollowUp,
  Reassign,
  RecordReport,
  Reopen,
  Resume,
  RuleExtension,
  RuleReturn,
  RuleSuspension,
  Submit,
  Supervise,
  Triage,
  Verify,
} from '../request/commands';
import type { AgencyReport } from '../request/report';
import { AGENCIES, at, calendar, enterprise, FINANCE, handlerOf, officer, outcome, REGION, rules } from './sample';

const given = { rules, calendar };

/** Commands that fit together: submitted and assigned to finance on Monday 2022-08-22; each part can be replaced. */
export const submit = (change: Partial<Submit> = {}): Submit => ({
  type: 'Submit',
  ...given,
  now: at('08-22'),
  by: enterprise,
  request: 'r-1',
  region: REGION,
  enterprise: { id: 'e-1', name: '临翔某茶叶有限公司' },
  title: '贴息未到账',
  text: '一季度贷款贴息尚未到账',
  ...change,
});

export const triage = (change: Partial<Triage> = {}): Triage => ({
  type: 'Triage',
  ...given,
  now: at('08-22', '09:10:00'),
  by: officer,
  kind: 'general',
  action: 'financing',
  measures: ['financing/01'],
  policyBasis: 'supported',
  note: null,
  policyGap: null,
  actions: { financing: ['financing/01', 'financing/02'], employment: ['employment/01'] },
  ...change,
});

export const assign = (change: Partial<Assign> = {}): Assign => ({
  type: 'Assign',
  ...given,
  now: at('08-22', '10:00:00'),
  by: officer,
  lead: { agency: FINANCE, caseFile: 'c-1' },
  cooperating: [],
  agencies: AGENCIES,
  ...change,
});

export const reassign = (change: Partial<Reassign> & Pick<Reassign, 'lead'>): Reassign => ({
  ...assign(),
  type: 'Reassign',
  now: at('08-23'),
  reason: '职责不符',
  ...change,
});

export const ruleReturn = (change: Partial<RuleReturn> = {}): RuleReturn => ({
  type: 'RuleReturn',
  ...given,
  now: at('08-23'),
  by: officer,
  agency: FINANCE,
  ruling: 'upheld',
  reason: '不属其职责',
  ...change,
});

export const verify = (change: Partial<Verify> = {}): Verify => ({
  type: 'Verify',
  ...given,
  now: at('08-25'),
  by: officer,
  verdict: 'passed',
  note: null,
  ...change,
});

export const followUp = (change: Partial<FollowUp> = {}): FollowUp => ({
  type: 'FollowUp',
  ...given,
  now: at('08-26'),
  by: enterprise,
  satisfaction: 'satisfied',
  comment: null,
  ...change,
});

export const close = (change: Partial<Close> = {}): Close => ({
  type: 'Close',
  ...given,
  now: at('08-26', '10:00:00'),
  by: officer,
  note: null,
  ruling: null,
  ...change,
});

export const reopen = (change: Partial<Reopen> = {}): Reopen => ({
  type: 'Reopen',
  ...given,
  now: at('08-29'),
  by: officer,
  reason: '企业反映仍未到账',
  ...change,
});

export const ruleExtension = (change: Partial<RuleExtension> = {}): RuleExtension => ({
  type: 'RuleExtension',
  ...given,
  now: at('08-25'),
  by: officer,
  deadline: `resolve:${FINANCE}:1`,
  ruling: 'granted',
  reason: null,
  ...change,
});

export const ruleSuspension = (change: Partial<RuleSuspension> = {}): RuleSuspension => ({
  type: 'RuleSuspension',
  ...given,
  now: at('08-24'),
  by: officer,
  ruling: 'granted',
  reason: null,
  ...change,
});

export const resume = (change: Partial<Resume> = {}): Resume => ({
  type: 'Resume',
  ...given,
  now: at('08-26'),
  by: officer,
  ...change,
});

export const record = (report: AgencyReport, now = report.at): RecordReport => ({
  type: 'RecordReport',
  ...given,
  now,
  report,
});

/** What every report of an agency says. */
export const from = (agency: string, caseFile: string, when: string) => ({
  agency,
  caseFile,
  by: handlerOf(agency).user,
  at: when,
});

export const accepted = (agency = FINANCE, caseFile = 'c-1', when = at('08-22', '15:00:00')): RecordReport =>
  record({ type: 'accepted', ...from(agency, caseFile, when) });

export const resolved = (agency = FINANCE, caseFile = 'c-1', when = at('08-24')): RecordReport =>
  record({ type: 'resolved', ...from(agency, caseFile, when), outcome });

export const supervise = (change: Pick<Supervise, 'now' | 'deadline' | 'dueAt' | 'step'>): Supervise => ({
  type: 'Supervise',
  ...given,
  ...change,
});
