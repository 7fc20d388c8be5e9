import { after, given } from '../testing/given';
import { accepted, assign, close, followUp, from, record, reopen, resolved } from '../testing/office-commands';
import { resume, ruleExtension, ruleSuspension, submit, triage, verify } from '../testing/office-commands';
import { deadlineOf } from '../testing/agency-commands';
import { at, calendar, enterprise, FINANCE, handlerOf, officer, OFFICE, rules, TAX } from '../testing/sample';
import type { RequestCommand } from './commands';
import { requestDecider } from './decider';

const handling = [submit(), triage(), assign({ cooperating: [{ agency: TAX, caseFile: 'c-2' }] }), accepted()];
const when = (...commands: RequestCommand[]) => given(requestDecider, after(requestDecider, ...handling, ...commands));
const dissatisfied = followUp({ satisfaction: 'dissatisfied', comment: '仍未到账' });

describe('resolve', () => {
  test('meets the deadline by when the agency did it, not by when the report came', () => {
    const late = { ...resolved(), now: at('09-05') };
    expect(when(late).state).toMatchObject({
      status: 'resolved',
      segments: [{ agency: FINANCE, to: at('08-24') }],
      deadlines: [{}, { state: 'met', metAt: at('08-24') }, { agency: TAX, state: 'lapsed' }],
    });
  });
});

describe('verify', () => {
  test('passed', () => {
    when(resolved())
      .when(verify({ note: '已电话核实' }))
      .then({ type: 'ResolutionVerified', data: { by: 'officer', note: '已电话核实', at: at('08-25') } });
  });

  test('failed: the lead does it anew, within the time of a general request', () => {
    const failed = verify({ verdict: 'failed', note: '缺到账凭证' });
    expect(when(resolved()).when(failed).events()).toMatchObject([
      { data: { reason: '缺到账凭证', deadline: { id: `resolve:${FINANCE}:1.2`, dueAt: at('09-02', '00:00:00') } } },
    ]);
    expect(when(resolved(), failed).state).toMatchObject({
      status: 'handling',
      outcome: null,
      segments: [{ to: at('08-24') }, { agency: FINANCE, from: at('08-25'), to: null }],
    });
  });

  test('failed, complex: the plan’s date holds where it is later', () => {
    const dueOn = '2022-09-30';
    const deadline = {
      id: `resolve:${FINANCE}:1`,
      subject: 'resolve',
      agency: FINANCE,
      rule: null,
      startedAt: at('08-23'),
      dueAt: at('10-01', '00:00:00'),
      calendarVersion: calendar.version,
    } as const;
    const steps = [{ description: '会商', dueOn }];
    const planned = record({
      type: 'planned',
      ...from(FINANCE, 'c-1', at('08-23')),
      steps,
      resolveBy: dueOn,
      deadline,
    });
    const complex = [submit(), triage({ kind: 'complex' }), assign(), accepted(), planned, resolved()];
    expect(
      given(requestDecider, after(requestDecider, ...complex))
        .when(verify({ verdict: 'failed', note: '未完成' }))
        .events(),
    ).toMatchObject([{ data: { deadline: { rule: null, dueAt: at('10-01', '00:00:00') } } }]);
  });

  test('failed: a cooperating agency that has not answered owes its opinion anew', () => {
    const failed = verify({ verdict: 'failed', note: '缺凭证' });
    const owed = { id: `opinion:${TAX}:1.2`, subject: 'opinion', dueAt: at('08-31', '00:00:00') };
    expect(when(resolved()).when(failed).events()).toMatchObject([{ data: { opinionDeadlines: [owed] } }]);
    expect(when(resolved(), failed).state).toMatchObject({
      deadlines: [{}, {}, { id: `opinion:${TAX}:1`, state: 'lapsed' }, {}, { ...owed, state: 'open' }],
    });
    const said = record({ type: 'opinion-given', ...from(TAX, 'c-2', at('08-24')), opinion: '同意' });
    expect(when(said, resolved()).when(failed).events()).toMatchObject([{ data: { opinionDeadlines: [] } }]);
    expect(when(resolved(), failed, said).state).toMatchObject({ deadlines: [{}, {}, {}, {}, { state: 'met' }] });
  });

  test('failed: an extension that was granted stays granted', () => {
    const id = `resolve:${FINANCE}:1`;
    const asking = { type: 'extension-requested', ...from(FINANCE, 'c-1', at('08-23')) } as const;
    const asked = record({ ...asking, deadline: id, until: '2022-09-15', reason: '待批复' });
    expect(
      when(asked, ruleExtension({ now: at('08-23') }), resolved())
        .when(verify({ verdict: 'failed', note: '缺凭证' }))
        .events(),
    ).toMatchObject([{ data: { deadline: { id: `${id}.2`, dueAt: at('09-16', '00:00:00') } } }]);
  });

  test('failed: nor is the time of a suspension taken from the plan’s date', () => {
    const who = from(FINANCE, 'c-1', at('08-23'));
    const deadline = { ...deadlineOf('resolve', FINANCE, at('09-03', '00:00:00')), rule: null };
    const steps = [{ description: '兑付', dueOn: '2022-09-02' }];
    const planned = record({ type: 'planned', ...who, steps, resolveBy: '2022-09-02', deadline });
    const asked = record({ type: 'suspension-requested', ...who, reasonCode: 'season', reason: '雨季' });
    const suspended = [asked, ruleSuspension(), resume({ now: at('08-31') })];
    const late = resolved(FINANCE, 'c-1', at('08-31', '10:00:00'));
    const complex = [submit(), triage({ kind: 'complex' }), assign(), accepted(), planned, ...suspended, late];
    expect(
      given(requestDecider, after(requestDecider, ...complex))
        .when(verify({ now: at('08-31', '11:00:00'), verdict: 'failed', note: '未完成' }))
        .events(),
    ).toMatchObject([{ data: { deadline: { rule: null, dueAt: at('09-10', '00:00:00') } } }]);
  });

  test('refusals', () => {
    when().when(verify()).thenRefused('not-resolved');
    when(resolved(), verify()).when(verify()).thenRefused('already-verified');
    when(resolved())
      .when(verify({ by: handlerOf(FINANCE) }))
      .thenRefused('not-the-office');
    when(resolved())
      .when(verify({ verdict: 'failed' }))
      .thenRefused('reason-required', 'note');
    // The account has accepted it at the department and works for the office now.
    const moved = { ...handlerOf(FINANCE), agency: OFFICE };
    when(resolved())
      .when(verify({ by: moved }))
      .thenRefused('verifier-handled-it');
  });
});

