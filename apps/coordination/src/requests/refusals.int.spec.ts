import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import {
  auditor,
  enterprise,
  enterpriseId,
  handler,
  leader,
  officer,
  operator,
  otherOfficer,
  TAX,
} from '../testing/people';
import { TestOffice, triage } from '../testing/test-office';

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

const TITLE = { title: '融资难', text: '流动资金不足' };

describe('a reference that the programme does not know', () => {
  it.each([
    ['action', { ...triage(), action: 'tax-reducton' }, 'unknown-action', 'action', 'tax-reduction'],
    [
      'measure',
      { ...triage(), measures: ['tax-reduction/01', 'tax-reduction/99'] },
      'unknown-measure',
      'measures.1',
      undefined,
    ],
    [
      'measure of another action',
      { ...triage(), measures: ['employment/01'] },
      'measure-of-another-action',
      'measures.0',
      'employment',
    ],
  ])('%s is named, with what was probably meant', async (_, body, code, field, suggestion) => {
    const request = await office.submitted();
    const answer = await office.call('POST', `/requests/${request}/triage`, officer, body);
    expect(answer).toMatchObject({
      status: 422,
      headers: { 'content-type': 'application/problem+json; charset=utf-8' },
      body: { code, field, ...(suggestion === undefined ? {} : { suggestion }) },
    });
    expect(await office.types(request)).toEqual(['RequestSubmitted']);
  });

  it('agency: unknown, of another region, or the office itself', async () => {
    const request = await office.triaged();
    const assign = (lead: string, cooperating: string[] = []) =>
      office.call('POST', `/requests/${request}/assign`, officer, { lead, cooperating });
    expect(await assign('530902/taxes')).toMatchObject({
      status: 422,
      body: { code: 'unknown-agency', field: 'lead', suggestion: TAX },
    });
    expect(await assign('530000/tax')).toMatchObject({ status: 422, body: { code: 'unknown-agency' } });
    expect(await assign('530902/office')).toMatchObject({ status: 422, body: { code: 'unknown-agency' } });
    expect(await assign(TAX, ['530902/nobody'])).toMatchObject({ body: { field: 'cooperating.0' } });
    expect(await office.types(request)).toEqual(['RequestSubmitted', 'RequestTriaged']);
  });

  it('region', async () => {
    const answer = await office.call('POST', '/requests', enterprise(1), { ...TITLE, region: '530903' });
    expect(answer).toMatchObject({ status: 422, body: { code: 'unknown-region', suggestion: '530902' } });
  });
});

