import type { CaseFileEvent, Deadline } from '@sanban/casework';
import { outboundFacts } from '@sanban/contracts';
import { outboundOf } from './outbound-of';

const at = '2022-08-22T09:00:00+08:00';
const request = '0190f3a2-1c5e-7d3a-9b1f-2f6d1c0a4e11';
const caseFile = '0190f3a2-1c5e-7d3a-9b1f-2f6d1c0a4e12';
const agency = '530902/tax';
const deadline: Deadline = {
  id: 'resolve:530902/tax:1',
  subject: 'resolve',
  agency,
  rule: null,
  startedAt: at,
  dueAt: '2022-08-30T00:00:00+08:00',
  calendarVersion: '1',
};
const reason = '需上级批复';
const by = 'u1';

const opened: CaseFileEvent = {
  type: 'CaseFileOpened',
  data: {
    ...{ caseFile, request, agency, at, region: '530902', programme: 'linxiang-2022', role: 'lead', round: 1 },
    ...{ lead: agency, cooperating: ['530902/hrss'], enterprise: { id: '91530902MA6K000014', name: '某茶业公司' } },
    ...{ title: '退税慢', text: '至今未到账', kind: 'general', action: 'tax-reduction', policyBasis: 'supported' },
    ...{ measures: ['tax-reduction/01'], deadlines: [deadline], assignedAt: at },
  },
};
const outcome = { summary: '已到账', result: 'solved' as const, evidence: [] };

const events: [CaseFileEvent, string][] = [
  [opened, 'assigned'],
  [{ type: 'CaseFileAccepted', data: { by, at } }, 'accepted'],
  [{ type: 'CaseFileReturned', data: { reason, suggestedLead: null, by, at } }, 'returned'],
  [{ type: 'ReturnUpheld', data: { reason, at } }, 'return-upheld'],
  [{ type: 'ReturnRejected', data: { reason, at } }, 'return-rejected'],
  [{ type: 'PlanMade', data: { steps: [], resolveBy: '2022-09-02', deadline, by, at } }, 'planned'],
  [{ type: 'ProgressReported', data: { text: '进展', by, at } }, 'progress-reported'],
  [{ type: 'OpinionGiven', data: { opinion: '同意', by, at } }, 'opinion-given'],
  [{ type: 'OpinionReceived', data: { agency: '530902/hrss', opinion: '同意', at } }, 'opinion-received'],
  [{ type: 'CaseFileResolved', data: { outcome, by, at } }, 'resolved'],
  [{ type: 'ResolutionRejected', data: { reason, deadline, at } }, 'resolution-rejected'],
  [{ type: 'ResolutionVerified', data: { at } }, 'resolution-verified'],
  [
    { type: 'ExtensionRequested', data: { deadline: deadline.id, until: '2022-09-15', reason, by, at } },
    'extension-requested',
  ],
  [{ type: 'ExtensionGranted', data: { deadline, at } }, 'extension-granted'],
  [{ type: 'ExtensionRefused', data: { deadline: deadline.id, reason, at } }, 'extension-refused'],
  [{ type: 'SuspensionRequested', data: { reasonCode: 'season', reason, by, at } }, 'suspension-requested'],
  [{ type: 'Suspended', data: { at } }, 'suspended'],
  [{ type: 'SuspensionRefused', data: { reason, at } }, 'suspension-refused'],
  [{ type: 'Resumed', data: { deadlines: [deadline], at } }, 'resumed'],
  [{ type: 'Reminded', data: { deadline: deadline.id, dueAt: deadline.dueAt, at } }, 'reminded'],
  [
    { type: 'SupervisionOrderReceived', data: { deadline: deadline.id, dueAt: at, number: 1, at } },
    'supervision-ordered',
  ],
  [{ type: 'ParticipantsChanged', data: { lead: agency, cooperating: [], at } }, 'participants-changed'],
  [{ type: 'CaseFileWithdrawn', data: { reason, at } }, 'withdrawn'],
  [{ type: 'CaseFileClosed', data: { at } }, 'closed'],
  [{ type: 'CaseFileReopened', data: { round: 2, reason, deadlines: [deadline], at } }, 'reopened'],
];

describe('what an agency’s own system is told', () => {
  it.each(events)('$type', (event, fact) => {
    const told = outboundOf(event, { request, caseFile, agency }, 3);
    expect(told.fact).toBe(fact);
    // Nothing is lost on the way: the schema keeps only what it knows.
    expect(outboundFacts[told.fact].parse(told.data)).toEqual(told.data);
    expect(told.data).toMatchObject({ request, caseFile, agency, revision: 3, at });
  });

  it('is all that has been said before, where it leads from now on', () => {
    const opinions = [{ agency: '530902/hrss', opinion: '同意' }];
    const event: CaseFileEvent = { ...opened, data: { ...opened.data, opinions } };
    const told = outboundOf(event, { request, caseFile, agency }, 1);
    expect(outboundFacts.assigned.parse(told.data)).toMatchObject({ opinions });
  });

  it('is told in Chinese where the words are ours', () => {
    const ours = { zh: '退回已获同意', en: 'the return was upheld' };
    const told = outboundOf(
      { type: 'CaseFileWithdrawn', data: { reason: ours, at } },
      { request, caseFile, agency },
      3,
    );
    expect(told.data).toMatchObject({ reason: ours.zh });
  });

  it('is every fact but that a message was bad', () => {
    const facts = events.map(([, fact]) => fact);
    expect([...facts, 'rejected'].sort()).toEqual(Object.keys(outboundFacts).sort());
  });
});
