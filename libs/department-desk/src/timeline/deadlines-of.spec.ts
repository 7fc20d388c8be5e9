import { caseFileDecider, type CaseFileEvent, type Deadline } from '@sanban/casework';
import { Programmes } from '@sanban/service-kit';
import { computeDeadline } from '@sanban/working-calendar';
import { deadlinesOf } from './deadlines-of';

const AGENCY = '530902/finance';
const programmes = Programmes.load();
const rule = programmes.rules('530902').general.resolve;
const calendar = programmes.calendar('530902', rule.calendar);
// Friday before the National Day holiday.
const assignedAt = '2022-09-30T09:00:00+08:00';
const { startedAt, dueAt, calendarVersion } = computeDeadline(rule, assignedAt, calendar);
const deadline: Deadline = {
  id: `resolve:${AGENCY}:1`,
  subject: 'resolve',
  agency: AGENCY,
  rule,
  startedAt,
  dueAt,
  calendarVersion,
};
const opened = {
  type: 'CaseFileOpened',
  data: {
    caseFile: 'c',
    request: 'r',
    region: '530902',
    programme: 'linxiang-2022',
    agency: AGENCY,
    role: 'lead',
    round: 1,
    lead: AGENCY,
    cooperating: [],
    enterprise: { id: 'e', name: '某公司' },
    title: '货款被拖欠',
    text: '…',
    kind: 'general',
    action: 'arrears-clearing',
    measures: [],
    policyBasis: 'supported',
    deadlines: [deadline],
    assignedAt,
    at: assignedAt,
  },
} satisfies CaseFileEvent;
const accepted: CaseFileEvent = { type: 'CaseFileAccepted', data: { by: 'u', at: assignedAt } };
const resolvedOn = (at: string): CaseFileEvent => ({
  type: 'CaseFileResolved',
  data: { by: 'u', at, outcome: { summary: '已付', result: 'solved', evidence: [] } },
});

function explain(events: CaseFileEvent[], index: number, now: string) {
  const record = events.reduce(caseFileDecider.evolve, caseFileDecider.initial);
  if (record.status === 'none') throw new Error('nothing was opened');
  return deadlinesOf({ record, events }, calendar, Date.parse(now))[index] ?? [];
}

const texts = (events: CaseFileEvent[], index: number) =>
  explain(events, index, assignedAt).map(({ explanation }) => explanation?.text.zh);

describe('the deadlines of a timeline', () => {
  it('are explained day by day', () => {
    const [explained] = explain([opened], 0, assignedAt);
    expect(explained?.deadline.dueAt).toBe('2022-10-13T00:00:00+08:00');
    expect(explained?.explanation?.text.en).toContain('2022-10-12');
    expect(explained?.explanation?.runs.map(({ from, to, role }) => [from, to, role])).toEqual([
      ['2022-09-30', '2022-09-30', 'start'],
      ['2022-10-01', '2022-10-07', 'skipped'],
      ['2022-10-08', '2022-10-09', 'counted'],
      ['2022-10-10', '2022-10-12', 'counted'],
    ]);
  });

  it('are open until the moment itself, then missed', () => {
    expect(explain([opened], 0, '2022-10-12T23:59:59.999+08:00')).toMatchObject([{ outcome: 'open', metAt: null }]);
    expect(explain([opened], 0, dueAt)).toMatchObject([{ outcome: 'missed', metAt: null }]);
  });

  it('are met before the moment, missed at it', () => {
    const inTime = '2022-10-12T23:59:59+08:00';
    expect(explain([opened, accepted, resolvedOn(inTime)], 0, dueAt)).toMatchObject([
      { outcome: 'met', metAt: inTime },
    ]);
    expect(explain([opened, accepted, resolvedOn(dueAt)], 0, dueAt)).toMatchObject([
      { outcome: 'missed', metAt: dueAt },
    ]);
  });

  it('that were extended are moved; the new date is explained by the approval', () => {
    const later = { ...deadline, dueAt: '2022-10-20T00:00:00+08:00' };
    const granted: CaseFileEvent = { type: 'ExtensionGranted', data: { deadline: later, at: assignedAt } };
    const events = [opened, accepted, granted];
    expect(explain(events, 0, dueAt)).toMatchObject([
      { outcome: 'moved', explanation: { runs: expect.any(Array) as unknown } },
    ]);
    expect(explain(events, 2, dueAt)).toMatchObject([{ outcome: 'open', deadline: later }]);
    expect(texts(events, 2)).toEqual(['经批准延期：2022-10-19 当日终了前']);
    expect(explain(events, 1, dueAt)).toEqual([]);
  });

  it('that a plan set, or a suspension moved, say so', () => {
    const promised = { ...deadline, id: `resolve:${AGENCY}:1`, rule: null, dueAt: '2022-10-20T00:00:00+08:00' };
    const planned: CaseFileEvent = {
      type: 'PlanMade',
      data: {
        steps: [{ description: '核实', dueOn: '2022-10-19' }],
        resolveBy: '2022-10-19',
        deadline: promised,
        by: 'u',
        at: assignedAt,
      },
    };
    const suspended: CaseFileEvent = { type: 'Suspended', data: { at: '2022-10-11T09:00:00+08:00' } };
    const resumed: CaseFileEvent = {
      type: 'Resumed',
      data: { deadlines: [{ ...promised, dueAt: '2022-10-25T00:00:00+08:00' }], at: '2022-10-13T15:00:00+08:00' },
    };
    const events = [{ ...opened, data: { ...opened.data, deadlines: [] } }, accepted, planned, suspended, resumed];
    expect(texts(events, 2)).toEqual(['办理方案所定日期：2022-10-19 当日终了前']);
    expect(texts(events, 4)).toEqual(['挂账期间不计，顺延 3 个工作日：2022-10-24 当日终了前']);
  });

  it('that are known are not moved by a plan that repeats them as they were before', () => {
    const later = { ...deadline, dueAt: '2022-10-20T00:00:00+08:00' };
    const granted: CaseFileEvent = { type: 'ExtensionGranted', data: { deadline: later, at: assignedAt } };
    const steps = [{ description: '核实', dueOn: '2022-10-11' }];
    const planned: CaseFileEvent = {
      type: 'PlanMade',
      data: { steps, resolveBy: '2022-10-11', deadline, by: 'u', at: assignedAt },
    };
    const events = [opened, accepted, granted, planned];
    expect(explain(events, 2, assignedAt)).toMatchObject([{ outcome: 'open', deadline: later }]);
    expect(explain(events, 3, assignedAt)).toEqual([]);
  });

  it('are not missed while the case file is suspended, unless they had been before', () => {
    const suspended = (at: string): CaseFileEvent => ({ type: 'Suspended', data: { at } });
    const later = '2022-11-01T09:00:00+08:00';
    const inTime = suspended('2022-10-11T09:00:00+08:00');
    expect(explain([opened, accepted, inTime], 0, later)).toMatchObject([{ outcome: 'open' }]);
    expect(explain([opened, accepted, suspended(dueAt)], 0, later)).toMatchObject([{ outcome: 'missed' }]);
    const resumed: CaseFileEvent = { type: 'Resumed', data: { deadlines: [], at: dueAt } };
    expect(explain([opened, accepted, inTime, resumed], 0, later)).toMatchObject([{ outcome: 'missed' }]);
  });

  it('lapse with the case file', () => {
    const withdrawn: CaseFileEvent = { type: 'CaseFileWithdrawn', data: { reason: '转办', at: assignedAt } };
    expect(explain([opened, withdrawn], 0, dueAt)).toMatchObject([{ outcome: 'lapsed', metAt: null }]);
  });
});
