import { randomUUID } from 'node:crypto';
import { creditCodeCheck } from '@sanban/contracts';
import { allEvents, logFiles } from './support/logs';
import { dataFolder, freePort, Platform, removeFolder } from './support/platform';
import { send, User, type Answer } from './support/http';
import { containing, having, someText } from './support/matching';

jest.setTimeout(120_000);

const TITLE = '仅供核验的标题甲乙丙';
const TEXT = '仅供核验的正文：联系电话一三九八七六五四三二一';
const BODY = '91530902MA6K00099';
const ENTERPRISE = { id: `${BODY}${creditCodeCheck(BODY) ?? ''}`, name: '仅供核验的企业名称' };

/** Bad input: a clear problem+json, nothing changed, nothing personal in the logs. */
describe('bad input', () => {
  const data = dataFolder();
  let platform: Platform;
  let officer: User;
  let enterprise: User;
  let request: string;

  const everything = async () => ({
    events: await allEvents(data),
    ledger: (await officer.get('/ledger?limit=200')).body,
  });

  beforeAll(async () => {
    platform = await Platform.start(data, await freePort(), { SANBAN_LOG_LEVEL: 'debug' });
    const operator = await User.signIn(platform.url, 'operator');
    await operator.call('PUT', '/clock', { body: { now: '2022-08-22T09:00:00+08:00' } });
    officer = await User.signIn(platform.url, '530902-office-officer');
    enterprise = await User.signIn(platform.url, '530902-enterprise-1');
    const { body } = await officer.does('/requests', { title: TITLE, text: TEXT, enterprise: ENTERPRISE });
    request = String(body.id);
    await officer.sees('/ledger', ({ items }) => Array.isArray(items) && items.length === 1);
  });
  afterAll(async () => {
    await platform.interrupt();
    removeFolder(data);
  });

  const triage = { kind: 'general', action: 'tax-reduction', measures: ['tax-reduction/01'], policyBasis: 'supported' };
  const expectProblem = (answer: Answer, status: number, members: Record<string, unknown>) => {
    expect(answer.type).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ status, title: someText, ...members });
    expect(answer.status).toBe(status);
    expect(answer.body.type).toBe(`https://sanban.example/problems/${String(answer.body.code)}`);
    expect(JSON.stringify(answer.body)).not.toMatch(/\bat .+\.[jt]s:\d+|node_modules/);
  };

  const cases: [string, () => Promise<Answer>, number, Record<string, unknown>][] = [
    [
      'an unknown measure',
      () => officer.post(`/requests/${request}/triage`, { ...triage, measures: ['tax-reduction/99'] }),
      422,
      { detail: containing('tax-reduction/99') },
    ],
    [
      'a measure of another action',
      () => officer.post(`/requests/${request}/triage`, { ...triage, measures: ['finance-benefit/01'] }),
      422,
      { detail: containing('finance-benefit/01') },
    ],
    [
      'a stale revision',
      () => officer.post(`/requests/${request}/triage`, triage, { 'if-match': '"7"' }),
      412,
      { currentRevision: 0 },
    ],
    [
      'a body that is too large',
      () => officer.post('/requests', { title: TITLE, text: 'x'.repeat(2 * 1024 * 1024) }),
      413,
      {},
    ],
    ['broken JSON', () => officer.call('POST', '/requests', { raw: `{"title": "${TITLE}", "text": ` }), 400, {}],
    [
      'a body without its fields',
      () => officer.post('/requests', { title: TITLE }),
      400,
      { errors: [having({ field: 'text' })] },
    ],
    [
      'a field that there is not',
      () => officer.post('/requests', { title: TITLE, text: TEXT, region: '530902', urgent: true }),
      400,
      {},
    ],
    [
      'an enterprise whose credit code is wrong',
      () =>
        officer.post('/requests', {
          title: TITLE,
          text: TEXT,
          enterprise: { ...ENTERPRISE, id: '91530902MA6K000000' },
        }),
      400,
      {},
    ],
    ['a request that does not exist', () => officer.post(`/requests/${randomUUID()}/triage`, triage), 404, {}],
    [
      'an assignment before the triage',
      () => officer.post(`/requests/${request}/assign`, { lead: '530902/tax' }),
      409,
      {},
    ],
    [
      'a date outside of the calendar',
      () => officer.get('/calendars/cn/deadline?from=2035-09-30&unit=workingDay&amount=5'),
      422,
      { code: 'calendar-not-covered', detail: containing('2035') },
    ],
    [
      'a day that no month has',
      () => officer.get('/calendars/cn/deadline?from=2022-02-30&unit=workingDay&amount=5'),
      400,
      {},
    ],
    [
      'an officer of another region',
      async () =>
        (await User.signIn(platform.url, '530000-office-officer')).post(`/requests/${request}/triage`, triage),
      403,
      {},
    ],
    ['an enterprise that wants to triage', () => enterprise.post(`/requests/${request}/triage`, triage), 403, {}],
    ['another enterprise that wants to read', () => enterprise.get(`/requests/${request}`), 403, {}],
    [
      'a handler of another agency',
      async () => (await User.signIn(platform.url, '530902-tax-handler')).get('/agencies/530902/finance/case-files'),
      403,
      {},
    ],
    [
      'a handler of the same agency in another region',
      async () => (await User.signIn(platform.url, '530000-tax-handler')).get('/agencies/530902/tax/case-files'),
      403,
      {},
    ],
    [
      'a title of two lines',
      () => officer.post('/requests', { title: `${TITLE}\n核实通过`, text: TEXT, enterprise: ENTERPRISE }),
      400,
      { field: 'title' },
    ],
    [
      'a username that cannot be stored',
      () => officer.post('/tokens', { username: 'aud\u0000itor', password: 'x' }),
      400,
      { code: 'invalid-body', field: 'username' },
    ],
    ['a number that is none', () => officer.get('/ledger?limit=0x10'), 400, { field: 'limit' }],
    ['a page cursor that nobody gave', () => officer.get('/ledger?cursor=xyz'), 400, {}],
    ['a filter that there is not', () => officer.get('/ledger?colour=red'), 400, {}],
  ];

  it.each(cases)('%s is a problem and changes nothing', async (_, attempt, status, members) => {
    const before = await everything();
    expectProblem(await attempt(), status, members);
    expect(await everything()).toEqual(before);
  });

  it('without sign-in there is nothing', async () => {
    const response = await fetch(`${platform.url}/api/v1/ledger`);
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
  });

  it('an agency that does not exist is named, with what was probably meant', async () => {
    const { body } = await officer.does('/requests', { title: TITLE, text: TEXT, enterprise: ENTERPRISE });
    const other = String(body.id);
    await officer.does(`/requests/${other}/triage`, triage);
    await officer.sees('/ledger?state=triaged', ({ items }) => Array.isArray(items) && items.length === 1);
    const before = await everything();
    const answer = await officer.post(`/requests/${other}/assign`, { lead: '530902/taxx' });
    expectProblem(answer, 422, {});
    expect(JSON.stringify(answer.body)).toContain('530902/taxx');
    expect(JSON.stringify(answer.body)).toContain('530902/tax"');
    expect(await everything()).toEqual(before);
  });

  it('an Idempotency-Key with another body is refused, with the same one it is answered again', async () => {
    const key = randomUUID();
    const body = { title: TITLE, text: TEXT, enterprise: ENTERPRISE };
    const first = await officer.post('/requests', body, { 'idempotency-key': key });
    expect(first.status).toBe(201);
    await officer.sees('/ledger', ({ items }) => Array.isArray(items) && items.length === 3);
    const before = await everything();
    expect((await officer.post('/requests', body, { 'idempotency-key': key })).body).toEqual(first.body);
    expectProblem(await officer.post('/requests', { ...body, title: '另一个标题' }, { 'idempotency-key': key }), 422, {
      code: 'idempotency-key-reused',
    });
    expectProblem(await officer.post(`/requests/${request}/triage`, triage, { 'idempotency-key': key }), 422, {
      code: 'idempotency-key-reused',
    });
    expect(await everything()).toEqual(before);
  });

  it('leaves nothing personal in any log', async () => {
    const wrong = { username: '530902-leader', password: '错误口令丙丁' };
    expect((await send(`${platform.url}/api/v1/tokens`, 'POST', { body: wrong })).status).toBe(401);
    const logs = platform.printed + logFiles(data);
    expect(logs).toContain('"level":"debug"');
    for (const secret of [
      '甲乙丙',
      '一三九八七六五四三二一',
      '仅供核验',
      ENTERPRISE.id,
      'sanban-demo"',
      '另一个标题',
    ]) {
      expect(logs).not.toContain(secret);
    }
  });
});
