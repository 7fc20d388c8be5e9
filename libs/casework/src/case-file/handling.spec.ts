import {
  accept,
  assigned,
  complex,
  giveOpinion,
  makePlan,
  mirror,
  OPINION,
  reportProgress,
  RESOLVE,
  resolve,
  returnIt,
} from '../testing/agency-commands';
import { after, given } from '../testing/given';
import { at, FINANCE, handlerOf, HRSS, outcome, TAX } from '../testing/sample';
import type { CaseFileCommand } from './commands';
import { caseFileDecider } from './decider';

const lead = (...commands: CaseFileCommand[]) =>
  given(caseFileDecider, after(caseFileDecider, mirror(assigned()), ...commands));
const leadOfComplex = (...commands: CaseFileCommand[]) =>
  given(caseFileDecider, after(caseFileDecider, mirror(assigned(complex)), accept(), ...commands));
const byTax = { by: handlerOf(TAX) };
const helper = (...commands: CaseFileCommand[]) =>
  given(caseFileDecider, after(caseFileDecider, mirror(assigned(), 'c-2'), ...commands));
const by = handlerOf(FINANCE).user;

test('an assignment opens a case file with its own deadlines', () => {
  expect(lead().state).toMatchObject({
    status: 'open',
    agency: FINANCE,
    role: 'lead',
    lead: FINANCE,
    cooperating: [TAX],
    assignedAt: at('08-22', '10:00:00'),
    deadlines: [{ ...RESOLVE, state: 'open' }],
  });
  expect(helper().state).toMatchObject({ role: 'cooperating', agency: TAX, lead: FINANCE, deadlines: [OPINION] });
});

describe('accept', () => {
  test('once', () => {
    lead()
      .when(accept())
      .then({ type: 'CaseFileAccepted', data: { by, at: at('08-22', '15:00:00') } });
    lead(accept()).when(accept()).thenRefused('already-accepted');
  });

  test('by its own agency only', () => {
    lead().when(accept(byTax)).thenRefused('not-the-agency');
    lead()
      .when(accept({ by: { user: 'owner', agency: null, enterprise: 'e-1' } }))
      .thenRefused('not-the-agency');
    given(caseFileDecider, []).when(accept()).thenRefused('case-file-not-found');
  });
});

describe('return', () => {
  test('with a reason, before or after acceptance, within two working days', () => {
    lead()
      .when(returnIt({ suggestedLead: HRSS }))
      .then({
        type: 'CaseFileReturned',
        data: { reason: '不属职责', suggestedLead: HRSS, by, round: 1, at: at('08-23') },
      });
    lead(accept())
      .when(returnIt({ now: at('08-24', '23:59:59') }))
      .thenTypes('CaseFileReturned');
  });

  test('refusals', () => {
    lead()
      .when(returnIt({ now: at('08-25', '00:00:00') }))
      .thenRefused('return-too-late');
    lead()
      .when(returnIt({ reason: ' ' }))
      .thenRefused('reason-required', 'reason');
    lead(returnIt()).when(returnIt()).thenRefused('return-pending');
    lead(returnIt()).when(accept()).thenRefused('return-pending');
    lead(accept(), resolve()).when(returnIt()).thenRefused('already-resolved');
    helper(accept(byTax), giveOpinion({ now: at('08-23') }))
      .when(returnIt(byTax))
      .thenRefused('opinion-already-given');
  });
});

