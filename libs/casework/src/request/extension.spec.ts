import { after, given } from '../testing/given';
import { accepted, assign, from, record, resolved, ruleExtension, submit, triage } from '../testing/office-commands';
import { resume, ruleSuspension } from '../testing/office-commands';
import { at, FINANCE, handlerOf, officer2 } from '../testing/sample';
import type { RequestCommand } from './commands';
import { requestDecider } from './decider';

const id = `resolve:${FINANCE}:1`;
const handling = [submit(), triage(), assign(), accepted()];
const when = (...commands: RequestCommand[]) => given(requestDecider, after(requestDecider, ...handling, ...commands));
const asked = (until = '2022-09-05', when = at('08-24'), deadline = id) =>
  record({ type: 'extension-requested', ...from(FINANCE, 'c-1', when), deadline, until, reason: '待上级批复' });

test('the first needs one approval and moves the deadline to the end of the day asked for', () => {
  expect(when(asked()).when(ruleExtension()).events()).toMatchObject([
    { type: 'ExtensionApprovalGiven', data: { deadline: id, by: 'officer' } },
    {
      type: 'ExtensionGranted',
      data: { agency: FINANCE, caseFile: 'c-1', deadline: { id, dueAt: at('09-06', '00:00:00') } },
    },
  ]);
});

test('the reason of each approval is kept', () => {
  const second = [asked(), ruleExtension(), asked('2022-09-09', at('09-01'))];
  const first = ruleExtension({ now: at('09-02'), reason: '情况属实' });
  expect(
    when(...second)
      .when(first)
      .events(),
  ).toMatchObject([{ data: { reason: '情况属实' } }]);
  expect(
    when(...second, first)
      .when(ruleExtension({ now: at('09-02'), by: officer2, reason: '同意' }))
      .events(),
  ).toMatchObject([{ data: { reason: '同意' } }, { type: 'ExtensionGranted', data: { reason: '同意' } }]);
});

test('the second needs two, by different accounts', () => {
  const second = [asked(), ruleExtension(), asked('2022-09-09', at('09-01'))];
  when(...second)
    .when(ruleExtension({ now: at('09-02') }))
    .thenTypes('ExtensionApprovalGiven');
  const once = when(...second, ruleExtension({ now: at('09-02') }));
  once.when(ruleExtension({ now: at('09-02') })).thenRefused('already-approved');
  once.when(ruleExtension({ now: at('09-02'), by: officer2 })).thenTypes('ExtensionApprovalGiven', 'ExtensionGranted');
});

test('one refusal ends it', () => {
  const refusal = ruleExtension({ ruling: 'refused', reason: '理由不足' });
  expect(when(asked()).when(refusal).events()).toMatchObject([
    { type: 'ExtensionRefused', data: { deadline: id, reason: '理由不足' } },
  ]);
  when(asked(), refusal).when(ruleExtension()).thenRefused('no-extension-requested');
  when(asked(), refusal).when(asked()).thenTypes('ExtensionRequested');
});

describe('asked for before a suspension that has moved the deadline meanwhile', () => {
  const asking = { type: 'suspension-requested', ...from(FINANCE, 'c-1', at('08-24')) } as const;
  const suspended = [
    record({ ...asking, reasonCode: 'season', reason: '雨季' }),
    ruleSuspension(),
    resume({ now: at('08-26') }),
  ];

  test('it is not granted where it would take time away, or give none: the deadline is the end of 08-31', () => {
    for (const until of ['2022-08-30', '2022-08-31'])
      when(asked(until), ...suspended)
        .when(ruleExtension({ now: at('08-26') }))
        .thenRefused('extension-not-later', 'ruling');
    when(asked('2022-09-01'), ...suspended)
      .when(ruleExtension({ now: at('08-26') }))
      .thenTypes('ExtensionApprovalGiven', 'ExtensionGranted');
  });

  test('it can be refused', () => {
    when(asked('2022-08-31'), ...suspended)
      .when(ruleExtension({ now: at('08-26'), ruling: 'refused', reason: '期限已顺延' }))
      .thenTypes('ExtensionRefused');
  });
});

test('it falls with the resolution', () => {
  when(asked(), resolved()).when(ruleExtension()).thenRefused('already-resolved');
});

test('refusals', () => {
  when().when(ruleExtension()).thenRefused('no-extension-requested', 'deadline');
  when(asked())
    .when(ruleExtension({ deadline: 'plan:x:1' }))
    .thenRefused('no-extension-requested');
  when(asked())
    .when(ruleExtension({ by: handlerOf(FINANCE) }))
    .thenRefused('not-the-office');
  when(asked())
    .when(ruleExtension({ ruling: 'refused' }))
    .thenRefused('reason-required', 'reason');
  when(asked())
    .when(ruleExtension({ now: at('09-06') }))
    .thenRefused('date-in-the-past');
});

test('a second one while the first waits, or for a deadline that is not open, is set aside', () => {
  when(asked()).when(asked()).thenTypes('ReportSetAside');
  when()
    .when(asked('2022-09-05', at('08-24'), 'plan:nobody:1'))
    .thenTypes('ReportSetAside');
});
