import { clocks } from './clocks';
import { after, stateAfter } from './testing/given';
import { accepted, assign, from, reassign, record, resolved, resume, ruleSuspension } from './testing/office-commands';
import { reopen, submit, triage, verify, followUp } from './testing/office-commands';
import { at, calendar, FINANCE, HRSS, TAX } from './testing/sample';
import type { RequestCommand } from './request/commands';
import { requestDecider } from './request/decider';

const HOUR = 3_600_000;
const clocksAt = (now: string, ...commands: RequestCommand[]) =>
  clocks(stateAfter(requestDecider, after(requestDecider, submit(), triage(), ...commands)), calendar, now);
const hours = (now: string, ...commands: RequestCommand[]) => {
  const { total, agencies } = clocksAt(now, ...commands);
  return [total / HOUR, ...agencies.map(({ agency, elapsed, running }) => [agency, elapsed / HOUR, running])];
};

test('before the assignment nobody’s clock runs', () => {
  expect(hours(at('08-23'))).toEqual([0]);
  expect(clocks({ status: 'none' }, calendar, at('08-23'))).toEqual({ total: 0, agencies: [], deadlines: [] });
});

test('it runs from the assignment, not from the acceptance, on working days only', () => {
  expect(hours(at('08-23', '10:00:00'), assign())).toEqual([24, [FINANCE, 24, true]]);
  expect(hours(at('08-29', '10:00:00'), assign(), accepted())).toEqual([5 * 24, [FINANCE, 5 * 24, true]]);
});

test('it moves with a reassignment', () => {
  const moved = [assign(), reassign({ lead: { agency: HRSS, caseFile: 'c-3' }, now: at('08-23', '10:00:00') })];
  expect(hours(at('08-25', '10:00:00'), ...moved)).toEqual([72, [FINANCE, 24, false], [HRSS, 48, true]]);
});

test('it pauses while suspended, stops with the resolution and runs again after a reopening', () => {
  const asked = record({
    type: 'suspension-requested',
    ...from(FINANCE, 'c-1', at('08-23', '09:00:00')),
    reasonCode: 'season',
    reason: '雨季',
  });
  const paused = [assign(), accepted(), asked, ruleSuspension({ now: at('08-23', '10:00:00') })];
  expect(hours(at('08-25', '10:00:00'), ...paused)).toEqual([24, [FINANCE, 24, false]]);
  const done = [...paused, resume({ now: at('08-25', '10:00:00') }), resolved(FINANCE, 'c-1', at('08-25', '16:00:00'))];
  expect(hours(at('09-30', '10:00:00'), ...done)).toEqual([30, [FINANCE, 30, false]]);
  const again = [...done, verify({ now: at('08-26') }), followUp(), reopen({ now: at('08-29') })];
  expect(hours(at('08-30', '09:00:00'), ...again)).toEqual([54, [FINANCE, 54, true]]);
  expect(clocksAt(at('08-30', '09:00:00'), ...again).agencies).toMatchObject([{ workingDays: 2.25 }]);
});

test('a suspended deadline is neither overdue nor nearer; one that had passed before stays overdue', () => {
  const suspendedOn = (day: string) => {
    const asked = { ...from(FINANCE, 'c-1', at(day)), reasonCode: 'season', reason: '雨季' };
    return [record({ type: 'suspension-requested', ...asked }), ruleSuspension({ now: at(day, '12:00:00') })];
  };
  const resolveAt = (now: string, suspendedDay: string) =>
    clocksAt(now, assign(), accepted(), ...suspendedOn(suspendedDay)).deadlines.at(-1);
  expect(resolveAt(at('10-28'), '08-24')).toMatchObject({ status: 'open', remaining: 3.5 * 24 * HOUR });
  expect(resolveAt(at('10-28'), '08-30')).toMatchObject({ status: 'overdue', remaining: -12 * HOUR });
});

test('each deadline: open, overdue, met, late or lapsed, with the working time that remains', () => {
  const withTax = assign({ cooperating: [{ agency: TAX, caseFile: 'c-2' }] });
  const of = (now: string, ...commands: RequestCommand[]) =>
    clocksAt(now, withTax, accepted(), ...commands).deadlines.map(({ subject, status, remaining }) => [
      subject,
      status,
      remaining === null ? null : remaining / HOUR,
    ]);
  expect(of(at('08-26', '12:00:00'))).toEqual([
    ['assign', 'met', null],
    ['resolve', 'open', 36],
    ['opinion', 'overdue', -12],
  ]);
  expect(of(at('09-05'), resolved(FINANCE, 'c-1', at('08-31')))).toEqual([
    ['assign', 'met', null],
    ['resolve', 'late', null],
    ['opinion', 'lapsed', null],
  ]);
});
