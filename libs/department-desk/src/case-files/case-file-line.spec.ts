import type { CaseFileEvent, Deadline } from '@sanban/casework';
import { RecordedEvent } from '@sanban/event-store';
import { z } from 'zod';
import { fold, type CaseFileLine } from './case-file-line';

const AGENCY = '530902/finance';
const caseFile = '0190f3a2-1c5e-7d3a-9b1f-2f6d1c0a4e12';
const at = (day: number) => `2022-08-${day}T09:00:00+08:00`;
const deadline = (subject: 'plan' | 'resolve', round: number, dueAt: string): Deadline => ({
  id: `${subject}:${AGENCY}:${round}`,
  subject,
  agency: AGENCY,
  rule: null,
  startedAt: at(22),
  dueAt,
  calendarVersion: '1',
});

const opened: CaseFileEvent = {
  type: 'CaseFileOpened',
  data: {
    caseFile,
    request: '0190f3a2-1c5e-7d3a-9b1f-2f6d1c0a4e11',
    region: '530902',
    programme: 'linxiang-2022',
    agency: AGENCY,
    role: 'lead',
    round: 1,
    lead: AGENCY,
    cooperating: [],
    enterprise: { id: '91530902MA6K000014', name: '某公司' },
    title: '货款被拖欠',
    text: '…',
    kind: 'complex',
    action: 'arrears-clearing',
    measures: [],
    policyBasis: 'supported',
    deadlines: [deadline('plan', 1, '2022-08-30T00:00:00+08:00')],
    assignedAt: at(22),
    at: at(22),
  },
};

/** As the store would hand them over. */
function lineAfter(...events: CaseFileEvent[]): CaseFileLine | undefined {
  return events.reduce<CaseFileLine | undefined>((line, { type, data }, revision) => {
    const metadata = {
      recordedAt: data.at,
      actor: { user: 'u', agency: AGENCY, role: 'handler' },
      programme: null,
      correlationId: 'c',
      causationId: 'c',
    };
    const recorded = new RecordedEvent(
      {
        id: `e${revision}`,
        type,
        schemaVersion: 1,
        // As JSON, like the store.
        data: z.json().pipe(z.record(z.string(), z.json())).parse(data),
        stream: `finance.case-file-${caseFile}`,
        revision,
        position: `${revision}`,
      },
      metadata,
    );
    return fold(line, recorded);
  }, undefined);
}

const accepted: CaseFileEvent = { type: 'CaseFileAccepted', data: { by: 'u', at: at(23) } };
const planned: CaseFileEvent = {
  type: 'PlanMade',
  data: {
    by: 'u',
    at: at(24),
    steps: [{ description: '一', dueOn: '2022-09-02' }],
    resolveBy: '2022-09-02',
    deadline: deadline('resolve', 1, '2022-09-03T00:00:00+08:00'),
  },
};
const resolved: CaseFileEvent = {
  type: 'CaseFileResolved',
  data: { by: 'u', at: at(25), outcome: { summary: '已付', result: 'solved', evidence: [] } },
};

describe('a line of the list', () => {
  it('is due by its next open deadline', () => {
    expect(lineAfter(opened)?.due_at).toBe('2022-08-30T00:00:00+08:00');
    expect(lineAfter(opened, accepted, planned)?.due_at).toBe('2022-09-03T00:00:00+08:00');
    expect(lineAfter(opened, accepted, planned, resolved)?.due_at).toBeNull();
  });

  it('is not due while it is suspended, except by what had passed before', () => {
    const suspended = (moment: string): CaseFileEvent => ({ type: 'Suspended', data: { at: moment } });
    const dueAt = '2022-08-30T00:00:00+08:00';
    expect(lineAfter(opened, accepted, suspended('2022-08-29T23:59:59+08:00'))?.due_at).toBeNull();
    expect(lineAfter(opened, accepted, suspended(dueAt))).toMatchObject({ due_at: dueAt, suspended_at: dueAt });
    const progress: CaseFileEvent = { type: 'ProgressReported', data: { text: '…', by: 'u', at: at(31) } };
    expect(lineAfter(opened, accepted, suspended(dueAt), progress)?.due_at).toBe(dueAt);
    const resumed: CaseFileEvent = { type: 'Resumed', data: { deadlines: [], at: at(31) } };
    expect(lineAfter(opened, accepted, suspended(dueAt), resumed)).toMatchObject({ due_at: dueAt, suspended_at: null });
  });

  it('keeps when it was opened, accepted, resolved and closed', () => {
    const closed: CaseFileEvent = { type: 'CaseFileClosed', data: { at: at(29) } };
    const line = lineAfter(
      opened,
      accepted,
      planned,
      resolved,
      { type: 'ResolutionVerified', data: { at: at(26) } },
      closed,
    );
    expect(line).toMatchObject({
      state: 'closed',
      opened_at: at(22),
      accepted_at: at(23),
      resolved_at: at(25),
      closed_at: at(29),
      revision: 5,
    });
  });

  it('is neither resolved nor closed in a new round', () => {
    const reopened: CaseFileEvent = {
      type: 'CaseFileReopened',
      data: { round: 2, reason: '再次出现', at: at(30), deadlines: [deadline('plan', 2, '2022-09-06T00:00:00+08:00')] },
    };
    const closed: CaseFileEvent = { type: 'CaseFileClosed', data: { at: at(29) } };
    expect(lineAfter(opened, accepted, planned, resolved, closed, reopened)).toMatchObject({
      round: 2,
      opened_at: at(22),
      assigned_at: at(22),
      accepted_at: at(23),
      resolved_at: null,
      closed_at: null,
      due_at: '2022-09-06T00:00:00+08:00',
    });
  });

  it('does not begin in the middle', () => {
    expect(() => lineAfter(accepted)).toThrow('does not begin with CaseFileOpened');
  });
});