describe('a body that is not as it should be', () => {
  it('names every field, unknown ones too', async () => {
    const body = { title: '', text: 'x'.repeat(10_001), urgent: true };
    const answer = await office.call('POST', '/requests', enterprise(1), body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-body' } });
    const said = JSON.stringify(answer.body['errors']);
    for (const field of ['title', 'text', 'urgent']) expect(said).toContain(field);
  });

  it('refuses an enterprise id whose check character does not agree, and text that cannot be stored', async () => {
    const wrong = `${enterpriseId(3).slice(0, 17)}${enterpriseId(3).endsWith('0') ? '1' : '0'}`;
    const body = { ...TITLE, enterprise: { id: wrong, name: '某企业' } };
    const answer = await office.call('POST', '/requests', officer, body);
    expect(answer).toMatchObject({ status: 400, body: { field: 'enterprise.id' } });
    const nul = await office.call('POST', '/requests', enterprise(1), { ...TITLE, text: 'a\u0000b' });
    expect(nul).toMatchObject({ status: 400, body: { field: 'text' } });
  });

  it('broken JSON, 2 MB, another media type, no UUID', async () => {
    const post = (raw: string) => office.call('POST', '/requests', enterprise(1), undefined, { raw });
    expect(await post('{"title": "')).toMatchObject({ status: 400, body: { code: 'broken-json' } });
    const large = JSON.stringify({ ...TITLE, text: 'x'.repeat(2_000_000) });
    expect(await post(large)).toMatchObject({ status: 413, body: { code: 'body-too-large' } });
    expect(await office.get('/requests/no-uuid', officer)).toMatchObject({
      status: 400,
      body: { code: 'invalid-path' },
    });
  });

  it('an office that does not say for whom', async () => {
    expect(await office.call('POST', '/requests', officer, TITLE)).toMatchObject({
      status: 422,
      body: { code: 'enterprise-missing', field: 'enterprise' },
    });
  });
});

describe('repetition and races', () => {
  it('the same Idempotency-Key gives the same answer once, another body is refused', async () => {
    const headers = { 'idempotency-key': 'k-1' };
    const first = await office.call('POST', '/requests', enterprise(4), TITLE, { headers });
    const again = await office.call('POST', '/requests', enterprise(4), TITLE, { headers });
    expect(again.body).toEqual(first.body);
    expect(again.status).toBe(201);
    const other = await office.call('POST', '/requests', enterprise(4), { ...TITLE, title: '另一诉求' }, { headers });
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    const elsewhere = { ...triage() };
    const request = await office.submitted();
    await office.does(`/requests/${request}/triage`, officer, elsewhere, { headers: { 'idempotency-key': 'k-2' } });
    const otherPath = await office.call('POST', `/requests/${String(first.body['id'])}/triage`, officer, elsewhere, {
      headers: { 'idempotency-key': 'k-2' },
    });
    expect(otherPath).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
  });

  it('a stale If-Match is refused with the current revision, a present one passes', async () => {
    const request = await office.triaged();
    const assign = (revision: number) =>
      office.call(
        'POST',
        `/requests/${request}/assign`,
        officer,
        { lead: TAX },
        { headers: { 'if-match': `"${revision}"` } },
      );
    expect(await assign(0)).toMatchObject({
      status: 412,
      headers: { etag: '"1"' },
      body: { code: 'stale-revision', currentRevision: 1 },
    });
    expect((await assign(1)).status).toBe(200);
  });

  it('who may not act is told so, and not at which revision it is', async () => {
    const request = await office.triaged();
    const stale = { headers: { 'if-match': '"0"' } };
    for (const [as, verb, body] of [
      [otherOfficer, 'assign', { lead: TAX }],
      [enterprise(2), 'follow-up', { satisfaction: 'satisfied' }],
    ] as const) {
      const answer = await office.call('POST', `/requests/${request}/${verb}`, as, body, stale);
      expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
      expect(answer.headers).not.toHaveProperty('etag');
      expect(answer.body).not.toHaveProperty('currentRevision');
    }
  });

  it('says why in Chinese, too', async () => {
    const request = await office.submitted();
    expect(await office.call('POST', `/requests/${request}/close`, officer, {})).toMatchObject({
      status: 409,
      body: { code: 'not-triaged', titleZh: '诉求尚未分类研判', detailZh: '诉求尚未分类研判。' },
    });
  });

  it('of two officers who assign at once one is told that it is done', async () => {
    const request = await office.triaged();
    const answers = await Promise.all(
      [1, 2].map(() => office.call('POST', `/requests/${request}/assign`, officer, { lead: TAX })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await office.types(request)).filter((type) => type === 'RequestAssigned')).toHaveLength(1);
  });

  it('what the state does not allow is a conflict, what does not exist is not found', async () => {
    const request = await office.submitted();
    expect((await office.call('POST', `/requests/${request}/close`, officer, {})).status).toBe(409);
    const nowhere = '/requests/00000000-0000-4000-8000-000000000000';
    expect((await office.call('POST', `${nowhere}/close`, officer, {})).status).toBe(404);
    expect((await office.get(nowhere, officer)).status).toBe(404);
    expect((await office.get(`${nowhere}/timeline`, officer)).status).toBe(404);
  });
});

describe('who may not', () => {
  it('another region’s office, an agency, another enterprise, those who only read', async () => {
    const request = await office.triaged();
    for (const principal of [otherOfficer, handler(TAX), leader, auditor, operator, enterprise(1)]) {
      const answer = await office.call('POST', `/requests/${request}/assign`, principal, { lead: TAX });
      expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    }
    for (const principal of [otherOfficer, handler(TAX), operator, enterprise(2)]) {
      expect((await office.get(`/requests/${request}`, principal)).status).toBe(403);
      expect((await office.get(`/requests/${request}/timeline`, principal)).status).toBe(403);
    }
    for (const principal of [officer, leader, auditor, enterprise(1)]) {
      expect((await office.get(`/requests/${request}`, principal)).status).toBe(200);
    }
    expect(await office.types(request)).toEqual(['RequestSubmitted', 'RequestTriaged']);
  });

  it('an enterprise in another’s name', async () => {
    const body = { ...TITLE, enterprise: { id: enterpriseId(2), name: '别家企业' } };
    expect((await office.call('POST', '/requests', enterprise(1), body)).status).toBe(403);
  });

  it('nobody who has not signed in', async () => {
    const response = await office.service.app.inject({ method: 'GET', url: '/api/v1/ledger' });
    expect(response.statusCode).toBe(401);
  });
});

describe('a date that the calendar does not cover', () => {
  it('is a problem, and nothing is recorded', async () => {
    const far = await createTestDatabase();
    const future = await TestOffice.start(far.url, '2031-03-03T09:00:00+08:00');
    const answer = await future.call('POST', '/requests', enterprise(1), TITLE);
    expect(answer).toMatchObject({ status: 422, body: { code: 'calendar-not-covered' } });
    expect(JSON.stringify(answer.body)).toContain('2031');
    expect(await future.store.readAll()[Symbol.asyncIterator]().next()).toMatchObject({ done: true });
    await future.service.close();
    await far.drop();
  });
});
