import { deadLetterList, discardAnswer, discardedPage } from '@sanban/contracts';
import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { auditor, officer, operator, TAX } from '../testing/people';
import { TestOffice } from '../testing/test-office';

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

const LETTERS = '/services/coordination/dead-letters';
const discarded = async (query = '') =>
  discardedPage.parse((await office.get(`${LETTERS}/discarded${query}`, operator)).body);
const letters = async () => deadLetterList.parse((await office.get(LETTERS, operator)).body).items;

it('an operator discards a report that can never be recorded, with a reason; the request goes on', async () => {
  const request = await office.assigned(TAX);
  const foreign = await office.report(request, TAX, 'accepted', {}, { service: 'finance' });
  await office.hears(foreign);
  await office.hears({ ...(await office.report(request, TAX, 'accepted', {})), topic: foreign.topic });
  const [letter] = await letters();
  expect(letter).toMatchObject({ key: request, first: foreign.event.id, events: 2 });

  const path = `${LETTERS}/coordination.reports/${request}/discard`;
  const body = { event: foreign.event.id, reason: '冒用其他单位身份，无法处理' };
  expect((await office.call('POST', path, officer, body)).status).toBe(403);
  expect((await office.call('POST', path, operator, { ...body, reason: ' ' })).status).toBe(400);
  expect(await office.call('POST', path, operator, { ...body, event: 'another' })).toMatchObject({
    status: 409,
    body: { code: 'not-the-first', field: 'event' },
  });
  const elsewhere = `${LETTERS}/coordination.nothing/${request}/discard`;
  expect((await office.call('POST', elsewhere, operator, body)).status).toBe(404);

  for (let again = 0; again < 2; again += 1) {
    const answer = await office.call('POST', path, operator, body);
    expect(discardAnswer.parse(answer.body)).toEqual({ discarded: foreign.event.id, remaining: 1 });
  }
  const { rows } = await office.pool.query('SELECT event_id, discarded_by, reason FROM bus_discarded');
  expect(rows).toEqual([{ event_id: foreign.event.id, discarded_by: operator.user, reason: body.reason }]);

  const redriven = await office.call('POST', path.replace(/discard$/, 'redrive'), operator, {});
  expect(redriven).toMatchObject({ status: 200, body: { redriven: 1 } });
  expect(await letters()).toEqual([]);
  expect(await office.types(request)).toContain('CaseFileAccepted');
});

it('an operator reaches what lies under the longest key, with the longest id', async () => {
  const request = await office.assigned(TAX);
  const { topic, event } = await office.report(request, TAX, 'accepted', {});
  const key = `a/${'键'.repeat(170)}`;
  await office.hears({ topic, event: { ...event, id: '号'.repeat(170), subject: key, type: 'unknown' } });
  const [letter] = await letters();
  expect(letter).toMatchObject({ key, first: '号'.repeat(170) });
  const path = `${LETTERS}/coordination.reports/${encodeURIComponent(key)}`;
  expect(await office.call('POST', `${path}/redrive`, operator, {})).toMatchObject({
    status: 409,
    body: { code: 'failed-again' },
  });
  const body = { event: letter?.first, reason: '来历不明' };
  expect(await office.call('POST', `${path}/discard`, operator, body)).toMatchObject({ status: 200 });
  expect(await letters()).toEqual([]);
});

it('an operator and an auditor read page by page what was discarded, without what it said', async () => {
  const before = (await discarded()).items.length;
  const events: string[] = [];
  for (const reason of ['来历不明', '重复冒用', '单位已撤销']) {
    const request = await office.assigned(TAX);
    const foreign = await office.report(request, TAX, 'accepted', {}, { service: 'finance' });
    await office.hears(foreign);
    const body = { event: foreign.event.id, reason };
    await office.call('POST', `${LETTERS}/coordination.reports/${request}/discard`, operator, body);
    events.unshift(foreign.event.id);
  }
  const [newest] = (await discarded()).items;
  expect(newest).toMatchObject({
    group: 'coordination.reports',
    event: events[0],
    failure: expect.stringContaining('finance') as string,
    discardedBy: operator.user,
    reason: '单位已撤销',
  });
  expect(Object.keys(newest ?? {})).not.toContain('data');
  expect(JSON.stringify((await office.get(`${LETTERS}/discarded`, auditor)).body)).not.toContain('caseFile');

  const pages = [await discarded('?limit=2')];
  for (let next = pages[0]?.next; next; next = pages.at(-1)?.next) {
    pages.push(await discarded(`?limit=2&cursor=${next}`));
  }
  const all = pages.flatMap(({ items }) => items.map(({ event }) => event));
  expect(all.slice(0, 3)).toEqual(events);
  expect(all).toHaveLength(before + 3);
  expect(pages.slice(0, -1).every(({ items }) => items.length === 2)).toBe(true);

  expect((await office.get(`${LETTERS}/discarded`, officer)).status).toBe(403);
  expect((await office.get('/services/finance/dead-letters/discarded', operator)).status).toBe(404);
  for (const [query, code] of [
    ['?cursor=guessed', 'invalid-cursor'],
    ['?limit=201', 'invalid-query'],
    ['?group=x', 'invalid-query'],
  ]) {
    expect(await office.get(`${LETTERS}/discarded${query}`, operator)).toMatchObject({ status: 400, body: { code } });
  }
});