describe('plan', () => {
  test('of a complex request: its last date is the deadline to resolve', () => {
    const steps = [
      { description: '会商', dueOn: '2022-08-26' },
      { description: '兑付', dueOn: '2022-09-16' },
    ];
    expect(leadOfComplex().when(makePlan({ steps })).events()).toMatchObject([
      {
        type: 'PlanMade',
        data: {
          steps,
          resolveBy: '2022-09-16',
          deadline: { id: `resolve:${FINANCE}:1`, rule: null, dueAt: at('09-17', '00:00:00') },
        },
      },
    ]);
    expect(leadOfComplex(makePlan({ steps })).state).toMatchObject({
      status: 'planned',
      deadlines: [
        { subject: 'plan', state: 'met' },
        { subject: 'resolve', state: 'open' },
      ],
    });
  });

  test('of a general request: within the deadline that it has', () => {
    expect(lead(accept()).when(makePlan()).events()).toMatchObject([{ data: { deadline: RESOLVE } }]);
    const steps = [{ description: '兑付', dueOn: '2022-08-30' }];
    lead(accept()).when(makePlan({ steps })).thenRefused('plan-after-deadline', 'steps.0.dueOn');
  });

  test('changed: never later than promised', () => {
    const later = makePlan({ steps: [{ description: '兑付', dueOn: '2022-08-29' }] });
    leadOfComplex(makePlan()).when(later).thenRefused('plan-after-deadline');
    leadOfComplex(makePlan()).when(makePlan()).thenTypes('PlanMade');
  });

  test('refusals', () => {
    const steps = (...dates: string[]) => makePlan({ steps: dates.map((dueOn) => ({ description: '步骤', dueOn })) });
    lead().when(makePlan()).thenRefused('not-accepted');
    helper(accept(byTax)).when(makePlan(byTax)).thenRefused('not-the-lead');
    leadOfComplex().when(steps()).thenRefused('plan-steps-required', 'steps');
    leadOfComplex()
      .when(makePlan({ steps: [{ description: '', dueOn: '2022-08-26' }] }))
      .thenRefused('plan-steps-required', 'steps.0.description');
    leadOfComplex().when(steps('2022-08-26', '2022-08-22')).thenRefused('date-in-the-past', 'steps.1.dueOn');
    leadOfComplex().when(steps('2022-08-26', '2022-08-25')).thenRefused('plan-dates-not-in-order', 'steps.1.dueOn');
    leadOfComplex().when(steps('2022-08-26', '2022-02-30')).thenRefused('invalid-date', 'steps.1.dueOn');
    leadOfComplex().when(steps('0000-01-05')).thenRefused('invalid-date', 'steps.0.dueOn');
    leadOfComplex().when(steps('2022-08-26', '2027-01-04')).thenRefused('calendar-not-covered', 'steps.1.dueOn');
    lead(accept()).when(steps('9999-12-31')).thenRefused('calendar-not-covered', 'steps.0.dueOn');
  });
});

describe('progress and opinion', () => {
  test('progress, once accepted', () => {
    lead(accept())
      .when(reportProgress())
      .then({ type: 'ProgressReported', data: { text: '已对接银行', by, at: at('08-23') } });
    lead().when(reportProgress()).thenRefused('not-accepted');
    lead(accept())
      .when(reportProgress({ text: '' }))
      .thenRefused('text-required', 'text');
    lead(accept(), resolve()).when(reportProgress()).thenRefused('already-resolved');
  });

  test('the opinion of a cooperating agency meets its deadline', () => {
    helper(accept(byTax))
      .when(giveOpinion())
      .then({ type: 'OpinionGiven', data: { opinion: '同意', by: byTax.by.user, round: 1, at: at('08-24') } });
    expect(helper(accept(byTax), giveOpinion()).state).toMatchObject({
      status: 'answered',
      opinion: '同意',
      deadlines: [{ state: 'met', metAt: at('08-24') }],
    });
  });

  test('refusals', () => {
    helper().when(giveOpinion()).thenRefused('not-accepted');
    helper(accept(byTax))
      .when(giveOpinion({ opinion: ' ' }))
      .thenRefused('opinion-required', 'opinion');
    helper(accept(byTax), giveOpinion()).when(giveOpinion()).thenRefused('opinion-already-given');
    lead(accept())
      .when(giveOpinion({ by: handlerOf(FINANCE) }))
      .thenRefused('not-cooperating');
  });
});

describe('resolve', () => {
  test('with outcome and evidence', () => {
    lead(accept())
      .when(resolve())
      .then({ type: 'CaseFileResolved', data: { outcome, by, at: at('08-24') } });
    leadOfComplex(makePlan()).when(resolve()).thenTypes('CaseFileResolved');
  });

  test('refusals', () => {
    lead().when(resolve()).thenRefused('not-accepted');
    lead(accept(), resolve()).when(resolve()).thenRefused('already-resolved');
    helper(accept(byTax)).when(resolve(byTax)).thenRefused('not-the-lead');
    leadOfComplex().when(resolve()).thenRefused('plan-required');
    const without = (change: Partial<typeof outcome>) => resolve({ outcome: { ...outcome, ...change } });
    lead(accept())
      .when(without({ summary: '' }))
      .thenRefused('outcome-required', 'outcome.summary');
    lead(accept())
      .when(without({ evidence: [] }))
      .thenRefused('evidence-required', 'outcome.evidence');
    lead(accept())
      .when(without({ evidence: [{ title: '凭证', reference: ' ' }] }))
      .thenRefused('evidence-required');
  });
});
