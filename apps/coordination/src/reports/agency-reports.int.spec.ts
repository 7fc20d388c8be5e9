import { timeline } from '@sanban/contracts';
import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { enterprise, FINANCE, HRSS, officer, TAX } from '../testing/people';
import { OUTCOME, TestOffice } from '../testing/test-office';

let database: TestDatabase;
let office: TestOffice;
beforeAll(async () => {
  database = await createTestDatabase();
  office = await TestOffice.start(database.url);
});
afterAll(async () => {
  await office.service.close();
  await database.drop();
});

const reasons = async (request: string) =>
  (await office.bus.listDeadLetters('coordination.reports', { key: request })).map(({ reason }) => reason);

describe('what agencies report', () => {
  it('becomes facts of the request, by the account that did it at the agency', async () => {
    const request = await office.assigned(TAX, [FINANCE], 'complex');
    await office.hears(await office.report(request, TAX, 'accepted', {}, { at: '2022-08-22T02:00:00Z' }));
    await office.hears(await office.report(request, FINANCE, 'opinion-given', { opinion: '同意按政策兑现' }));
    await office.hears(await office.report(request, TAX, 'progress-reported', { text: '已联系企业' }, { revision: 2 }));
    expect(await office.types(request)).toEqual([
      'RequestSubmitted',
      'RequestTriaged',
      'RequestAssigned',
      'CaseFileAccepted',
      'OpinionRecorded',
      'ProgressRecorded',
    ]);
    const [, , , accepted] = await office.store.readStream(`coordination.request-${request}`);
    expect(accepted).toMatchObject({
      data: { agency: TAX, by: `${TAX}-handler`, at: '2022-08-22T02:00:00Z' },
      metadata: { actor: { user: `${TAX}-handler`, agency: TAX, role: 'handler' }, programme: 'linxiang-2022' },
    });
    const { participants } = await office.view(request);
    expect(participants).toMatchObject([
      { agency: TAX, state: 'accepted', revision: 2 },
      { agency: FINANCE, state: 'answered', revision: 1 },
    ]);
  });

  it('counts once, also when it is sent again and the inbox has forgotten it', async () => {
    const request = await office.assigned(TAX);
    const report = await office.report(request, TAX, 'accepted', {});
    await office.hears(report);
    await office.hears(report);
    // The inbox has forgotten it: the stream has not.
    await office.pool.query('DELETE FROM bus_inbox');
    await office.hears(report);
    expect((await office.types(request)).filter((type) => type === 'CaseFileAccepted')).toHaveLength(1);
  });

  it('is kept without effect where the office has decided otherwise meanwhile', async () => {
    const request = await office.assigned(TAX);
    const late = await office.report(request, TAX, 'resolved', { outcome: OUTCOME });
    const body = { lead: HRSS, cooperating: [], reason: '属人社职责' };
    await office.does(`/requests/${request}/reassign`, officer, body);
    await office.hears(late);
    expect((await office.types(request)).at(-1)).toBe('ReportSetAside');
    const { entries } = timeline.parse((await office.get(`/requests/${request}/timeline`, officer)).body);
    const words = '退税款已到账（已解决）\n退税凭证 临翔税退〔2022〕12号';
    expect(entries.at(-1)?.detail?.zh).toBe(`区税务局：该单位已不承办此件\n${words}`);
    expect(await office.view(request)).toMatchObject({ state: 'assigned', lead: HRSS });
    expect(await reasons(request)).toEqual([]);
  });
});

it('an opinion that crossed a reopening on its way stays without effect, as at the agency', async () => {
  const request = await office.assigned(TAX, [FINANCE]);
  const opinion = (round: number) => office.report(request, FINANCE, 'opinion-given', { opinion: '同意', round });
  await office.hears(await office.report(request, TAX, 'accepted', {}));
  await office.hears(await office.report(request, TAX, 'resolved', { outcome: OUTCOME }, { revision: 2 }));
  const late = await opinion(1);
  await office.does(`/requests/${request}/verify`, officer, { verdict: 'passed' });
  await office.does(`/requests/${request}/follow-up`, enterprise(1), { satisfaction: 'dissatisfied' });
  await office.does(`/requests/${request}/reopen`, officer, { reason: '未到账' });
  await office.hears(late);
  expect((await office.types(request)).at(-1)).toBe('ReportSetAside');
  await office.hears(await opinion(2));
  expect((await office.types(request)).at(-1)).toBe('OpinionRecorded');
});

describe('a report that can never be recorded goes to the dead letters with its reason', () => {
  it('of a request that does not exist', async () => {
    const request = await office.assigned(TAX);
    const report = await office.report(request, TAX, 'accepted', {});
    const nowhere = '00000000-0000-4000-8000-000000000001';
    const data: unknown = { ...Object(report.event.data), request: nowhere };
    await office.hears({ ...report, event: { ...report.event, subject: nowhere, data } });
    expect(await reasons(nowhere)).toEqual([expect.stringContaining('does not exist')]);
  });

  it('of a case file that is none of the request’s', async () => {
    const request = await office.assigned(TAX);
    const caseFile = '00000000-0000-4000-8000-000000000002';
    await office.hears(await office.report(request, TAX, 'accepted', {}, { caseFile }));
    expect(await reasons(request)).toEqual([expect.stringContaining(caseFile)]);
  });

  it('by a service that does not serve the agency, of an unknown agency, of a later version', async () => {
    const foreign = await office.assigned(TAX);
    await office.hears(await office.report(foreign, TAX, 'accepted', {}, { service: 'finance' }));
    expect(await reasons(foreign)).toEqual([expect.stringContaining('finance may not speak for 530902/tax')]);

    const unknown = await office.assigned(TAX);
    const report = await office.report(unknown, TAX, 'accepted', {});
    const data: unknown = { ...Object(report.event.data), agency: '530902/nobody' };
    await office.hears({ ...report, event: { ...report.event, data } });
    expect(await reasons(unknown)).toEqual([expect.stringContaining('530902/nobody does not exist')]);

    const newer = await office.assigned(TAX);
    const next = await office.report(newer, TAX, 'accepted', {});
    await office.hears({ ...next, event: { ...next.event, type: 'sanban.tax.case-file.accepted.v2' } });
    expect(await reasons(newer)).toEqual([expect.stringContaining('version 1')]);
    expect(await office.types(newer)).not.toContain('CaseFileAccepted');
  });

  it('does not hold up other requests of the same batch', async () => {
    const good = await office.assigned(TAX);
    const bad = await office.assigned(TAX);
    await office.hears(
      await office.report(bad, TAX, 'accepted', {}, { service: 'finance' }),
      await office.report(good, TAX, 'accepted', {}),
    );
    expect(await office.types(good)).toContain('CaseFileAccepted');
  });
});
