import { ledgerPage } from '@sanban/contracts';
import { dataFolder, freePort, Platform, removeFolder } from './support/platform';
import { User } from './support/http';
import { sanban } from './support/sanban';
import { containing, including, someText } from './support/matching';

jest.setTimeout(120_000);

/** The whole life of requests, by HTTP, in all roles. */
describe('a request from submission to closing', () => {
  const data = dataFolder();
  let platform: Platform;
  const users = new Map<string, User>();
  const as = async (name: string): Promise<User> => {
    const known = users.get(name) ?? (await User.signIn(platform.url, name));
    users.set(name, known);
    return known;
  };
  const office = () => as('530902-office-officer');
  const caseFileOf = async (request: string, agency: string): Promise<string> => {
    const seen = await (
      await office()
    ).sees(`/requests/${request}`, ({ participants }) =>
      list(participants).some((one) => one.agency === agency && one.current === true),
    );
    const found = list(seen.participants).find((one) => one.agency === agency && one.current === true);
    return `/agencies/${agency}/case-files/${String(found?.caseFile)}`;
  };

  beforeAll(async () => {
    platform = await Platform.start(data, await freePort());
    const moved = await (await as('operator')).call('PUT', '/clock', { body: { now: '2022-08-22T09:00:00+08:00' } });
    expect(moved.status).toBe(200);
  });
  afterAll(async () => {
    await platform.interrupt();
    removeFolder(data);
  });

  it('general, with a cooperating agency', async () => {
    const enterprise = await as('530902-enterprise-1');
    const submitted = await enterprise.does('/requests', {
      title: '留抵退税到账慢',
      text: '我公司6月申请的增量留抵退税至今未到账，资金周转困难。',
    });
    expect(submitted).toMatchObject({ status: 201, etag: '"0"', body: { revision: 0, state: 'submitted' } });
    const id = String(submitted.body.id);
    const triaged = await (
      await office()
    ).does(`/requests/${id}/triage`, {
      kind: 'general',
      action: 'tax-reduction',
      measures: ['tax-reduction/01'],
      policyBasis: 'supported',
    });
    expect(triaged).toMatchObject({ status: 200, etag: '"1"', body: { state: 'triaged', events: ['RequestTriaged'] } });
    await (await office()).does(`/requests/${id}/assign`, { lead: '530902/tax', cooperating: ['530902/finance'] });

    const tax = await as('530902-tax-handler');
    const finance = await as('530902-finance-chief');
    const lead = await caseFileOf(id, '530902/tax');
    const helper = await caseFileOf(id, '530902/finance');
    await tax.sees(lead, ({ state }) => state === 'open');
    await finance.sees(helper, ({ state }) => state === 'open');
    await tax.does(`${lead}/accept`);
    await finance.does(`${helper}/accept`);
    await finance.does(`${helper}/opinion`, { opinion: '同意按政策兑现' });
    await tax.sees(lead, ({ opinions }) => list(opinions).some(({ agency }) => agency === '530902/finance'));
    await tax.does(`${lead}/progress`, { text: '已联系企业补充材料' });
    await tax.does(`${lead}/resolve`, {
      summary: '退税款已到账',
      result: 'solved',
      evidence: [{ title: '退税凭证', reference: '临翔税退〔2022〕12号' }],
    });
    const verifier = await as('530902-office-officer2');
    await verifier.sees(`/requests/${id}`, ({ state }) => state === 'resolved');
    await verifier.does(`/requests/${id}/verify`, { verdict: 'passed' });
    await enterprise.does(`/requests/${id}/follow-up`, { satisfaction: 'satisfied' });
    const closed = await (await office()).does(`/requests/${id}/close`);
    expect(closed.body).toMatchObject({ state: 'closed', events: ['RequestClosed'] });
    await tax.sees(lead, ({ state }) => state === 'closed');
    await finance.sees(helper, ({ state }) => state === 'closed');

    const leader = await as('530902-leader');
    const ledger = await leader.sees(
      '/ledger?state=closed&text=%E7%95%99%E6%8A%B5',
      ({ items }) => list(items).length === 1,
    );
    expect(list(ledger.items)[0]).toMatchObject({ id, lead: '530902/tax', satisfaction: 'satisfied', overdue: false });
    const story = await leader.sees(`/requests/${id}/timeline`, () => true);
    const entries = list(story.entries);
    expect(entries.map(({ type }) => type)).toEqual(
      including('RequestSubmitted', 'RequestAssigned', 'OpinionRecorded', 'RequestResolved', 'RequestClosed'),
    );
    expect(entries.map(({ revision }) => revision)).toEqual(entries.map((_, index) => index));
    const assigned = entries.find(({ type }) => type === 'RequestAssigned');
    expect(JSON.stringify(assigned)).toContain('2022-08-30T00:00:00');
  });

  it('complex: returned, reassigned, planned, reopened once', async () => {
    const officer = await office();
    const submitted = await (
      await as('530902-enterprise-2')
    ).does('/requests', {
      title: '厂区道路损坏影响运输',
      text: '进厂道路损坏，重型货车无法通行，请协调修复。',
    });
    const id = String(submitted.body.id);
    await officer.does(`/requests/${id}/triage`, {
      kind: 'complex',
      action: 'logistics',
      measures: [],
      policyBasis: 'unsupported',
      policyGap: '农村公路损毁修复缺少资金渠道',
    });
    await officer.does(`/requests/${id}/assign`, { lead: '530902/industry', cooperating: [] });
    const industry = await as('530902-industry-handler');
    const wrong = await caseFileOf(id, '530902/industry');
    await industry.sees(wrong, ({ state }) => state === 'open');
    await industry.does(`${wrong}/return`, { reason: '道路修复不属本单位职责', suggestedLead: '530902/transport' });
    await officer.sees(`/requests/${id}`, ({ state }) => state === 'returnRequested');
    await officer.does(`/requests/${id}/rule-return`, {
      agency: '530902/industry',
      ruling: 'upheld',
      reason: '属交通运输部门职责',
    });
    await officer.does(`/requests/${id}/reassign`, { lead: '530902/transport', cooperating: [], reason: '按职责转办' });
    await industry.sees(wrong, ({ state }) => state === 'withdrawn');

    const transport = await as('530902-transport-handler');
    const lead = await caseFileOf(id, '530902/transport');
    await transport.sees(lead, ({ state }) => state === 'open');
    await transport.does(`${lead}/accept`);
    const early = await transport.post(`${lead}/resolve`, {
      summary: '已修复',
      result: 'solved',
      evidence: [{ title: '验收单', reference: '1' }],
    });
    expect(early).toMatchObject({ status: 409, body: { code: 'plan-required' } });
    await transport.does(`${lead}/plan`, { steps: [{ description: '勘察并修复', dueOn: '2022-09-09' }] });
    const outcome = {
      summary: '道路已修复',
      result: 'solved',
      evidence: [{ title: '验收单', reference: '临翔交〔2022〕3号' }],
    };
    await transport.does(`${lead}/resolve`, outcome);
    const verifier = await as('530902-office-officer2');
    await verifier.sees(`/requests/${id}`, ({ state }) => state === 'resolved');
    await verifier.does(`/requests/${id}/verify`, { verdict: 'failed', note: '一处路面仍有塌陷' });
    await transport.sees(lead, ({ state }) => state === 'planned');
    await transport.does(`${lead}/resolve`, outcome);
    await verifier.sees(`/requests/${id}`, ({ state }) => state === 'resolved');
    await verifier.does(`/requests/${id}/verify`, { verdict: 'passed' });
    await (await as('530902-enterprise-2')).does(`/requests/${id}/follow-up`, { satisfaction: 'basicallySatisfied' });
    await officer.does(`/requests/${id}/close`);
    await officer.does(`/requests/${id}/reopen`, { reason: '雨后路面再次损坏' });
    await transport.sees(lead, ({ state, round }) => state === 'accepted' && round === 3);
  });

  it('leaves office and agencies in agreement, and the CLI says so', async () => {
    const agrees = await sanban('reconcile', '--data', data, '--json');
    expect(agrees).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(agrees.stdout)).toMatchObject({ agrees: true, requests: 2, caseFiles: 4, differences: [] });
    const table = await sanban('ledger', '--data', data, '--all');
    expect(table.stdout).toContain('留抵退税到账慢');
    expect(table.stdout).toContain('共 2 件');
    const page = ledgerPage.parse(
      JSON.parse((await sanban('ledger', '--data', data, '--limit', '1', '--json')).stdout),
    );
    expect(page.items).toHaveLength(1);
    expect(page.next).toEqual(someText);
    const shown = await sanban('request', 'show', page.items[0]!.id, '--data', data);
    expect(shown.stdout).toContain('不计入');
    expect(await sanban('request', 'show', page.items[0]!.number, '--data', data)).toEqual(shown);
    expect(await sanban('request', 'show', '530902-2022-999999', '--data', data)).toMatchObject({
      code: 1,
      stderr: containing('530902-2022-999999'),
    });
    const unknown = await sanban('request', 'show', '0190f3a2-1c5e-4d3a-9b1f-2f6d1c0a4e11', '--data', data, '--json');
    expect(unknown.code).toBe(1);
    expect(JSON.parse(unknown.stderr)).toMatchObject({ error: { problem: { status: 404 } } });
  });
});

const list = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value)
    ? value.filter((one): one is Record<string, unknown> => typeof one === 'object' && one !== null)
    : [];
