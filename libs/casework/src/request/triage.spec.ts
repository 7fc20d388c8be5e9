import { after, given } from '../testing/given';
import { assign, submit, triage } from '../testing/office-commands';
import { at, enterprise, FINANCE, handlerOf } from '../testing/sample';
import { requestDecider } from './decider';

const submitted = after(requestDecider, submit());
const unsupported = { policyBasis: 'unsupported', measures: [] } as const;
const gap = { id: 'g-1', description: '无小额贴息政策' };

test('the office says what kind of request it is', () => {
  given(requestDecider, submitted)
    .when(triage())
    .then({
      type: 'RequestTriaged',
      data: {
        kind: 'general',
        action: 'financing',
        measures: ['financing/01'],
        policyBasis: 'supported',
        note: null,
        by: 'officer',
        at: at('08-22', '09:10:00'),
      },
    });
});

const regap = (description: string) => triage({ ...unsupported, policyGap: { id: 'g-2', description } });

test('without policy support it opens a policy gap, once', () => {
  given(requestDecider, submitted)
    .when(triage({ ...unsupported, policyGap: gap }))
    .thenTypes('RequestTriaged', 'PolicyGapOpened');
  given(requestDecider, after(requestDecider, submit(), triage({ ...unsupported, policyGap: gap })))
    .when(triage({ ...unsupported, policyGap: { ...gap, id: 'g-2' } }))
    .thenTypes('RequestTriaged');
});

test('done anew, it says what has become of the policy gap', () => {
  const open = given(requestDecider, after(requestDecider, submit(), triage({ ...unsupported, policyGap: gap })));
  expect(open.state).toMatchObject({ policyGap: gap });
  const now = at('08-22', '09:10:00');
  const revised = { policyGap: 'g-1', description: '无水费补贴政策', at: now };
  expect(open.when(regap('无水费补贴政策')).events()).toContainEqual({ type: 'PolicyGapRevised', data: revised });
  expect(open.when(triage()).events()).toContainEqual({
    type: 'PolicyGapWithdrawn',
    data: { policyGap: 'g-1', at: now },
  });
  const commands = [submit(), triage({ ...unsupported, policyGap: gap }), triage()];
  const withdrawn = given(requestDecider, after(requestDecider, ...commands));
  expect(withdrawn.state).toMatchObject({ policyGap: null });
  withdrawn.when(triage()).thenTypes('RequestTriaged');
  withdrawn.when(regap('无水费补贴政策')).thenTypes('RequestTriaged', 'PolicyGapOpened');
  const twice = [submit(), triage({ ...unsupported, policyGap: gap }), regap('无水费补贴政策')];
  given(requestDecider, after(requestDecider, ...twice))
    .when(regap(gap.description))
    .thenTypes('RequestTriaged', 'PolicyGapRevised');
});

test('it may be done anew until the assignment', () => {
  const anew = given(requestDecider, after(requestDecider, submit(), triage(), triage({ kind: 'complex' })));
  expect(anew.state).toMatchObject({ status: 'triaged', triage: { kind: 'complex' } });
  given(requestDecider, after(requestDecider, submit(), triage(), assign()))
    .when(triage())
    .thenRefused('already-assigned');
});

test('refusals', () => {
  const open = given(requestDecider, submitted);
  given(requestDecider, []).when(triage()).thenRefused('request-not-found');
  open.when(triage({ by: enterprise })).thenRefused('not-the-office');
  open.when(triage({ by: handlerOf(FINANCE) })).thenRefused('not-the-office');
  open.when(triage({ action: 'nothing' })).thenRefused('unknown-action', 'action');
  open.when(triage({ action: 'constructor' })).thenRefused('unknown-action', 'action');
  open.when(triage({ measures: ['financing/99'] })).thenRefused('unknown-measure', 'measures');
  open.when(triage({ measures: ['employment/01'] })).thenRefused('unknown-measure', 'measures');
  open.when(triage({ measures: ['financing/01', 'financing/01'] })).thenRefused('duplicate-measure', 'measures');
  open.when(triage({ measures: [] })).thenRefused('measures-required', 'measures');
  open.when(triage({ policyGap: gap })).thenRefused('policy-gap-not-needed', 'policyGap');
  open.when(triage(unsupported)).thenRefused('policy-gap-required', 'policyGap');
  open.when(triage({ ...unsupported, policyGap: { ...gap, description: ' ' } })).thenRefused('policy-gap-required');
});
