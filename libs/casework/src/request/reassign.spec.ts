import { given, after } from '../testing/given';
import {
  accepted,
  assign,
  from,
  reassign,
  record,
  resolved,
  ruleReturn,
  ruleSuspension,
  submit,
  triage,
} from '../testing/office-commands';
import { at, FINANCE, handlerOf, HRSS, TAX } from '../testing/sample';
import type { RequestCommand } from './commands';
import { requestDecider } from './decider';

const participant = (agency: string) => (caseFile: string) => ({ agency, caseFile });
const [finance, tax, hrss] = [participant(FINANCE), participant(TAX), participant(HRSS)];
const withTax = assign({ cooperating: [tax('c-2')] });
const triaged = [submit(), triage()];
const when = (...commands: RequestCommand[]) => given(requestDecider, after(requestDecider, ...triaged, ...commands));

test('the lead changes in one step: new deadline, new clock, the former case file ends', () => {
  const [event] = when(withTax, accepted())
    .when(reassign({ lead: hrss('c-3'), cooperating: [tax('c-9')] }))
    .events();
  expect(event).toMatchObject({
    type: 'RequestReassigned',
    data: {
      round: 2,
      lead: hrss('c-3'),
      cooperating: [tax('c-2')],
      withdrawn: [finance('c-1')],
      deadlines: [
        { id: `opinion:${TAX}:1`, dueAt: at('08-26', '00:00:00') },
        { id: `resolve:${HRSS}:2`, dueAt: at('08-31', '00:00:00') },
      ],
      reason: '职责不符',
      by: 'officer',
      at: at('08-23'),
    },
  });
  const { state } = when(withTax, accepted(), reassign({ lead: hrss('c-3'), cooperating: [tax('c-9')] }));
  expect(state).toMatchObject({
    status: 'assigned',
    segments: [
      { agency: FINANCE, to: at('08-23') },
      { agency: HRSS, from: at('08-23'), to: null },
    ],
    withdrawn: [finance('c-1')],
  });
  expect(state.status !== 'none' && state.deadlines.find(({ id }) => id === `resolve:${FINANCE}:1`)?.state).toBe(
    'lapsed',
  );
});

test('who changes its role gets a new case file', () => {
  const [event] = when(withTax)
    .when(reassign({ lead: tax('c-3'), cooperating: [finance('c-4')] }))
    .events();
  expect(event).toMatchObject({
    data: { lead: tax('c-3'), cooperating: [finance('c-4')], withdrawn: [finance('c-1'), tax('c-2')] },
  });
});

test('the lead stays and is helped: its deadline, its clock and its acceptance stay', () => {
  const { state } = when(assign(), accepted(), reassign({ lead: finance('c-9'), cooperating: [tax('c-2')] }));
  expect(state).toMatchObject({
    status: 'handling',
    participants: [
      { ...finance('c-1'), accepted: true },
      { ...tax('c-2'), accepted: false },
    ],
    segments: [{ agency: FINANCE, to: null }],
  });
});

test('refusals', () => {
  given(requestDecider, after(requestDecider, ...triaged))
    .when(reassign({ lead: tax('c-3') }))
    .thenRefused('not-assigned');
  when(withTax)
    .when(reassign({ lead: tax('c-3'), by: handlerOf(TAX) }))
    .thenRefused('not-the-office');
  when(withTax)
    .when(reassign({ lead: tax('c-3'), reason: '' }))
    .thenRefused('reason-required', 'reason');
  when(withTax)
    .when(reassign({ lead: finance('c-3'), cooperating: [tax('c-4')] }))
    .thenRefused('nothing-changes');
  when(withTax)
    .when(reassign({ lead: hrss('c-2') }))
    .thenRefused('case-file-id-taken');
  when(withTax)
    .when(reassign({ lead: participant('530902/nobody')('c-5') }))
    .thenRefused('unknown-agency');
  when(assign(), accepted(), resolved())
    .when(reassign({ lead: tax('c-3') }))
    .thenRefused('already-resolved');
});

test('a pending return is ruled on first, an upheld one needs another lead', () => {
  const returned = record({
    type: 'returned',
    ...from(FINANCE, 'c-1', at('08-22', '11:00:00')),
    reason: '不属职责',
    suggestedLead: TAX,
  });
  when(assign(), returned)
    .when(reassign({ lead: finance('c-3'), cooperating: [tax('c-2')] }))
    .thenRefused('return-pending');
  when(assign(), returned, ruleReturn())
    .when(reassign({ lead: finance('c-3'), cooperating: [tax('c-2')] }))
    .thenRefused('same-lead', 'lead');
  when(assign(), returned, ruleReturn())
    .when(reassign({ lead: tax('c-2') }))
    .thenTypes('RequestReassigned');
});

test('a suspended request is resumed first', () => {
  const asked = record({
    type: 'suspension-requested',
    ...from(FINANCE, 'c-1', at('08-23')),
    reasonCode: 'season',
    reason: '雨季',
  });
  when(assign(), accepted(), asked, ruleSuspension())
    .when(reassign({ lead: tax('c-2'), now: at('08-25') }))
    .thenRefused('suspended');
});