describe('follow up', () => {
  test('the enterprise says it, or the office for it', () => {
    expect(when(resolved(), verify()).when(followUp()).events()).toMatchObject([{ data: { channel: 'enterprise' } }]);
    expect(
      when(resolved(), verify())
        .when(followUp({ by: officer }))
        .events(),
    ).toMatchObject([{ data: { channel: 'office', by: 'officer' } }]);
  });

  test('refusals', () => {
    when(resolved()).when(followUp()).thenRefused('not-verified');
    when(resolved(), verify(), followUp()).when(followUp()).thenRefused('already-followed-up');
    const other = { ...enterprise, enterprise: 'e-2' };
    when(resolved(), verify())
      .when(followUp({ by: other }))
      .thenRefused('not-the-enterprise');
    when(resolved(), verify())
      .when(followUp({ by: handlerOf(FINANCE) }))
      .thenRefused('not-the-enterprise');
  });
});

describe('close', () => {
  test('resolved, verified, followed up', () => {
    when(resolved(), verify(), followUp())
      .when(close())
      .then({ type: 'RequestClosed', data: { by: 'officer', note: null, ruling: null, at: at('08-26', '10:00:00') } });
  });

  test('dissatisfied: only with the ruling that no department caused it', () => {
    const state = when(resolved(), verify(), dissatisfied);
    state.when(close()).thenRefused('dissatisfied-needs-ruling', 'ruling');
    state.when(close({ ruling: ' ' })).thenRefused('dissatisfied-needs-ruling');
    expect(state.when(close({ ruling: '企业资料不全' })).events()).toMatchObject([
      { data: { ruling: '企业资料不全' } },
    ]);
  });

  test('refusals', () => {
    when().when(close()).thenRefused('not-resolved');
    when(resolved()).when(close()).thenRefused('not-verified');
    when(resolved(), verify()).when(close()).thenRefused('not-followed-up');
    when(resolved(), verify(), followUp(), close()).when(close()).thenRefused('already-closed');
    when(resolved(), verify(), followUp())
      .when(close({ by: enterprise }))
      .thenRefused('not-the-office');
    given(requestDecider, after(requestDecider, submit(), triage()))
      .when(close())
      .thenRefused('not-assigned');
  });
});

describe('reopen', () => {
  test('a new round: the same lead, new deadlines, nothing of the old outcome', () => {
    const [event] = when(resolved(), verify(), dissatisfied).when(reopen()).events();
    expect(event).toMatchObject({
      data: {
        round: 2,
        deadlines: [
          { id: `resolve:${FINANCE}:2`, rule: rules.general.resolve, dueAt: at('09-06', '00:00:00') },
          { id: `opinion:${TAX}:2` },
        ],
      },
    });
    expect(when(resolved(), verify(), dissatisfied, reopen()).state).toMatchObject({
      status: 'handling',
      round: 2,
      outcome: null,
      followUp: null,
      participants: [{ agency: FINANCE, role: 'lead', caseFile: 'c-1' }, { opinion: null }],
      segments: [{ to: at('08-24') }, { agency: FINANCE, from: at('08-29'), to: null }],
    });
  });

  test('also after it was closed', () => {
    when(resolved(), verify(), followUp(), close()).when(reopen()).thenTypes('RequestReopened');
  });

  test('refusals', () => {
    when(resolved(), verify()).when(reopen()).thenRefused('not-followed-up');
    when().when(reopen()).thenRefused('not-resolved');
    when(resolved(), verify(), dissatisfied)
      .when(reopen({ reason: '' }))
      .thenRefused('reason-required', 'reason');
    when(resolved(), verify(), dissatisfied)
      .when(reopen({ by: enterprise }))
      .thenRefused('not-the-office');
  });
});
