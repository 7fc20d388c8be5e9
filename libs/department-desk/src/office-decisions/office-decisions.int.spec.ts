import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import type { ReceivedEvent } from '@sanban/messaging';
import { CommandRunner } from '@sanban/service-kit';
import { person, TestDesk } from '../testing/desk';
import { eventually } from '../testing/eventually';
import { OfficeRequest, publish } from '../testing/office';
import { officeDecisions } from './office-decisions';

describe('what the office decides', () => {
  let database: TestDatabase;
  let desk: TestDesk;
  const handler = person('handler', '530902/finance');

  beforeAll(async () => {
    database = await createTestDatabase();
    desk = await TestDesk.start('finance', database.url);
  });
  afterAll(async () => {
    await desk.service.close();
    await database.drop();
  });

  const request = (lead = '530902/finance', cooperating: string[] = [], kind: 'general' | 'complex' = 'general') =>
    OfficeRequest.of(desk.programmes, lead, cooperating, kind);

  it('opens the case files of this service’s agencies, and no others', async () => {
    const office = request('530902/tax', ['530902/finance', '530902/hrss']);
    await desk.hears(office.assigned('货款被拖欠'));
    const ours = office.caseFileOf('530902/finance');
    expect(await desk.eventTypes(ours)).toEqual(['CaseFileOpened']);
    expect(await desk.events(office.caseFileOf('530902/tax'))).toEqual([]);
    await desk.listed(ours);
    const { rows } = await desk.pool.query('SELECT id FROM case_files WHERE request = $1', [office.request]);
    expect(rows).toEqual([{ id: ours }]);

    const { status, headers, body } = await desk.call('GET', `530902/finance/case-files/${ours}`, handler);
    expect(status).toBe(200);
    expect(headers['etag']).toBe('"0"');
    expect(body).toMatchObject({
      id: ours,
      request: office.request,
      agency: '530902/finance',
      role: 'cooperating',
      lead: '530902/tax',
      cooperating: ['530902/finance', '530902/hrss'],
      title: '货款被拖欠',
      state: 'open',
      round: 1,
      revision: 0,
      requestRevision: office.revision,
      overdue: false,
    });
    expect(body['deadlines']).toMatchObject([{ subject: 'opinion', agency: '530902/finance' }]);
    expect(body['dueAt']).toBe(office.deadline('opinion', '530902/finance').dueAt);
  });

  it('costs no transaction where it is another department’s affair', async () => {
    const [theirs, ours] = [request('530902/tax', ['530902/hrss']).assigned(), request().assigned()];
    await desk.hears(theirs, ours);
    const { rows } = await desk.pool.query('SELECT event_id FROM bus_inbox WHERE event_id = ANY ($1)', [
      [theirs.id, ours.id],
    ]);
    expect(rows).toEqual([{ event_id: ours.id }]);
  });

  it('is recorded as the office’s word: causation, correlation, actor and programme', async () => {
    const office = request();
    const assigned = office.assigned();
    await desk.hears(assigned);
    const [opened] = await desk.events(office.caseFileOf('530902/finance'));
    expect(opened?.metadata).toMatchObject({
      causationId: assigned.id,
      correlationId: assigned.correlationid,
      programme: 'linxiang-2022',
      actor: { user: 'system:finance', agency: '530902/finance', role: 'system' },
    });
  });

  it('takes effect once, however often it comes', async () => {
    const office = request();
    const assigned = office.assigned();
    await desk.hears(assigned, assigned);
    await desk.hears(assigned);
    // The inbox keeps these away; a crash between the effect and its commit does not.
    const consumer = new (officeDecisions('finance'))(desk.service.app.get(CommandRunner), desk.programmes);
    const received: ReceivedEvent = { ...assigned, topic: 't', key: assigned.subject, partition: 0, offset: '0' };
    const client = await desk.pool.connect();
    await consumer.handle([received, received], client);
    client.release();
    expect(await desk.eventTypes(office.caseFileOf('530902/finance'))).toEqual(['CaseFileOpened']);
  });

  it('goes through a whole life', async () => {
    const office = request('530902/finance', ['530902/tax'], 'complex');
    const caseFile = office.caseFileOf('530902/finance');
    const own = { agency: '530902/finance', caseFile };
    const path = `530902/finance/case-files/${caseFile}`;
    const act = async (verb: string, body: object = {}) => {
      const { status, body: answer } = await desk.call('POST', `${path}/${verb}`, handler, { body });
      expect([verb, status, answer]).toEqual([verb, 200, answer]);
    };
    await desk.hears(office.assigned());
    await act('return', { reason: '不属本单位职责' });
    await desk.hears(office.says('return-ruled', { ...own, ruling: 'rejected', reason: '属财政职责' }));
    await act('accept');
    await act('plan', { steps: [{ description: '核对材料', dueOn: '2022-09-02' }] });
    const plan = (await desk.events(caseFile)).find(({ type }) => type === 'PlanMade')?.data['deadline'];
    expect(plan).toMatchObject({
      subject: 'resolve',
      rule: null,
      dueAt: expect.stringContaining('2022-09-03T00:00:00') as unknown,
    });
    await desk.hears(
      office.says('opinion-recorded', {
        agency: '530902/tax',
        caseFile: office.caseFileOf('530902/tax'),
        opinion: '同意按政策兑现',
      }),
    );
    const resolve = { ...office.deadline('resolve', '530902/finance'), rule: null };
    await desk.hears(
      office.says('reminder-issued', { agency: '530902/finance', deadline: resolve.id, dueAt: resolve.dueAt }),
      office.says('supervision-order-issued', {
        agency: '530902/finance',
        deadline: resolve.id,
        dueAt: resolve.dueAt,
        number: 1,
      }),
    );
    await act('request-extension', { deadline: resolve.id, until: '2022-09-15', reason: '需上级批复' });
    await desk.hears(
      office.says('extension-granted', { ...own, deadline: { ...resolve, dueAt: '2022-09-16T00:00:00+08:00' } }),
    );
    const reasons = desk.programmes.rules('530902').suspension.reasons;
    await act('request-suspension', { reasonCode: reasons[0], reason: '雨季无法施工' });
    await desk.hears(office.says('suspension-granted', own));
    await desk.hears(office.says('resumed', { deadlines: [{ ...resolve, dueAt: '2022-09-20T00:00:00+08:00' }] }));
    const outcome = { summary: '已到账', result: 'solved', evidence: [{ title: '凭证', reference: '12号' }] };
    await act('resolve', outcome);
    await desk.hears(office.says('resolution-rejected', { reason: '企业未收到', deadline: resolve }));
    await act('resolve', outcome);
    await desk.hears(office.says('resolution-verified', {}), office.says('closed', {}));
    office.round = 2;
    await desk.hears(
      office.says('reopened', {
        round: 2,
        reason: '问题再次出现',
        deadlines: [office.deadline('plan', '530902/finance'), office.deadline('opinion', '530902/tax')],
      }),
    );
    expect(await desk.eventTypes(caseFile)).toEqual([
      'CaseFileOpened',
      'CaseFileReturned',
      'ReturnRejected',
      'CaseFileAccepted',
      'PlanMade',
      'OpinionReceived',
      'Reminded',
      'SupervisionOrderReceived',
      'ExtensionRequested',
      'ExtensionGranted',
      'SuspensionRequested',
      'Suspended',
      'Resumed',
      'CaseFileResolved',
      'ResolutionRejected',
      'CaseFileResolved',
      'ResolutionVerified',
      'CaseFileClosed',
      'CaseFileReopened',
    ]);
    await desk.listed(caseFile);
    const { body } = await desk.call('GET', path, handler);
    expect(body).toMatchObject({ round: 2, requestRevision: office.revision });
    const { body: timeline } = await desk.call('GET', `${path}/timeline`, handler);
    expect(timeline['revision']).toBe(18);
    expect(timeline['entries']).toHaveLength(19);
  });

  it('withdraws a case file, whatever its agency is about to do', async () => {
    const office = request();
    const caseFile = office.caseFileOf('530902/finance');
    const path = `530902/finance/case-files/${caseFile}`;
    await desk.hears(office.assigned());
    await desk.call('POST', `${path}/accept`, handler);
    const resolving = desk.call('POST', `${path}/resolve`, handler, {
      body: { summary: '已到账', result: 'solved', evidence: [{ title: '凭证', reference: '12号' }] },
    });
    const reassigned = office.reassigned('530902/tax', []);
    const [answer] = await Promise.all([resolving, desk.hears(reassigned)]);
    expect([200, 409]).toContain(answer.status);
    const types = await desk.eventTypes(caseFile);
    expect(types.at(-1)).toBe('CaseFileWithdrawn');
    expect(types.includes('CaseFileResolved')).toBe(answer.status === 200);

    // What the office had said before of the round that is over, and what it says to the next lead, change nothing.
    await desk.hears(
      office.says('resolution-verified', {}),
      office.says('reminder-issued', {
        agency: '530902/finance',
        deadline: 'resolve:530902/finance:1',
        dueAt: '2022-08-30T00:00:00+08:00',
      }),
    );
    expect(await desk.eventTypes(caseFile)).toEqual(types);
    const late = await desk.call('POST', `${path}/progress`, handler, { body: { text: '仍在办理' } });
    expect(late.status).toBe(409);
  });

  it('sends to the dead letters what it cannot read, and goes on with other requests', async () => {
    const office = request();
    const assigned = office.assigned();
    await publish(desk.bus, [{ ...assigned, type: assigned.type.replace('.v1', '.v2') }]);
    const other = request();
    await desk.hears(other.assigned());
    expect(await desk.eventTypes(other.caseFileOf('530902/finance'))).toEqual(['CaseFileOpened']);
    await eventually(
      async () => (await desk.bus.listDeadLetters('finance.desk', { key: office.request })).length === 1,
    );
    const [letter] = await desk.bus.listDeadLetters('finance.desk', { key: office.request });
    expect(letter).toMatchObject({
      eventId: assigned.id,
      reason: expect.stringContaining('version 1 is read here') as unknown,
    });
    expect(await desk.events(office.caseFileOf('530902/finance'))).toEqual([]);
  });

  it('sends to the dead letters an agency that is in no programme', async () => {
    const office = request('530902/no-such-department');
    const assigned = office.assigned();
    await desk.hears(assigned);
    await eventually(
      async () => (await desk.bus.listDeadLetters('finance.desk', { key: office.request })).length === 1,
    );
    const [letter] = await desk.bus.listDeadLetters('finance.desk', { key: office.request });
    expect(letter?.reason).toContain('530902/no-such-department');
  });

  it('passes over what concerns other services alone', async () => {
    const office = request('530902/tax', ['530902/hrss']);
    await desk.hears(office.assigned());
    const { rows } = await desk.pool.query('SELECT 1 FROM requests_heard WHERE request = $1', [office.request]);
    expect(rows).toEqual([]);
    expect(await desk.bus.listDeadLetters('finance.desk', { key: office.request })).toEqual([]);
  });

  it('keeps the order within a request when many come at once', async () => {
    const requests = Array.from({ length: 50 }, () => request());
    const events = requests.map((office) => office.assigned());
    const closings = requests.map((office) => office.reassigned('530902/tax', []));
    await desk.hears(...events, ...closings);
    for (const [index] of requests.entries()) {
      const { participants } = events[index]!.data as { participants: { caseFile: string }[] };
      expect(await desk.eventTypes(participants[0]!.caseFile)).toEqual(['CaseFileOpened', 'CaseFileWithdrawn']);
    }
  });
});
