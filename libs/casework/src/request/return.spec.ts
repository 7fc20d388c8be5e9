import { after, given } from '../testing/given';
import { accepted, assign, close, followUp, from, record, resolved } from '../testing/office-commands';
import { ruleReturn, submit, triage, verify } from '../testing/office-commands';
import { at, FINANCE, handlerOf, TAX } from '../testing/sample';
import type { RequestCommand } from './commands';
import { requestDecider } from './decider';

const assigned = [submit(), triage(), assign({ cooperating: [{ agency: TAX, caseFile: 'c-2' }] })];
const when = (...commands: RequestCommand[]) => given(requestDecider, after(requestDecider, ...assigned, ...commands));
const returned = (agency = FINANCE, caseFile = 'c-1') =>
  record({
    type: 'returned',
    ...from(agency, caseFile, at('08-22', '16:00:00')),
    reason: '不属职责',
    suggestedLead: null,
  });

test('the lead asks to return it: it stays the lead, its clock runs', () => {
  const { state } = when(accepted(), returned());
  expect(state).toMatchObject({
    status: 'returnRequested',
    participants: [{ agency: FINANCE, role: 'lead', returning: { reason: '不属职责', upheld: false } }, {}],
    segments: [{ agency: FINANCE, to: null }],
  });
});

test('upheld: it waits for the reassignment', () => {
  when(returned()).when(ruleReturn()).thenTypes('ReturnRuled');
  expect(when(returned(), ruleReturn()).state).toMatchObject({
    status: 'returnUpheld',
    participants: [{ agency: FINANCE, role: 'lead', returning: { upheld: true } }, {}],
  });
});

test('rejected: it goes on where it was', () => {
  const rejected = ruleReturn({ ruling: 'rejected', reason: '属其职责' });
  expect(when(returned(), rejected).state).toMatchObject({ status: 'assigned' });
  expect(when(accepted(), returned(), rejected).state).toMatchObject({ status: 'handling' });
});

test('a cooperating agency whose return is upheld leaves at once; the request goes on', () => {
  when(accepted(), returned(TAX, 'c-2'))
    .when(ruleReturn({ agency: TAX }))
    .thenTypes('ReturnRuled', 'CooperationWithdrawn');
  expect(when(accepted(), returned(TAX, 'c-2'), ruleReturn({ agency: TAX })).state).toMatchObject({
    status: 'handling',
    participants: [{ agency: FINANCE }],
    withdrawn: [{ agency: TAX, caseFile: 'c-2' }],
  });
});

test('refusals', () => {
  when().when(ruleReturn()).thenRefused('no-return-requested', 'agency');
  when(returned())
    .when(ruleReturn({ agency: TAX }))
    .thenRefused('no-return-requested');
  when(returned())
    .when(ruleReturn({ by: handlerOf(FINANCE) }))
    .thenRefused('not-the-office');
  when(returned())
    .when(ruleReturn({ reason: '' }))
    .thenRefused('reason-required', 'reason');
  when(returned(), ruleReturn()).when(ruleReturn()).thenRefused('no-return-requested');
  given(requestDecider, after(requestDecider, submit())).when(ruleReturn()).thenRefused('not-triaged');
  when(accepted(), resolved(), verify(), followUp(), close()).when(ruleReturn()).thenRefused('already-closed');
});
