import { after, given } from '../testing/given';
import { accepted, assign, from, record, resolved, resume, ruleSuspension } from '../testing/office-commands';
import { submit, triage } from '../testing/office-commands';
import { at, FINANCE, handlerOf, rules, calendar, TAX } from '../testing/sample';
import type { RequestCommand } from './commands';
import { requestDecider } from './decider';
import { timersOf } from './supervision';

const handling = [submit(), triage(), assign({ cooperating: [{ agency: TAX, caseFile: 'c-2' }] }), accepted()];
const when = (...commands: RequestCommand[]) => given(requestDecider, after(requestDecider, ...handling, ...commands));
const asked = record({
  type: 'suspension-requested',
  ...from(FINANCE, 'c-1', at('08-23')),
  reasonCode: 'season',
  reason: '雨季不能施工',
});

test('granted: the clock stands still and no timer runs', () => {
  const { state } = when(asked, ruleSuspension());
  expect(state).toMatchObject({ suspendedAt: at('08-24'), suspension: null, segments: [{ to: at('08-24') }] });
  expect(timersOf(state, rules, calendar)).toEqual([]);
});

test('granted: the reason is kept where one is given', () => {
  for (const reason of ['同意挂账', null])
    expect(when(asked).when(ruleSuspension({ reason })).events()).toMatchObject([
      { type: 'SuspensionGranted', data: { reason } },
    ]);
});

test('resumed: open deadlines move by the working time that was suspended, to the end of a day', () => {
  const [event] = when(asked, ruleSuspension()).when(resume()).events();
  expect(event).toMatchObject({
    type: 'RequestResumed',
    data: {
      deadlines: [
        { id: `resolve:${FINANCE}:1`, dueAt: at('09-01', '00:00:00') },
        { id: `opinion:${TAX}:1`, dueAt: at('08-30', '00:00:00') },
      ],
    },
  });
  expect(when(asked, ruleSuspension(), resume()).state).toMatchObject({
    suspendedAt: null,
    segments: [{ to: at('08-24') }, { agency: FINANCE, from: at('08-26'), to: null }],
  });
});

test('a deadline that had passed before is not forgiven', () => {
  const late = [asked, ruleSuspension({ now: at('08-26', '12:00:00') })];
  const [event] = when(...late)
    .when(resume({ now: at('08-29', '12:00:00') }))
    .events();
  expect(event).toMatchObject({ data: { deadlines: [{ id: `resolve:${FINANCE}:1` }] } });
});

test('a resolution that crossed the grant ends the suspension', () => {
  const { state } = when(asked, ruleSuspension(), resolved(FINANCE, 'c-1', at('08-24', '08:00:00')));
  expect(state).toMatchObject({ status: 'resolved', suspendedAt: null });
});

test('refused with a reason', () => {
  const refusal = ruleSuspension({ ruling: 'refused', reason: '具备条件' });
  when(asked).when(refusal).thenTypes('SuspensionRefused');
  expect(when(asked, refusal).state).toMatchObject({ suspension: null, suspendedAt: null });
});

test('refusals', () => {
  when().when(ruleSuspension()).thenRefused('no-suspension-requested');
  when(asked)
    .when(ruleSuspension({ by: handlerOf(FINANCE) }))
    .thenRefused('not-the-office');
  when(asked)
    .when(ruleSuspension({ ruling: 'refused' }))
    .thenRefused('reason-required', 'reason');
  when(asked).when(resume()).thenRefused('not-suspended');
  when(asked, ruleSuspension())
    .when(resume({ by: handlerOf(FINANCE) }))
    .thenRefused('not-the-office');
  when(asked, ruleSuspension()).when(ruleSuspension()).thenRefused('no-suspension-requested');
  when(resolved()).when(resume()).thenRefused('already-resolved');
});

test('asked for twice, the second is set aside', () => {
  when(asked).when(asked).thenTypes('ReportSetAside');
});
