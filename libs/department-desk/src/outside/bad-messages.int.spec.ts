import { randomUUID } from 'node:crypto';
import { outboundFacts } from '@sanban/contracts';
import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import type { IntegrationEvent } from '@sanban/messaging';
import { person, type TestDesk } from '../testing/desk';
import { eventually } from '../testing/eventually';
import { OutsideSystem } from '../testing/outside-system';

const TAX = '530902/tax';
const GROUP = 'tax.inbound.530902.tax';

describe('a bad message changes nothing, lies in the dead letters, and its sender is told', () => {
  let database: TestDatabase;
  let system: OutsideSystem;
  let desk: TestDesk;

  beforeAll(async () => {
    database = await createTestDatabase();
    system = await OutsideSystem.start(database.url, { [TAX]: 'tax-hall' });
    desk = system.desk;
  });
  afterAll(async () => {
    await desk.service.close();
    await database.drop();
  });

  type Make = (request: string, caseFile: string) => IntegrationEvent;
  const good: Make = (request, caseFile) => system.answer('accepted', request, { caseFile });

  it.each<[string, Make, object]>([
    [
      'of a type that nobody knows',
      (...part) => ({ ...good(...part), type: 'sanban.inbound.applauded.v1' }),
      { code: 'unknown-type', field: null },
    ],
    [
      'of a later major version',
      (...part) => ({ ...good(...part), type: 'sanban.inbound.accepted.v2' }),
      { code: 'unknown-version', field: null },
    ],
    [
      'that lacks something',
      (request, caseFile) => system.answer('resolved', request, { caseFile, outcome: { summary: '办结' } }),
      { code: 'invalid-data', field: 'outcome.result' },
    ],
    [
      'that speaks for another agency',
      (request, caseFile) => system.answer('accepted', request, { caseFile, agency: '530902/finance' }),
      { code: 'wrong-agency', field: 'agency' },
    ],
    ['of a case file that does not exist', (request) => good(request, randomUUID()), { code: 'not-found' }],
    ['of another request', (_, caseFile) => good(randomUUID(), caseFile), { code: 'wrong-key', field: 'caseFile' }],
    [
      'that the state does not allow',
      (request, caseFile) => system.answer('opinion-given', request, { caseFile, opinion: '同意' }),
      { code: expect.stringMatching(/^[a-z-]+$/) as unknown },
    ],
  ])('%s', async (_, make, expected) => {
    const { request, caseFile } = await system.assigned();
    const bad = make(request, caseFile);
    await system.send(bad);
    const rejection = () => system.told.find(({ data }) => (data as { message?: string }).message === bad.id);
    await eventually(() => rejection() !== undefined);
    expect(rejection()).toMatchObject({
      type: 'sanban.outbound.rejected.v1',
      key: bad.subject,
      correlationid: bad.correlationid,
      data: { agency: TAX, messageType: bad.type, ...expected },
    });
    expect(outboundFacts.rejected.safeParse(rejection()?.data)).toMatchObject({ success: true });
    expect(await system.refused(bad.id)).toMatchObject({ ...expected, event: { id: bad.id, data: bad.data } });
    expect(await desk.eventTypes(caseFile)).toEqual(['CaseFileOpened']);

    // What it sends next of the same request is handled.
    await system.send(good(request, caseFile));
    await eventually(async () => (await desk.eventTypes(caseFile)).length === 2);
  });

  it('under a key that is not its subject', async () => {
    const { request, caseFile } = await system.assigned();
    const bad = good(request, caseFile);
    await system.send(bad, randomUUID());
    expect(await system.refused(bad.id)).toMatchObject({ code: 'wrong-key' });
    expect(await desk.eventTypes(caseFile)).toEqual(['CaseFileOpened']);
  });

  it('with the id of another one', async () => {
    const { request, caseFile } = await system.assigned();
    const first = good(request, caseFile);
    await system.send(first);
    await system.hears(request, 2);
    await system.send(system.answer('progress-reported', request, { caseFile, text: '进展' }, first.id));
    expect(await system.refused(first.id)).toMatchObject({ code: 'idempotency-key-reused' });
    expect(await desk.eventTypes(caseFile)).toEqual(['CaseFileOpened', 'CaseFileAccepted']);
  });

  it('that is no CloudEvent: there is no telling what it was, so its key waits for an operator', async () => {
    const { request, caseFile } = await system.assigned();
    await system.send(good(request, caseFile));
    await system.hears(request, 2);
    await system.sendRaw(request, { hello: 'world' });
    await system.hears(request, 3);
    const rejected = system.toldOf(request).at(-1);
    expect(rejected).toMatchObject({
      type: 'sanban.outbound.rejected.v1',
      data: { code: 'unreadable', messageType: null },
    });
    expect((await system.letters())[0]).toMatchObject({ code: 'unreadable', event: { hello: 'world' } });

    const behind = system.answer('progress-reported', request, { caseFile, text: '进展' });
    await system.send(behind);
    await eventually(async () => (await desk.bus.lag(GROUP)) === 0);
    expect(await desk.eventTypes(caseFile)).toEqual(['CaseFileOpened', 'CaseFileAccepted']);
    expect(await desk.bus.listDeadLetters(GROUP, { key: request })).toMatchObject([
      { reason: expect.stringContaining('not a CloudEvents') as unknown },
      { event: { id: behind.id } },
    ]);
  });

  it('is shown to the agency’s chief and the auditor alone, in pages', async () => {
    const all = await system.letters();
    const page = (cursor = '') =>
      desk.call('GET', `${TAX}/inbound/dead-letters?limit=2${cursor}`, person('auditor', null));
    const first = await page();
    const second = await page(`&cursor=${String(first.body['next'])}`);
    expect([...(first.body['items'] as object[]), ...(second.body['items'] as object[])]).toEqual(all.slice(0, 4));
    expect((await page('&cursor=no')).body).toMatchObject({ code: 'invalid-cursor' });
    for (const somebody of [person('handler', TAX), person('chief', '530902/hrss'), person('operator', null)]) {
      expect((await desk.call('GET', `${TAX}/inbound/dead-letters`, somebody)).status).toBe(403);
    }
  });
});
