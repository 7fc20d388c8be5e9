import { after, given } from '../testing/given';
import { accepted, assign, from, record, resolved, ruleExtension } from '../testing/office-commands';
import { submit, supervise, triage } from '../testing/office-commands';
import { at, calendar, FINANCE, OFFICE, rules } from '../testing/sample';
import type { RequestCommand } from './commands';
import { requestDecider } from './decider';
import { timersOf } from './supervision';

const id = `resolve:${FINANCE}:1`;
const dueAt = at('08-30', '00:00:00');
const handling = [submit(), triage(), assign(), accepted()];
const when = (...commands: RequestCommand[]) => given(requestDecider, after(requestDecider, ...handling, ...commands));
const timers = (...commands: RequestCommand[]) =>
  timersOf(when(...commands).state, rules, calendar).map(
    ({ deadline, at: moment, step }) => `${deadline} ${step} ${moment}`,
  );
const step = (name: string, now: string) => supervise({ deadline: id, dueAt, step: name, now });

test('the timers of an open deadline: its passing and every rung of the ladder', () => {
  expect(timers()).toEqual([
    `${id} passed ${dueAt}`,
    `${id} reminder@-1 ${at('08-29', '00:00:00')}`,
    `${id} supervisionOrder@0 ${dueAt}`,
    `${id} reminder@1 ${at('08-31', '00:00:00')}`,
  ]);
});

test('the office is supervised as well; a reminder that would lie before the start is left out', () => {
  const submitted = given(requestDecider, after(requestDecider, submit())).state;
  expect(timersOf(submitted, rules, calendar)).toMatchObject([
    { deadline: `assign:${OFFICE}:0`, step: 'passed' },
    { deadline: `assign:${OFFICE}:0`, step: 'reminder@1' },
  ]);
  expect(timersOf({ status: 'none' }, rules, calendar)).toEqual([]);
});

test('a reminder before the end', () => {
  when()
    .when(step('reminder@-1', at('08-29')))
    .then({
      type: 'ReminderIssued',
      data: { deadline: id, agency: FINANCE, dueAt, step: 'reminder@-1', clause: 'practice', at: at('08-29') },
    });
});

test('the passing is noted once, with whatever comes first; orders are numbered', () => {
  when().when(step('passed', dueAt)).thenTypes('DeadlinePassed');
  when().when(step('supervisionOrder@0', dueAt)).thenTypes('DeadlinePassed', 'SupervisionOrderIssued');
  const passed = when(step('passed', dueAt));
  expect(passed.when(step('supervisionOrder@0', dueAt)).events()).toMatchObject([{ data: { number: 1 } }]);
  passed.when(step('passed', dueAt)).then();
  when(step('supervisionOrder@0', dueAt)).when(step('supervisionOrder@0', dueAt)).then();
});

test('nothing happens too early, after the resolution, for a moved deadline or an unknown one', () => {
  when()
    .when(step('reminder@-1', at('08-28')))
    .then();
  when(resolved()).when(step('passed', dueAt)).then();
  when()
    .when(supervise({ deadline: 'resolve:x:1', dueAt, step: 'passed', now: dueAt }))
    .then();
  when().when(step('reminder@-7', dueAt)).then();
  const asked = record({
    type: 'extension-requested',
    ...from(FINANCE, 'c-1', at('08-24')),
    deadline: id,
    until: '2022-09-05',
    reason: '待批复',
  });
  when(asked, ruleExtension()).when(step('passed', dueAt)).then();
});

test('a moved deadline has new timers, and what was issued for the old one counts no longer', () => {
  const asked = record({
    type: 'extension-requested',
    ...from(FINANCE, 'c-1', at('08-26')),
    deadline: id,
    until: '2022-09-05',
    reason: '待批复',
  });
  const moved = timers(asked, step('reminder@-1', at('08-29')), ruleExtension({ now: at('08-29', '10:00:00') }));
  expect(moved).toContain(`${id} reminder@-1 ${at('09-05', '00:00:00')}`);
  expect(moved).toContain(`${id} passed ${at('09-06', '00:00:00')}`);
});

test('a rung in a year that the calendar does not cover is left out, the others are not', () => {
  const late = [
    submit({ now: '2026-12-23T09:00:00+08:00' }),
    triage({ now: '2026-12-24T09:00:00+08:00' }),
    assign({ now: '2026-12-24T09:00:00+08:00' }),
  ];
  const state = given(requestDecider, after(requestDecider, ...late)).state;
  expect(timersOf(state, rules, calendar).map((timer) => timer.step)).toEqual([
    'passed',
    'reminder@-1',
    'supervisionOrder@0',
  ]);
});
