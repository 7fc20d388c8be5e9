import type { CaseFileEvent, Deadline } from '@sanban/casework';
import { caseFileFacts } from '@sanban/contracts';
import { reportOf, type REPORTED } from './report-of';

const origin = {
  request: '0190f3a2-1c5e-7d3a-9b1f-2f6d1c0a4e11',
  caseFile: '0190f3a2-1c5e-7d3a-9b1f-2f6d1c0a4e12',
  agency: '530902/finance',
};
const at = '2022-08-23T10:00:00+08:00';
const by = 'u1';
const deadline: Deadline = {
  id: 'resolve:530902/finance:1',
  subject: 'resolve',
  agency: '530902/finance',
  rule: null,
  startedAt: at,
  dueAt: '2022-09-03T00:00:00+08:00',
  calendarVersion: '1',
};
const steps = [{ description: '核对材料', dueOn: '2022-09-02' }];
const outcome = { summary: '已到账', result: 'solved' as const, evidence: [{ title: '凭证', reference: '12号' }] };

const reported: Record<(typeof REPORTED)[number], [CaseFileEvent, string]> = {
  CaseFileAccepted: [{ type: 'CaseFileAccepted', data: { by, at } }, 'accepted'],
  CaseFileReturned: [
    { type: 'CaseFileReturned', data: { by, at, round: 1, reason: '不属职责', suggestedLead: '530902/tax' } },
    'returned',
  ],
  PlanMade: [{ type: 'PlanMade', data: { by, at, steps, resolveBy: '2022-09-02', deadline } }, 'planned'],
  ProgressReported: [{ type: 'ProgressReported', data: { by, at, text: '已联系企业' } }, 'progress-reported'],
  OpinionGiven: [{ type: 'OpinionGiven', data: { by, at, round: 2, opinion: '同意' } }, 'opinion-given'],
  CaseFileResolved: [{ type: 'CaseFileResolved', data: { by, at, outcome } }, 'resolved'],
  ExtensionRequested: [
    { type: 'ExtensionRequested', data: { by, at, deadline: deadline.id, until: '2022-09-15', reason: '需批复' } },
    'extension-requested',
  ],
  SuspensionRequested: [
    { type: 'SuspensionRequested', data: { by, at, reasonCode: 'season', reason: '雨季' } },
    'suspension-requested',
  ],
};

describe('what the office is told', () => {
  it.each(Object.values(reported))('$type by the contract', (event, fact) => {
    const report = reportOf(event, origin, 3);
    expect(report?.fact).toBe(fact);
    const { success, data: parsed } = caseFileFacts[report!.fact].safeParse(report?.data);
    expect(success).toBe(true);
    expect(parsed).toEqual({ ...origin, revision: 3, ...event.data });
  });

  it('of an event from before rounds were recorded: no round', () => {
    const report = reportOf({ type: 'OpinionGiven', data: { by, at, opinion: '同意' } }, origin, 3);
    expect(report?.data).not.toHaveProperty('round');
  });

  it('is silent about the office’s own words', () => {
    expect(reportOf({ type: 'ReturnUpheld', data: { reason: '不属职责', at } }, origin, 2)).toBeNull();
    expect(reportOf({ type: 'CaseFileClosed', data: { at } }, origin, 2)).toBeNull();
  });
});
