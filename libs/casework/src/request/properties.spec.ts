import { parseInstant, workingTime } from '@sanban/working-calendar';
import fc from 'fast-check';
import { clocks } from '../clocks';
import { asStored, stateAfter } from '../testing/given';
import { supervise } from '../testing/office-commands';
import { moves, type Move } from '../testing/moves';
import { calendar, rules } from '../testing/sample';
import { World } from '../testing/world';
import { requestDecider } from './decider';
import type { RequestEvent } from './events';
import type { RequestRecord } from './state';
import { timersOf } from './supervision';

const holds = (name: string, property: (world: World, record: RequestRecord) => void, numRuns = 60) =>
  test(name, () => {
    fc.assert(
      fc.property(moves, (played: Move[]) => {
        const world = new World().play(played);
        if (world.request.status !== 'none') property(world, world.request);
      }),
      { numRuns },
    );
  });

const recordsOf = (world: World): RequestRecord[] =>
  world.history.flatMap((state) => (state.status === 'none' ? [] : [state]));

holds('from the assignment on there is exactly one lead at any time', (world) => {
  for (const { status, participants } of recordsOf(world)) {
    const leads = participants.filter(({ role }) => role === 'lead').length;
    expect(leads).toBe(status === 'submitted' || status === 'triaged' ? 0 : 1);
    expect(new Set(participants.map(({ agency }) => agency)).size).toBe(participants.length);
  }
});

holds('closed only after resolved, verified and followed up, in this order and since the last reopening', (world) => {
  const steps: string[] = [];
  for (const { type } of world.requestEvents) {
    if (type === 'RequestReopened' || type === 'ResolutionRejected') steps.length = 0;
    if (['RequestResolved', 'ResolutionVerified', 'FollowedUp'].includes(type)) steps.push(type);
    if (type === 'RequestClosed') expect(steps).toEqual(['RequestResolved', 'ResolutionVerified', 'FollowedUp']);
  }
});

/** The time on the clock, told from the events alone. */
function timeOnTheClock(events: readonly RequestEvent[], now: string): number {
  let total = 0;
  let since: string | null = null;
  for (const { type, data } of events) {
    if (['RequestAssigned', 'ResolutionRejected', 'RequestReopened', 'RequestResumed'].includes(type)) since = data.at;
    if (since !== null && (type === 'SuspensionGranted' || type === 'RequestResolved')) {
      total += Math.max(0, workingTime(since, data.at, calendar));
      since = null;
    }
  }
  return since === null ? total : total + workingTime(since, now, calendar);
}

holds('the agencies’ shares of the time add up to the whole of it', (world, record) => {
  const { total, agencies } = clocks(record, calendar, world.now);
  expect(agencies.reduce((sum, { elapsed }) => sum + elapsed, 0)).toBe(total);
  expect(agencies.every(({ elapsed }) => elapsed >= 0)).toBe(true);
  expect(agencies.filter(({ running }) => running).length).toBeLessThanOrEqual(1);
  // A report can be older than a resumption that crossed it: then it ends an empty span, here as there.
  expect(total).toBe(timeOnTheClock(world.requestEvents, world.now));
});

holds('replaying the events, as the store gives them back, makes the same state', (world, record) => {
  expect(stateAfter(requestDecider, asStored(world.requestEvents))).toEqual(record);
  expect(asStored(record)).toEqual(record);
});

holds('ids are used once; what is open belongs to a participant, or to the office before the assignment', (world) => {
  for (const { deadlines, participants, withdrawn, status, region, round } of recordsOf(world)) {
    expect(new Set(deadlines.map(({ id }) => id)).size).toBe(deadlines.length);
    const files = [...participants, ...withdrawn].map(({ caseFile }) => caseFile);
    expect(new Set(files).size).toBe(files.length);
    const agencies = participants.map(({ agency }) => agency);
    for (const { state, agency, id, subject } of deadlines) {
      expect(id.startsWith(`${subject}:${agency}:`)).toBe(true);
      expect(Number.parseInt(id.split(':')[2] ?? '', 10)).toBeLessThanOrEqual(round);
      if (state === 'open') expect([...agencies, `${region}/office`]).toContain(agency);
    }
    if (status === 'resolved' || status === 'closed')
      expect(deadlines.filter(({ state }) => state === 'open')).toEqual([]);
  }
});

holds('no deadline is ever moved to an earlier moment', (world) => {
  const due = new Map<string, string>();
  for (const { id, dueAt } of recordsOf(world).flatMap(({ deadlines }) => deadlines)) {
    expect(parseInstant(dueAt)).toBeGreaterThanOrEqual(parseInstant(due.get(id) ?? dueAt));
    due.set(id, dueAt);
  }
});

holds('every timer has its effect once: given again, it changes nothing', (_, record) => {
  const timers = timersOf(record, rules, calendar);
  expect(new Set(timers.map(({ id }) => id)).size).toBe(timers.length);
  for (const timer of timers) {
    const command = supervise({ ...timer, now: timer.at });
    const first = requestDecider.decide(command, record) as readonly RequestEvent[];
    expect(first.length).toBeGreaterThan(0);
    const next = first.reduce(requestDecider.evolve, record);
    expect(requestDecider.decide(command, next)).toEqual([]);
    expect(timersOf(next, rules, calendar).map(({ id }) => id)).not.toContain(timer.id);
  }
});
