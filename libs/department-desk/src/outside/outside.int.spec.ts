import { outboundFacts } from '@sanban/contracts';
import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import type { ReceivedEvent } from '@sanban/messaging';
import { Programmes } from '@sanban/service-kit';
import { TestDesk } from '../testing/desk';
import { eventually } from '../testing/eventually';
import { OutsideSystem } from '../testing/outside-system';

const TAX = '530902/tax';
const PROVINCE = '530000/tax';
const OTHER = '530902/finance';
const outcome = { summary: '退税款已到账', result: 'solved', evidence: [{ title: '凭证', reference: '12号' }] };

describe('an agency that works in a system of its own', () => {
  let database: TestDatabase;
  let system: OutsideSystem;
  let desk: TestDesk;

  beforeAll(async () => {
    database = await createTestDatabase();
    system = await OutsideSystem.start(database.url, {
      [TAX]: 'tax-hall',
      [PROVINCE]: 'tax-province',
      [OTHER]: 'other',
    });
    desk = system.desk;
  });
  afterAll(async () => {
    await desk.service.close();
    await database.drop();
  });

  it('reads what is assigned, answers, and hears of what it did', async () => {
    const { office, request, caseFile } = await system.assigned();
    await system.hears(request, 1);
    const [assigned] = system.toldOf(request);
    expect(assigned).toMatchObject({
      type: 'sanban.outbound.assigned.v1',
      source: '/tax',
      subject: request,
      data: {
        request,
        caseFile,
        agency: TAX,
        role: 'lead',
        title: '留抵退税到账慢',
        deadlines: [{ subject: 'resolve' }],
      },
    });
    expect(outboundFacts.assigned.safeParse(assigned?.data)).toMatchObject({ success: true });

    await system.send(system.answer('accepted', request, { caseFile }));
    const resolved = system.answer('resolved', request, { caseFile, outcome, addedLater: true });
    await system.send(resolved);
    await system.hears(request, 3);
    expect(await desk.eventTypes(caseFile)).toEqual(['CaseFileOpened', 'CaseFileAccepted', 'CaseFileResolved']);
    const [, , last] = await desk.events(caseFile);
    expect(last?.metadata).toMatchObject({
      actor: { user: 'outside:tax-hall', agency: TAX, role: 'handler' },
      correlationId: resolved.correlationid,
    });
    // The office is told as by the agency's own people.
    await eventually(() => desk.reports.some(({ key, type }) => key === request && type.endsWith('resolved.v1')));

    await desk.hears(office.says('resolution-verified', {}), office.says('closed', {}));
    await system.hears(request, 5);
    const facts = ['assigned', 'accepted', 'resolved', 'resolution-verified', 'closed'];
    expect(system.toldOf(request).map(({ type }) => type)).toEqual(facts.map((fact) => `sanban.outbound.${fact}.v1`));
  });

  it('may say everything that its people may', async () => {
    const { request, caseFile } = await system.assigned();
    const steps = [{ description: '核对', dueOn: '2022-08-26', addedLater: 1 }];
    const deadline = `resolve:${TAX}:1`;
    const reasonCode = desk.programmes.rules('530902').suspension.reasons[0];
    await system.send(system.answer('accepted', request, { caseFile }));
    await system.send(system.answer('planned', request, { caseFile, steps }));
    await system.send(system.answer('progress-reported', request, { caseFile, text: '已联系企业' }));
    await system.send(
      system.answer('extension-requested', request, { caseFile, deadline, until: '2022-08-31', reason: '需上级批复' }),
    );
    await system.send(system.answer('suspension-requested', request, { caseFile, reasonCode, reason: '雨季' }));
    await system.hears(request, 6);
    expect((await desk.eventTypes(caseFile)).slice(1)).toEqual([
      'CaseFileAccepted',
      'PlanMade',
      'ProgressReported',
      'ExtensionRequested',
      'SuspensionRequested',
    ]);

    const cooperating = await system.assigned(OTHER, [TAX]);
    const part = cooperating.office.caseFileOf(TAX);
    await system.send(system.answer('accepted', cooperating.request, { caseFile: part }));
    await system.send(system.answer('opinion-given', cooperating.request, { caseFile: part, opinion: '同意' }));
    await system.hears(cooperating.request, 3);
    expect(await desk.eventTypes(part)).toEqual(['CaseFileOpened', 'CaseFileAccepted', 'OpinionGiven']);

    const third = await system.assigned();
    await system.send(system.answer('returned', third.request, { caseFile: third.caseFile, reason: '不属本单位职责' }));
    await system.hears(third.request, 2);
    expect(await desk.eventTypes(third.caseFile)).toEqual(['CaseFileOpened', 'CaseFileReturned']);
  });

  it('the same message twice is one command, also where the inbox has forgotten it', async () => {
    const { request, caseFile } = await system.assigned();
    const accepted = system.answer('accepted', request, { caseFile });
    await system.send(accepted);
    await system.send(accepted);
    const progress = system.answer('progress-reported', request, { caseFile, text: '一' });
    await system.send(progress);
    await system.hears(request, 3);
    await desk.pool.query('DELETE FROM bus_inbox');
    await system.send(progress);
    await system.send(system.answer('progress-reported', request, { caseFile, text: '二' }));
    await system.hears(request, 4);
    expect((await desk.eventTypes(caseFile)).slice(2)).toEqual(['ProgressReported', 'ProgressReported']);
    expect((await system.letters()).filter(({ message }) => message === progress.id)).toEqual([]);
  });

  it('one agency’s system does not hear of another’s, nor speak for it', async () => {
    const province = await system.assigned(PROVINCE);
    const told: ReceivedEvent[] = [];
    await system.listen(PROVINCE, told);
    await eventually(() => told.some(({ key }) => key === province.request));
    expect(system.toldOf(province.request)).toEqual([]);

    const foreign = system.answer('accepted', province.request, { caseFile: province.caseFile });
    await system.send(foreign);
    expect(await system.refused(foreign.id)).toMatchObject({ code: 'not-found' });
    expect(await desk.eventTypes(province.caseFile)).toEqual(['CaseFileOpened']);
  });
});

it('does not start with a system for an agency that no programme names', async () => {
  const database = await createTestDatabase();
  const start = TestDesk.start('tax', database.url, Programmes.load(), {
    outsideSystems: { '530902/nobody': 'x' },
    eventServers: [],
    webhookAllowPrivate: false,
  });
  await expect(start).rejects.toThrow('no programme names the agency 530902/nobody');
  await database.drop();
});
