import { ledgerCounts, ledgerPage, timeline, type LedgerEntry } from '@sanban/contracts';
import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { eventually } from '../testing/eventually';
import { enterprise, officer, TAX } from '../testing/people';
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

async function line(request: string): Promise<LedgerEntry> {
  await office.ledgerUpToDate();
  const { items } = ledgerPage.parse((await office.get('/ledger', officer)).body);
  const entry = items.find(({ id }) => id === request);
  if (entry === undefined) throw new Error(`the ledger has no ${request}`);
  return entry;
}

/** What each of the places says of the deadline to resolve. */
async function everywhere(request: string) {
  const { dueAt, overdue } = await line(request);
  const listed = ledgerPage.parse((await office.get('/ledger?overdue=true', officer)).body);
  const { clocks } = await office.view(request);
  const story = timeline.parse((await office.get(`/requests/${request}/timeline`, officer)).body);
  const assigned = story.entries.find(({ type }) => type === 'RequestAssigned');
  return {
    dueAt,
    overdue,
    listed: listed.items.some(({ id }) => id === request),
    counted: ledgerCounts.parse((await office.get('/ledger/counts', officer)).body).overdue,
    view: clocks?.deadlines.find(({ subject }) => subject === 'resolve')?.status,
    timeline: assigned?.deadlines.find(({ deadline }) => deadline.subject === 'resolve')?.outcome,
  };
}

async function suspensionAsked(): Promise<string> {
  const request = await office.assigned(TAX);
  await office.hears(await office.report(request, TAX, 'accepted', {}));
  const asked = { reasonCode: 'season', reason: '雨季无法施工' };
  await office.hears(await office.report(request, TAX, 'suspension-requested', asked, { revision: 2 }));
  return request;
}

it('keeps what was overdue when it was suspended so, everywhere alike; nothing else becomes overdue meanwhile', async () => {
  const dueAt = '2022-08-30T00:00:00+08:00';
  const [late, early] = [await suspensionAsked(), await suspensionAsked()];
  const suspend = (request: string) =>
    office.does(`/requests/${request}/rule-suspension`, officer, { ruling: 'granted' });
  await suspend(early);
  await office.moveClock('2022-08-31T09:00:00+08:00');
  await eventually(async () => (await office.types(late)).includes('DeadlinePassed'));
  const missed = { dueAt, overdue: true, listed: true, counted: 1, view: 'overdue', timeline: 'missed' };
  expect(await everywhere(late)).toEqual(missed);

  await suspend(late);
  await office.moveClock('2022-09-07T09:00:00+08:00');
  expect(await everywhere(late)).toEqual(missed);
  const open = { dueAt: null, overdue: false, listed: false, counted: 1, view: 'open', timeline: 'open' };
  expect(await everywhere(early)).toEqual(open);

  await office.does(`/requests/${late}/resume`, officer, {});
  expect(await everywhere(late)).toEqual(missed);
});

it('forgets with a reopening how satisfied the enterprise was', async () => {
  const request = await office.assigned(TAX);
  await office.hears(await office.report(request, TAX, 'accepted', {}));
  await office.hears(await office.report(request, TAX, 'resolved', { outcome: OUTCOME }, { revision: 2 }));
  await office.does(`/requests/${request}/verify`, officer, { verdict: 'passed' });
  await office.does(`/requests/${request}/follow-up`, enterprise(1), { satisfaction: 'satisfied' });
  expect(await line(request)).toMatchObject({ satisfaction: 'satisfied' });
  await office.does(`/requests/${request}/reopen`, officer, { reason: '问题再次出现' });
  expect(await line(request)).toMatchObject({ satisfaction: null });
  expect(await office.view(request)).toMatchObject({ satisfaction: null });
});
