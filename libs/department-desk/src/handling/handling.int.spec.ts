import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { caseFileEventType, commandAnswer, parseIntegrationEvent, timeline } from '@sanban/contracts';
import { person, TestDesk } from '../testing/desk';
import { eventually } from '../testing/eventually';
import { OfficeRequest } from '../testing/office';

const AGENCY = '530902/finance';
const outcome = { summary: '已到账', result: 'solved', evidence: [{ title: '凭证', reference: '12号' }] };

describe('what an agency’s people do', () => {
  let database: TestDatabase;
  let desk: TestDesk;
  const handler = person('handler', AGENCY);
  const chief = person('chief', AGENCY);

  beforeAll(async () => {
    database = await createTestDatabase();
    desk = await TestDesk.start('finance', database.url);
  });
  afterAll(async () => {
    await desk.service.close();
    await database.drop();
  });

  async function open(cooperating: string[] = [], kind: 'general' | 'complex' = 'general', lead = AGENCY) {
    const office = OfficeRequest.of(desk.programmes, lead, cooperating, kind);
    await desk.hears(office.assigned());
    const caseFile = office.caseFileOf(AGENCY);
    return { office, caseFile, path: `${AGENCY}/case-files/${caseFile}` };
  }
  const post = (path: string, body: object = {}, as = handler, headers: object = {}) =>
    desk.call('POST', path, as, { body, headers });
  const reportsOf = (caseFile: string) =>
    desk.reports.filter(({ data }) => (data as { caseFile: string }).caseFile === caseFile);

  it('answers every command alike, and tells the office', async () => {
    const { office, caseFile, path } = await open([], 'complex');
    const accepted = await post(`${path}/accept`);
    expect(accepted).toMatchObject({
      status: 200,
      headers: { etag: '"1"' },
      body: { id: caseFile, revision: 1, state: 'accepted', events: ['CaseFileAccepted'] },
    });
    expect(commandAnswer.parse(accepted.body)).toEqual(accepted.body);
    expect((await post(`${path}/plan`, { steps: [{ description: '核对', dueOn: '2022-09-02' }] })).body).toMatchObject({
      state: 'planned',
      events: ['PlanMade'],
    });
    await post(`${path}/progress`, { text: '已联系企业补充材料' });
    await post(`${path}/request-extension`, {
      deadline: `resolve:${AGENCY}:1`,
      until: '2022-09-15',
      reason: '需上级批复',
    });
    await post(`${path}/request-suspension`, {
      reasonCode: desk.programmes.rules('530902').suspension.reasons[0],
      reason: '雨季无法施工',
    });
    expect((await post(`${path}/resolve`, outcome)).body).toMatchObject({ state: 'resolved' });
    await eventually(() => reportsOf(caseFile).length === 6);

    const reports = reportsOf(caseFile);
    expect(reports.map(({ type }) => type)).toEqual(
      (
        ['accepted', 'planned', 'progress-reported', 'extension-requested', 'suspension-requested', 'resolved'] as const
      ).map((fact) => caseFileEventType('finance', fact)),
    );
    const events = (await desk.events(caseFile)).slice(1);
    for (const [index, report] of reports.entries()) {
      expect(parseIntegrationEvent(report)).toMatchObject({ readable: true });
      expect(report).toMatchObject({
        id: events[index]?.id,
        key: office.request,
        subject: office.request,
        source: '/finance',
        data: { request: office.request, caseFile, agency: AGENCY, revision: index + 1, by: handler.user },
      });
    }
  });

  it('a cooperating agency gives its opinion', async () => {
    const { caseFile, path } = await open([AGENCY], 'general', '530902/tax');
    await post(`${path}/accept`, {}, chief);
    expect((await post(`${path}/opinion`, { opinion: '同意按政策兑现' }, chief)).body).toMatchObject({
      state: 'answered',
    });
    await eventually(() => reportsOf(caseFile).length === 2);
    expect(reportsOf(caseFile)[1]).toMatchObject({
      type: caseFileEventType('finance', 'opinion-given'),
      data: { opinion: '同意按政策兑现', by: chief.user },
    });
    expect((await post(`${path}/resolve`, outcome)).status).toBe(409);
  });

  it('a return names who should lead, among the departments that exist', async () => {
    const { caseFile, path } = await open();
    const refused = await post(`${path}/return`, { reason: '不属本单位职责', suggestedLead: '530902/nobody' });
    expect(refused).toMatchObject({ status: 422, body: { code: 'unknown-reference', field: 'suggestedLead' } });
    expect(await desk.eventTypes(caseFile)).toEqual(['CaseFileOpened']);
    const returned = await post(`${path}/return`, { reason: '不属本单位职责', suggestedLead: '530902/tax' });
    expect(returned.status).toBe(200);
    await eventually(() => reportsOf(caseFile).length === 1);
    expect(reportsOf(caseFile)[0]?.data).toMatchObject({ reason: '不属本单位职责', suggestedLead: '530902/tax' });
  });

  it.each([
    ['another agency of the region', person('handler', '530902/tax')],
    ['the same department of another region', person('chief', '530000/finance')],
    ['the office', person('officer', '530902/office')],
    ['an auditor', person('auditor', null)],
    ['a leader of the region', person('leader', null, '530902')],
    ['an operator', person('operator', null)],
  ])('refuses commands of %s', async (_who, somebody) => {
    const { caseFile, path } = await open();
    for (const [verb, body] of [
      ['accept', {}],
      ['return', { reason: '不属本单位职责' }],
      ['plan', { steps: [{ description: '核对', dueOn: '2022-09-02' }] }],
      ['progress', { text: '进展' }],
      ['opinion', { opinion: '同意' }],
      ['resolve', outcome],
      ['request-extension', { deadline: 'x', until: '2022-09-15', reason: '需批复' }],
      ['request-suspension', { reasonCode: 'season', reason: '雨季' }],
    ] as const) {
      expect([verb, (await post(`${path}/${verb}`, body, somebody)).status]).toEqual([verb, 403]);
    }
    expect(await desk.eventTypes(caseFile)).toEqual(['CaseFileOpened']);
  });

  it('lets read: the agency, the region’s leader, the auditor; nobody else', async () => {
    const { path } = await open();
    const statusFor = async (somebody: typeof handler) => (await desk.call('GET', path, somebody)).status;
    expect(await statusFor(chief)).toBe(200);
    expect(await statusFor(person('leader', null, '530902'))).toBe(200);
    expect(await statusFor(person('auditor', null))).toBe(200);
    expect(await statusFor(person('handler', '530902/tax'))).toBe(403);
    expect(await statusFor(person('handler', '530000/finance'))).toBe(403);
    expect(await statusFor(person('leader', null, '530000'))).toBe(403);
    expect(await statusFor(person('enterprise', null, '530902'))).toBe(403);
  });

  it('does not know another agency’s case file by one’s own address', async () => {
    const { path } = await open();
    const elsewhere = path.replace('530902', '530000');
    const provincial = person('handler', '530000/finance');
    expect((await desk.call('GET', elsewhere, provincial)).status).toBe(404);
    expect((await desk.call('GET', `${elsewhere}/timeline`, provincial)).status).toBe(404);
    expect((await post(`${elsewhere}/accept`, {}, provincial)).status).toBe(404);
    expect((await post(`${AGENCY}/case-files/0190f3a2-1c5e-7d3a-9b1f-2f6d1c0a4e11/accept`)).status).toBe(404);
    expect((await desk.call('GET', '530902/tax/case-files', person('handler', '530902/tax'))).status).toBe(404);
  });

  it('If-Match: a stale revision is refused with the present one', async () => {
    const { caseFile, path } = await open();
    await post(`${path}/accept`, {}, handler, { 'if-match': '"0"' });
    const stale = await post(`${path}/progress`, { text: '进展' }, chief, { 'if-match': '"0"' });
    expect(stale).toMatchObject({
      status: 412,
      headers: { etag: '"1"' },
      body: { code: 'stale-revision', currentRevision: 1 },
    });
    expect(await desk.eventTypes(caseFile)).toEqual(['CaseFileOpened', 'CaseFileAccepted']);
    expect((await post(`${path}/progress`, { text: '进展' }, chief, { 'if-match': '"1"' })).status).toBe(200);
  });

  it('If-Match: of another agency’s case file nothing is told, not even its revision', async () => {
    const { caseFile } = await open();
    const elsewhere = '530000/finance';
    const stranger = person('handler', elsewhere);
    const answer = await post(`${elsewhere}/case-files/${caseFile}/accept`, {}, stranger, { 'if-match': '"7"' });
    expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect(answer.headers).not.toHaveProperty('etag');
  });

  it('Idempotency-Key: the first answer again, and never for another body', async () => {
    const { caseFile, path } = await open();
    await post(`${path}/accept`);
    const key = { 'idempotency-key': `k-${caseFile}` };
    const first = await post(`${path}/progress`, { text: '进展一' }, handler, key);
    await post(`${path}/resolve`, outcome);
    const again = await post(`${path}/progress`, { text: '进展一' }, handler, key);
    expect(again).toMatchObject({ status: 200, body: first.body });
    const other = await post(`${path}/progress`, { text: '进展二' }, handler, key);
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    expect(await desk.eventTypes(caseFile)).toHaveLength(4);
  });

  it('a resolution without evidence names the field as the body has it', async () => {
    const { path } = await open();
    await post(`${path}/accept`);
    expect(await post(`${path}/resolve`, { ...outcome, evidence: [] })).toMatchObject({
      status: 422,
      body: { code: 'evidence-required', field: 'evidence' },
    });
  });

  it.each([
    ['plan', { steps: [] }, 'steps'],
    ['plan', { steps: [{ description: '核对', dueOn: '2022-02-30' }] }, 'steps.0.dueOn'],
    ['return', {}, 'reason'],
    ['progress', { text: ' ' }, 'text'],
    ['opinion', { opinion: '同意', agency: '530902/tax' }, ''],
    ['resolve', { ...outcome, result: 'done' }, 'result'],
    ['accept', { force: true }, ''],
  ])('%s: refuses a body that is not as it should be, %j', async (verb, body, field) => {
    const { caseFile, path } = await open();
    const refused = await post(`${path}/${verb}`, body);
    expect(refused).toMatchObject({
      status: 400,
      body: { code: 'invalid-body', errors: [expect.objectContaining({ field })] },
    });
    expect(await desk.eventTypes(caseFile)).toEqual(['CaseFileOpened']);
  });

  it('refuses what the state does not allow, with the decider’s code', async () => {
    const { caseFile, path } = await open();
    const refused = await post(`${path}/opinion`, { opinion: '同意' });
    expect(refused.status).toBe(409);
    expect(refused.body['type']).toMatch(/^https:\/\/sanban\.example\/problems\/[a-z-]+$/);
    expect(await desk.eventTypes(caseFile)).toEqual(['CaseFileOpened']);
  });

  it('refuses a plan beyond the calendar', async () => {
    const { path } = await open([], 'complex');
    await post(`${path}/accept`);
    const refused = await post(`${path}/request-extension`, {
      deadline: `plan:${AGENCY}:1`,
      until: '2199-01-05',
      reason: '需批复',
    });
    expect(refused).toMatchObject({ status: 422, body: { code: 'calendar-not-covered', field: 'until' } });
  });

  it('explains in the timeline what happened and each deadline', async () => {
    const { path } = await open();
    await post(`${path}/accept`);
    await post(`${path}/resolve`, outcome);
    const { status, headers, body } = await desk.call('GET', `${path}/timeline`, handler);
    expect([status, headers['etag']]).toEqual([200, '"2"']);
    expect(timeline.parse(body)).toEqual(body);
    expect(body['entries']).toMatchObject([
      {
        type: 'CaseFileOpened',
        revision: 0,
        title: { zh: '收到交办', en: 'Assigned by the office' },
        actor: { agency: AGENCY, role: 'system' },
        deadlines: [
          {
            deadline: { subject: 'resolve', dueAt: '2022-08-30T00:00:00+08:00' },
            outcome: 'met',
            explanation: {
              text: { zh: expect.stringContaining('2022-08-29') as unknown },
              runs: expect.any(Array) as unknown,
            },
          },
        ],
      },
      { type: 'CaseFileAccepted', revision: 1, actor: { agency: AGENCY, role: 'handler' }, deadlines: [] },
      { type: 'CaseFileResolved', revision: 2, detail: { zh: '已到账（已解决）\n凭证 12号' } },
    ]);
  });
});
