import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { enterprise, enterpriseId, FINANCE, handler, HRSS, officer, officer2, TAX } from '../testing/people';
import { OUTCOME, TestOffice, triage } from '../testing/test-office';

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

describe('the office’s commands', () => {
  it('an enterprise submits for itself', async () => {
    const answer = await office.call('POST', '/requests', enterprise(1), { title: '融资难', text: '流动资金不足' });
    expect(answer).toMatchObject({
      status: 201,
      headers: { etag: '"0"' },
      body: { revision: 0, state: 'submitted', events: ['RequestSubmitted'] },
    });
    expect(await office.view(String(answer.body['id']))).toMatchObject({
      enterprise: { id: enterpriseId(1) },
      region: '530902',
      programme: 'linxiang-2022',
      state: 'submitted',
      suggestedAssignment: null,
    });
  });

  it('an enterprise turns to another office where it names its region', async () => {
    const body = { title: '融资难', text: '流动资金不足', region: '530000' };
    const { id } = await office.does('/requests', enterprise(1), body);
    expect(await office.view(id, enterprise(1))).toMatchObject({ region: '530000', programme: 'yunnan-2022' });
  });

  it('the office submits for an enterprise that it names', async () => {
    const body = { title: '融资难', text: '流动资金不足', enterprise: { id: enterpriseId(2), name: '某企业' } };
    const { id } = await office.does('/requests', officer, body);
    expect(await office.view(id)).toMatchObject({ enterprise: body.enterprise });
  });

  it('triages, names whom the programme suggests, assigns', async () => {
    const request = await office.submitted();
    expect(await office.does(`/requests/${request}/triage`, officer, triage())).toMatchObject({ state: 'triaged' });
    const { suggestedAssignment } = await office.view(request);
    expect(suggestedAssignment?.leads).toEqual(expect.arrayContaining([TAX, FINANCE]));
    expect(suggestedAssignment?.cooperating).toContain(HRSS);
    const body = { lead: TAX, cooperating: [FINANCE] };
    const assigned = await office.call('POST', `/requests/${request}/assign`, officer, body);
    expect(assigned).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: { state: 'assigned', events: ['RequestAssigned'] },
    });
    expect(await office.view(request)).toMatchObject({
      lead: TAX,
      cooperating: [FINANCE],
      participants: [
        { agency: TAX, role: 'lead', state: 'open', revision: null },
        { agency: FINANCE, role: 'cooperating', state: 'open' },
      ],
    });
  });

  it('opens a policy gap where no policy supports the request, and withdraws it where one does after all', async () => {
    const request = await office.submitted();
    const body = { ...triage(), policyBasis: 'unsupported', policyGap: '缺少对小微企业水费补贴的政策' };
    expect((await office.does(`/requests/${request}/triage`, officer, body)).events).toContain('PolicyGapOpened');
    const both = await office.call('POST', `/requests/${request}/triage`, officer, {
      ...body,
      policyBasis: 'supported',
    });
    expect(both.body).toMatchObject({ code: 'policy-gap-not-needed', field: 'policyGap' });
    expect((await office.does(`/requests/${request}/triage`, officer, triage())).events).toEqual([
      'RequestTriaged',
      'PolicyGapWithdrawn',
    ]);
  });

  it('goes the whole way: accepted, resolved, verified, followed up, closed, reopened', async () => {
    const request = await office.assigned(TAX);
    await office.hears(await office.report(request, TAX, 'accepted', {}));
    await office.hears(await office.report(request, TAX, 'resolved', { outcome: OUTCOME }, { revision: 2 }));
    const path = `/requests/${request}`;
    expect(await office.does(`${path}/verify`, officer, { verdict: 'passed' })).toMatchObject({ state: 'verified' });
    const followUp = await office.does(`${path}/follow-up`, enterprise(1), { satisfaction: 'satisfied' });
    expect(followUp).toMatchObject({ state: 'followedUp' });
    expect(await office.does(`${path}/close`, officer, {})).toMatchObject({ state: 'closed' });
    expect(await office.does(`${path}/reopen`, officer, { reason: '问题再次出现' })).toMatchObject({
      events: ['RequestReopened'],
    });
    expect(await office.view(request)).toMatchObject({ round: 2, lead: TAX });
  });

  it('sends a resolution back with a note', async () => {
    const request = await office.assigned(TAX);
    await office.hears(await office.report(request, TAX, 'accepted', {}));
    await office.hears(await office.report(request, TAX, 'resolved', { outcome: OUTCOME }, { revision: 2 }));
    const unreasoned = await office.call('POST', `/requests/${request}/verify`, officer, { verdict: 'failed' });
    expect(unreasoned).toMatchObject({ status: 400, body: { code: 'invalid-body', field: 'note' } });
    const body = { verdict: 'failed', note: '企业反映款项未到账' };
    const { events } = await office.does(`/requests/${request}/verify`, officer, body);
    expect(events).toEqual(['ResolutionRejected']);
  });

  it('rules on a return and reassigns', async () => {
    const request = await office.assigned(TAX);
    await office.hears(
      await office.report(request, TAX, 'returned', { reason: '不属税务职责', suggestedLead: FINANCE }),
    );
    expect(await office.view(request)).toMatchObject({ state: 'returnRequested' });
    const path = `/requests/${request}`;
    await office.does(`${path}/rule-return`, officer, { agency: TAX, ruling: 'upheld', reason: '属财政职责' });
    const body = { lead: FINANCE, cooperating: [HRSS], reason: '改由财政局牵头' };
    expect(await office.does(`${path}/reassign`, officer, body)).toMatchObject({ state: 'assigned' });
    expect(await office.view(request)).toMatchObject({ lead: FINANCE, round: 2 });
  });

  it('rules on an extension and on a suspension, and resumes', async () => {
    const request = await office.assigned(TAX);
    await office.hears(await office.report(request, TAX, 'accepted', {}));
    const deadline = `resolve:${TAX}:1`;
    const extension = { deadline, until: '2022-09-09', reason: '需上级批复' };
    await office.hears(await office.report(request, TAX, 'extension-requested', extension, { revision: 2 }));
    const path = `/requests/${request}`;
    const refusal = await office.call('POST', `${path}/rule-extension`, officer, { deadline, ruling: 'refused' });
    expect(refusal).toMatchObject({ status: 400, body: { field: 'reason' } });
    const granted = await office.does(`${path}/rule-extension`, officer, { deadline, ruling: 'granted' });
    expect(granted.events).toContain('ExtensionGranted');
    const reasonCode = office.programmes.rules('530902').suspension.reasons[0] ?? '';
    const suspension = { reasonCode, reason: '雨季无法施工' };
    await office.hears(await office.report(request, TAX, 'suspension-requested', suspension, { revision: 3 }));
    await office.does(`${path}/rule-suspension`, officer, { ruling: 'granted' });
    expect((await office.view(request)).suspendedAt).not.toBeNull();
    expect((await office.does(`${path}/resume`, officer, {})).events).toEqual(['RequestResumed']);
    expect((await office.view(request)).suspendedAt).toBeNull();
  });

  it('lets nobody verify who has handled the request', async () => {
    const request = await office.assigned(TAX);
    await office.hears(await office.report(request, TAX, 'accepted', {}, { by: officer.user }));
    await office.hears(await office.report(request, TAX, 'resolved', { outcome: OUTCOME }, { revision: 2 }));
    const own = await office.call('POST', `/requests/${request}/verify`, officer, { verdict: 'passed' });
    expect(own.status).toBe(409);
    expect(await office.does(`/requests/${request}/verify`, officer2, { verdict: 'passed' })).toMatchObject({
      state: 'verified',
    });
  });

  it('an agency reads the request that it takes part in', async () => {
    const request = await office.assigned(TAX, [FINANCE]);
    expect((await office.get(`/requests/${request}`, handler(FINANCE))).status).toBe(200);
    expect((await office.get(`/requests/${request}`, handler(HRSS))).status).toBe(403);
  });
});
