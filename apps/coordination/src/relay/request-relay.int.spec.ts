import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { requestFacts } from '@sanban/contracts';
import type { IntegrationEvent } from '@sanban/messaging';
import { eventually } from '../testing/eventually';
import { FINANCE, HRSS, officer, TAX } from '../testing/people';
import { OUTCOME, TestOffice } from '../testing/test-office';
import { RequestRelay } from './request-relay';

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

/** Everything of the log, by a relay that knows nothing yet, starting at the n-th event. */
async function replay(from: number): Promise<IntegrationEvent[]> {
  const relay = new RequestRelay(office.store);
  const told: IntegrationEvent[] = [];
  let n = 0;
  for await (const events of office.store.readAll()) {
    for (const event of events) {
      const translated = n++ < from ? null : await relay.translate(event);
      if (translated !== null) told.push(translated.event);
    }
  }
  return told;
}

it('tells the agencies what the office decided, the same at every replay, wherever it begins', async () => {
  const request = await office.assigned(TAX, [FINANCE]);
  await office.hears(await office.report(request, FINANCE, 'opinion-given', { opinion: '同意' }));
  await office.hears(await office.report(request, TAX, 'returned', { reason: '不属职责', suggestedLead: null }));
  const path = `/requests/${request}`;
  await office.does(`${path}/rule-return`, officer, { agency: TAX, ruling: 'upheld', reason: '同意' });
  await office.does(`${path}/reassign`, officer, { lead: HRSS, cooperating: [FINANCE], reason: '属人社职责' });
  await office.hears(await office.report(request, HRSS, 'accepted', {}));
  await office.hears(await office.report(request, HRSS, 'resolved', { outcome: OUTCOME }, { revision: 2 }));
  await office.does(`${path}/verify`, officer, { verdict: 'passed' });
  const facts = ['assigned', 'opinion-recorded', 'return-ruled', 'reassigned', 'resolution-verified'];
  await eventually(() => office.told.length === facts.length);
  expect(office.told.map(({ fact }) => fact)).toEqual(facts);
  expect(office.told[3]?.data).toMatchObject({
    request,
    participants: [
      { agency: HRSS, role: 'lead' },
      { agency: FINANCE, role: 'cooperating' },
    ],
    withdrawn: [{ agency: TAX }],
    round: 2,
    opinions: [{ agency: FINANCE, opinion: '同意' }],
    title: '留抵退税到账慢',
  });

  const all = await replay(0);
  expect(all.map(({ data }) => data)).toEqual(office.told.map(({ data }) => data));
  const events = await office.store.readStream(`coordination.request-${request}`);
  for (let from = 0; from < events.length; from += 1) {
    const tail = await replay(from);
    expect(tail).toEqual(all.slice(all.length - tail.length));
  }
  for (const { fact, data } of office.told) expect(requestFacts[fact].parse(data)).toEqual(data);
});
