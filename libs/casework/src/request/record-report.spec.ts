import { after, given } from '../testing/given';
import { accepted, assign, close, followUp, from, reassign, record, resolved } from '../testing/office-commands';
import { reopen, submit, triage, verify } from '../testing/office-commands';
import { at, calendar, FINANCE, HRSS, outcome, TAX } from '../testing/sample';
import type { RequestCommand } from './commands';
import { requestDecider } from './decider';
import type { AgencyReport } from './report';

const handling = [submit(), triage(), assign({ cooperating: [{ agency: TAX, caseFile: 'c-2' }] }), accepted()];
const when = (...commands: RequestCommand[]) => given(requestDecider, after(requestDecider, ...handling, ...commands));
const lead = from(FINANCE, 'c-1', at('08-23'));
const deadline = {
  id: `resolve:${FINANCE}:1`,
  subject: 'resolve',
  agency: FINANCE,
  rule: null,
  startedAt: at('08-23'),
  dueAt: at('08-30', '00:00:00'),
  calendarVersion: calendar.version,
} as const;
const planned: AgencyReport = {
  type: 'planned',
  ...lead,
  steps: [{ description: '会商', dueOn: '2022-08-26' }],
  resolveBy: '2022-08-26',
  deadline,
};
type Who = ReturnType<typeof from>;
const opinion = (who: Who) => ({ type: 'opinion-given', ...who, opinion: '同意' }) as const;

test('what an agency reports becomes a fact at the moment at which it was done', () => {
  when()
    .when(record(planned, at('08-24')))
    .thenTypes('PlanRecorded');
  when()
    .when(record({ type: 'progress-reported', ...lead, text: '已对接银行' }, at('08-24')))
    .then({ type: 'ProgressRecorded', data: { ...lead, text: '已对接银行' } });
  when()
    .when(record(opinion(from(TAX, 'c-2', at('08-24')))))
    .thenTypes('OpinionRecorded');
  when().when(resolved()).thenTypes('RequestResolved');
});

test('a cooperating opinion meets its deadline and is welcome also after the resolution', () => {
  const { state } = when(record(opinion(from(TAX, 'c-2', at('08-24')))));
  expect(state).toMatchObject({ participants: [{}, { opinion: '同意' }], deadlines: [{}, {}, { state: 'met' }] });
  when(resolved())
    .when(record(opinion(from(TAX, 'c-2', at('08-24')))))
    .thenTypes('OpinionRecorded');
});

test('a plan meets the deadline to make one; an extension asked for it falls', () => {
  const complex = [submit(), triage({ kind: 'complex' }), assign(), accepted()];
  const plan = `plan:${FINANCE}:1`;
  const asked = record({ type: 'extension-requested', ...lead, deadline: plan, until: '2022-09-05', reason: '待批复' });
  expect(given(requestDecider, after(requestDecider, ...complex, asked)).state).toMatchObject({
    extension: { deadline: plan },
  });
  expect(given(requestDecider, after(requestDecider, ...complex, asked, record(planned))).state).toMatchObject({
    extension: null,
    plan: { resolveBy: '2022-08-26' },
    deadlines: [{}, { id: plan, state: 'met' }, { id: deadline.id, state: 'open' }],
  });
});

test('what comes from a case file that was withdrawn meanwhile is kept whole, without effect', () => {
  const report: AgencyReport = { type: 'resolved', ...lead, outcome };
  const away = reassign({ lead: { agency: HRSS, caseFile: 'c-3' } });
  when(away)
    .when(record(report, at('08-24')))
    .then({
      type: 'ReportSetAside',
      data: {
        agency: FINANCE,
        caseFile: 'c-1',
        report: 'resolved',
        reason: { zh: '该单位已不承办此件', en: `${FINANCE} takes no part any more` },
        content: report,
        at: at('08-24'),
      },
    });
  const back = reassign({ lead: { agency: FINANCE, caseFile: 'c-4' }, now: at('08-24') });
  when(away, back).when(record(report)).thenTypes('ReportSetAside');
});

