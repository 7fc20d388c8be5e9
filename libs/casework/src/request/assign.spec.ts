import { after, given } from '../testing/given';
import { accepted, assign, submit, triage } from '../testing/office-commands';
import { at, FINANCE, handlerOf, HRSS, OFFICE, rules, TAX } from '../testing/sample';
import { requestDecider } from './decider';

const triaged = after(requestDecider, submit(), triage());
const cooperating = [
  { agency: TAX, caseFile: 'c-2' },
  { agency: HRSS, caseFile: 'c-3' },
];

test('a general request: the lead resolves within five working days, the cooperating answer within three', () => {
  const [event] = given(requestDecider, triaged).when(assign({ cooperating })).events();
  expect(event).toMatchObject({
    type: 'RequestAssigned',
    data: {
      round: 1,
      lead: { agency: FINANCE, caseFile: 'c-1' },
      cooperating,
      by: 'officer',
      deadlines: [
        { id: `resolve:${FINANCE}:1`, rule: rules.general.resolve, dueAt: at('08-30', '00:00:00') },
        { id: `opinion:${TAX}:1`, rule: rules.opinion, dueAt: at('08-26', '00:00:00') },
        { id: `opinion:${HRSS}:1`, dueAt: at('08-26', '00:00:00') },
      ],
    },
  });
});

test('a complex request: the lead makes a plan within five working days', () => {
  const complex = after(requestDecider, submit(), triage({ kind: 'complex' }));
  const [event] = given(requestDecider, complex).when(assign()).events();
  expect(event).toMatchObject({
    data: { deadlines: [{ id: `plan:${FINANCE}:1`, rule: rules.complex.plan, dueAt: at('08-30', '00:00:00') }] },
  });
});

test('the office has met its own deadline, the lead’s clock runs', () => {
  const { state } = given(requestDecider, after(requestDecider, submit(), triage(), assign()));
  expect(state).toMatchObject({
    status: 'assigned',
    participants: [{ agency: FINANCE, role: 'lead', accepted: false }],
    segments: [{ agency: FINANCE, from: at('08-22', '10:00:00'), to: null }],
  });
  expect(state.status !== 'none' && state.deadlines[0]).toMatchObject({ agency: OFFICE, state: 'met' });
});

test('once the lead accepts, it is handled', () => {
  const { state } = given(requestDecider, after(requestDecider, submit(), triage(), assign(), accepted()));
  expect(state).toMatchObject({ status: 'handling', handlers: [handlerOf(FINANCE).user] });
});

test('refusals', () => {
  const open = given(requestDecider, triaged);
  given(requestDecider, after(requestDecider, submit())).when(assign()).thenRefused('not-triaged');
  given(requestDecider, after(requestDecider, submit(), triage(), assign()))
    .when(assign())
    .thenRefused('already-assigned');
  open.when(assign({ by: handlerOf(FINANCE) })).thenRefused('not-the-office');
  open.when(assign({ lead: { agency: '530902/nobody', caseFile: 'c-1' } })).thenRefused('unknown-agency', 'lead');
  open
    .when(assign({ cooperating: [{ agency: '530000/tax', caseFile: 'c-2' }] }))
    .thenRefused('unknown-agency', 'cooperating');
  open
    .when(assign({ cooperating: [{ agency: FINANCE, caseFile: 'c-2' }] }))
    .thenRefused('duplicate-participant', 'cooperating');
  open
    .when(assign({ cooperating: [...cooperating, { agency: TAX, caseFile: 'c-4' }] }))
    .thenRefused('duplicate-participant');
  open.when(assign({ cooperating: [{ agency: TAX, caseFile: 'c-1' }] })).thenRefused('case-file-id-taken');
});
