import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { ledgerCounts, ledgerPage, type LedgerPage } from '@sanban/contracts';
import type { Principal } from '@sanban/identity';
import {
  auditor,
  enterprise,
  enterpriseId,
  FINANCE,
  handler,
  HRSS,
  leader,
  officer,
  operator,
  otherOfficer,
  TAX,
} from '../testing/people';
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

async function list(query: string, as: Principal = officer): Promise<LedgerPage> {
  await office.ledgerUpToDate();
  return ledgerPage.parse((await office.get(`/ledger${query}`, as)).body);
}
const ids = ({ items }: LedgerPage) => items.map(({ id }) => id);

describe('the ledger', () => {
  let first: string;
  let second: string;
  let third: string;
  beforeAll(async () => {
    first = await office.assigned(TAX, [FINANCE]);
    second = await office.submitted(2, '用水用电价格高', '转供电环节加价，请求清理。');
    third = await office.submitted(3, 'ＧＤＰ指标之外的困难', '社保缓缴');
  });

  it('shows a line a request, newest first, numbered by region and year', async () => {
    const { items, next } = await list('');
    expect(items.map(({ id, number }) => [id, number])).toEqual([
      [third, '530902-2022-000003'],
      [second, '530902-2022-000002'],
      [first, '530902-2022-000001'],
    ]);
    expect(next).toBeNull();
    expect(items[2]).toMatchObject({
      enterprise: { id: enterpriseId(1) },
      state: 'assigned',
      kind: 'general',
      action: 'tax-reduction',
      lead: TAX,
      cooperating: [FINANCE],
      submittedAt: expect.stringMatching(/^2022-08-22T09:00:.*\+08:00$/) as string,
      dueAt: '2022-08-26T00:00:00+08:00',
      dueSubject: 'opinion',
      overdue: false,
      revision: 2,
      participants: [
        { agency: TAX, role: 'lead', state: 'open', current: true, revision: null },
        { agency: FINANCE, role: 'cooperating', state: 'open', current: true, revision: null },
      ],
    });
  });

  it.each([
    ['?state=submitted', () => [third, second]],
    ['?state=submitted&region=530902', () => [third, second]],
    ['?action=tax-reduction&kind=general', () => [first]],
    [`?agency=${TAX}`, () => [first]],
    [`?agency=${FINANCE}&state=assigned`, () => [first]],
    [`?agency=${HRSS}`, () => []],
    ['?overdue=true', () => []],
    ['?overdue=false&limit=1', () => [third]],
    ['?text=退税', () => [first]],
    ['?text=转供电环节', () => [second]],
    ['?text=环节请求', () => []],
    ['?text=电 清理', () => [second]],
    ['?text=gdp', () => [third]],
    ['?text=530902-2022-000002', () => [second]],
    ['?text=企业2', () => [second]],
    ['?text=。', () => []],
  ])('narrows by %s', async (query, expected) => {
    expect(ids(await list(query))).toEqual(expected());
  });

  it('is read page by page; what comes in between disturbs nothing', async () => {
    const page = await list('?limit=2');
    expect(ids(page)).toEqual([third, second]);
    await office.submitted(4);
    expect(ids(await list(`?limit=2&cursor=${page.next ?? ''}`))).toEqual([first]);
  });

  it.each(['?cursor=nonsense', '?cursor=bGVkZ2VyOjE9', '?limit=0', '?limit=1000', '?state=sleeping', '?colour=red'])(
    'refuses %s',
    async (query) => {
      expect(await office.get(`/ledger${query}`, officer)).toMatchObject({ status: 400 });
    },
  );

  it.each([
    ['/ledger?agency=530902/taxx', 'unknown-agency', { field: 'agency', suggestion: '530902/tax' }],
    ['/ledger?action=tax-reductoin', 'unknown-action', { field: 'action', suggestion: 'tax-reduction' }],
    ['/ledger?region=530903', 'unknown-region', { field: 'region', suggestion: '530902' }],
    ['/ledger/counts?region=530903', 'unknown-region', { field: 'region', suggestion: '530902' }],
  ])('says what there is not in %s', async (path, code, named) => {
    expect(await office.get(path, officer)).toMatchObject({ status: 422, body: { code, ...named } });
  });

  it('shows everybody only what is theirs to see', async () => {
    expect(ids(await list('', enterprise(2)))).toEqual([second]);
    expect(ids(await list('?state=assigned', enterprise(2)))).toEqual([]);
    expect(ids(await list('', handler(FINANCE)))).toEqual([first]);
    expect(ids(await list('', handler(HRSS)))).toEqual([]);
    expect(ids(await list('', leader))).toContain(first);
    expect(ids(await list('', auditor))).toContain(first);
    expect(ids(await list('', otherOfficer))).toEqual([]);
    expect((await office.get('/ledger?region=530902', otherOfficer)).status).toBe(403);
    expect((await office.get('/ledger', operator)).status).toBe(403);
    expect((await office.get('/ledger/counts', enterprise(1))).status).toBe(403);
    expect((await office.get('/ledger/counts?region=530902', otherOfficer)).status).toBe(403);
  });

  it.each([
    ['a key held down', 'x'.repeat(3_000), 'xxxx'],
    ['an address with a long token', `https://oa.example/?token=${'aB3dE6'.repeat(400)}`, 'ab3de6ab'],
    ['a script without blanks', 'ᥖᥭᥰ'.repeat(320), 'ᥖᥭᥰᥖ'],
    ['signs that stand for words', '㌖'.repeat(2_000), 'キロメートルキ'],
  ])('shows, counts and finds a request with %s', async (_, text, looked) => {
    const before = ledgerCounts.parse((await office.get('/ledger/counts', officer)).body).total;
    const request = await office.submitted(5, text.slice(0, 200), text);
    expect(ids(await list(`?limit=1&text=${encodeURIComponent(looked)}`))).toEqual([request]);
    expect(await office.view(request)).toMatchObject({ number: expect.stringContaining('530902-2022-') as string });
    expect(ledgerCounts.parse((await office.get('/ledger/counts', officer)).body).total).toBe(before + 1);
  });

  it('counts by state and agency, with on-time numbers', async () => {
    const request = await office.assigned(HRSS);
    await office.hears(await office.report(request, HRSS, 'accepted', {}));
    await office.hears(await office.report(request, HRSS, 'resolved', { outcome: OUTCOME }, { revision: 2 }));
    await office.ledgerUpToDate();
    const counts = ledgerCounts.parse((await office.get('/ledger/counts', officer)).body);
    expect(counts.total).toBe(9);
    expect(counts.byState).toEqual(
      expect.arrayContaining([
        { state: 'resolved', requests: 1 },
        { state: 'submitted', requests: 7 },
      ]),
    );
    expect(counts.byAgency.find(({ agency }) => agency === HRSS)).toEqual({
      agency: HRSS,
      lead: [{ state: 'resolved', requests: 1 }],
      cooperating: 0,
      onTime: { met: 1, due: 1 },
    });
    // The office itself assigned two requests in time.
    expect(counts.byAgency.find(({ agency }) => agency === '530902/office')?.onTime).toEqual({ met: 2, due: 2 });
  });
});