test.each<[string, RequestCommand[], AgencyReport]>([
  ['resolved twice', [resolved()], { type: 'resolved', ...lead, outcome }],
  ['resolved by a cooperating agency', [], { type: 'resolved', ...from(TAX, 'c-2', at('08-23')), outcome }],
  ['accepted twice', [], { type: 'accepted', ...lead }],
  ['a plan by a cooperating agency', [], { ...planned, ...from(TAX, 'c-2', at('08-23')) }],
  ['a plan after the resolution', [resolved()], planned],
  ['an opinion by the lead', [], opinion(lead)],
  [
    'returned after the resolution',
    [resolved()],
    { type: 'returned', ...lead, reason: '不属职责', suggestedLead: null },
  ],
  [
    'a suspension after the resolution',
    [resolved()],
    { type: 'suspension-requested', ...lead, reasonCode: 'season', reason: '雨季' },
  ],
  [
    'an extension after the resolution',
    [resolved()],
    { type: 'extension-requested', ...lead, deadline: deadline.id, until: '2022-09-05', reason: '待批复' },
  ],
  [
    'anything after closing',
    [resolved(), verify(), followUp(), close()],
    { type: 'progress-reported', ...lead, text: '补充' },
  ],
])('set aside: %s', (_, commands, report) => {
  when(...commands)
    .when(record(report))
    .thenTypes('ReportSetAside');
  expect(
    when(...commands)
      .when(record(report))
      .events()[0]?.data,
  ).toMatchObject({
    reason: { zh: expect.stringMatching(/[一-鿿]/) as string },
  });
});

describe('what crosses a reopening', () => {
  const followedUp = [resolved(), verify(), followUp()];
  const helper = from(TAX, 'c-2', at('08-26'));
  const returned = { type: 'returned', ...helper, reason: '不属职责', suggestedLead: null } as const;

  test('an opinion of the round before is set aside: it is still owed in the new one', () => {
    const before = { ...opinion(helper), round: 1 };
    when(...followedUp, reopen())
      .when(record(before))
      .thenTypes('ReportSetAside');
    expect(when(...followedUp, reopen(), record(before)).state).toMatchObject({
      participants: [{}, { agency: TAX, opinion: null, round: 2 }],
    });
    when(...followedUp, reopen())
      .when(record({ ...opinion(helper), round: 2 }))
      .thenTypes('OpinionRecorded');
  });

  test('so is a return', () => {
    when(...followedUp, reopen())
      .when(record({ ...returned, round: 1 }))
      .thenTypes('ReportSetAside');
    when(...followedUp, reopen())
      .when(record({ ...returned, round: 2 }))
      .thenTypes('ReturnRequested');
  });

  test('a reassignment begins no new round for who stays', () => {
    when(reassign({ lead: { agency: HRSS, caseFile: 'c-3' }, cooperating: [{ agency: TAX, caseFile: 'c-2' }] }))
      .when(record({ ...opinion(helper), round: 1 }))
      .thenTypes('OpinionRecorded');
  });

  test('an acceptance counts, also while the request is closed', () => {
    const accepting = accepted(TAX, 'c-2', at('08-26', '09:30:00'));
    when(...followedUp, close())
      .when(accepting)
      .thenTypes('CaseFileAccepted');
    expect(when(...followedUp, close(), accepting, reopen()).state).toMatchObject({
      participants: [{}, { agency: TAX, accepted: true }],
    });
  });

  test('an old report that names no round is recorded as ever', () => {
    when(...followedUp, reopen())
      .when(record(opinion(helper)))
      .thenTypes('OpinionRecorded');
  });
});

test('a report of a request that does not exist is refused: the bus has to keep it', () => {
  given(requestDecider, []).when(accepted()).thenRefused('request-not-found');
});
