import type { Deadline } from '@sanban/casework';
import { timeline, type Timeline } from '@sanban/contracts';
import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { eventually } from '../testing/eventually';
import { enterprise, FINANCE, officer, officer2, TAX } from '../testing/people';
import { OUTCOME, TestOffice } from '../testing/test-office';

let database: TestDatabase;
let office: TestOffice;
beforeAll(async () => {
  database = await createTestDatabase();
  // A Friday: the five working days run over the National Day holiday and two make-up days.
  office = await TestOffice.start(database.url, '2022-09-30T09:00:00+08:00');
});
afterAll(async () => {
  await office.service.close();
  await database.drop();
});

const read = async (request: string): Promise<Timeline> =>
  timeline.parse((await office.get(`/requests/${request}/timeline`, officer)).body);

describe('the timeline of a request', () => {
  it('tells everything in both languages, who acted, and explains each deadline day by day', async () => {
    const request = await office.assigned(TAX, [FINANCE]);
    const { entries, revision } = await read(request);
    expect(revision).toBe(2);
    expect(entries.map(({ type, title }) => [type, title.zh])).toEqual([
      ['RequestSubmitted', '提交诉求'],
      ['RequestTriaged', '研判分类'],
      ['RequestAssigned', '交办'],
    ]);
    expect(entries[0]).toMatchObject({
      actor: { agency: null, role: 'enterprise' },
      deadlines: [{ deadline: { subject: 'assign' }, outcome: 'met' }],
    });
    const assigned = entries[2];
    expect(assigned).toMatchObject({
      actor: { agency: '530902/office', role: 'officer' },
      detail: { zh: expect.stringContaining('区税务局牵头') as string },
    });
    const resolve = assigned?.deadlines.find(({ deadline }) => deadline.subject === 'resolve');
    expect(resolve).toMatchObject({
      deadline: { dueAt: '2022-10-13T00:00:00+08:00' },
      outcome: 'open',
      explanation: {
        text: { en: expect.stringContaining('2022-10-12') as string },
        runs: [
          { role: 'start', from: '2022-09-30' },
          { role: 'skipped', from: '2022-10-01', to: '2022-10-07', kind: 'holiday' },
          { role: 'counted', from: '2022-10-08', to: '2022-10-09', kind: 'makeUp', counted: { first: 1, last: 2 } },
          { role: 'counted', from: '2022-10-10', to: '2022-10-12', counted: { first: 3, last: 5 } },
        ],
      },
    });
  });

  it('says of each deadline whether it was met, moved or missed', async () => {
    const request = await office.assigned(TAX);
    await office.hears(await office.report(request, TAX, 'accepted', {}));
    const deadline = `resolve:${TAX}:1`;
    const extension = { deadline, until: '2022-10-20', reason: '需上级批复' };
    await office.hears(await office.report(request, TAX, 'extension-requested', extension, { revision: 2 }));
    await office.does(`/requests/${request}/rule-extension`, officer, { deadline, ruling: 'granted' });
    await office.hears(await office.report(request, TAX, 'resolved', { outcome: OUTCOME }, { revision: 3 }));
    const { entries } = await read(request);
    const outcomes = entries
      .flatMap(({ type, deadlines }) => deadlines.map((each) => ({ type, ...each })))
      .filter((each) => each.deadline.id === deadline)
      .map(({ type, outcome, explanation }) => [type, outcome, explanation?.text.en]);
    expect(outcomes).toEqual([
      ['RequestAssigned', 'moved', '5 working days: by the end of 2022-10-12'],
      ['ExtensionGranted', 'met', 'extended by 1 approval: by the end of 2022-10-20'],
    ]);
  });

  it('says why an extension and a suspension were granted, where that was said', async () => {
    const request = await office.assigned(TAX);
    const [deadline, path] = [`resolve:${TAX}:1`, `/requests/${request}`];
    await office.hears(await office.report(request, TAX, 'accepted', {}));
    const extension = { deadline, until: '2022-10-20', reason: '需上级批复' };
    await office.hears(await office.report(request, TAX, 'extension-requested', extension, { revision: 2 }));
    await office.does(`${path}/rule-extension`, officer, { deadline, ruling: 'granted', reason: '情况属实' });
    const suspension = { reasonCode: 'season', reason: '雨季无法施工' };
    await office.hears(await office.report(request, TAX, 'suspension-requested', suspension, { revision: 3 }));
    await office.does(`${path}/rule-suspension`, officer, { ruling: 'granted', reason: '同意挂账' });
    const { entries } = await read(request);
    const details = entries.filter(({ type }) => type.endsWith('Granted')).map(({ detail }) => detail?.zh);
    expect(details).toEqual(['区税务局，期限 2022-10-20：情况属实', '区税务局：同意挂账']);
  });

  it('explains what the plan set, the second extension and a suspension moved', async () => {
    const request = await office.assigned(TAX, [], 'complex');
    await office.hears(await office.report(request, TAX, 'accepted', {}));
    const deadline: Deadline = {
      id: `resolve:${TAX}:1`,
      subject: 'resolve',
      agency: TAX,
      rule: null,
      startedAt: '2022-09-30T09:00:00+08:00',
      dueAt: '2022-10-18T00:00:00+08:00',
      calendarVersion: 'sample',
    };
    const plan = { steps: [{ description: '核实', dueOn: '2022-10-17' }], resolveBy: '2022-10-17', deadline };
    await office.hears(await office.report(request, TAX, 'planned', plan, { revision: 2 }));
    const extend = async (until: string, revision: number) => {
      const asked = { deadline: deadline.id, until, reason: '需上级批复' };
      await office.hears(await office.report(request, TAX, 'extension-requested', asked, { revision }));
      const granting = { deadline: deadline.id, ruling: 'granted' };
      await office.does(`/requests/${request}/rule-extension`, officer, granting);
      return () => office.does(`/requests/${request}/rule-extension`, officer2, granting);
    };
    await extend('2022-10-20', 3);
    const second = await extend('2022-10-24', 5);
    await second();
    const suspension = { reasonCode: 'season', reason: '雨季无法施工' };
    await office.hears(await office.report(request, TAX, 'suspension-requested', suspension, { revision: 7 }));
    await office.does(`/requests/${request}/rule-suspension`, officer, { ruling: 'granted' });
    await office.moveClock('2022-10-08T09:00:00+08:00');
    await office.does(`/requests/${request}/resume`, officer, {});
    const { entries } = await read(request);
    const reasons = entries.flatMap(({ deadlines }) =>
      deadlines.flatMap((each) => (each.deadline.id === deadline.id ? [each.explanation?.text.en] : [])),
    );
    expect(reasons).toEqual([
      'the date that the plan sets: by the end of 2022-10-17',
      'extended by 1 approval: by the end of 2022-10-20',
      'extended by 2 approvals: by the end of 2022-10-24',
      'moved by 1 working day for the suspension: by the end of 2022-10-25',
    ]);
  });

  it('keeps to the extension where a plan that was made before it is heard after it', async () => {
    const request = await office.assigned(TAX);
    await office.hears(await office.report(request, TAX, 'accepted', {}));
    const id = `resolve:${TAX}:1`;
    const asked = { deadline: id, until: '2022-11-10', reason: '需上级批复' };
    await office.hears(await office.report(request, TAX, 'extension-requested', asked, { revision: 2 }));
    const { deadlines } = await office.view(request);
    const deadline = deadlines.find((each) => each.id === id);
    if (deadline === undefined) throw new Error(`there is no ${id}`);
    const plan = { steps: [{ description: '核实', dueOn: '2022-10-12' }], resolveBy: '2022-10-12', deadline };
    const crossing = await office.report(request, TAX, 'planned', plan, { revision: 3 });
    await office.does(`/requests/${request}/rule-extension`, officer, { deadline: id, ruling: 'granted' });
    await office.hears(crossing);
    const { entries } = await read(request);
    const told = entries.flatMap(({ type, deadlines: named }) =>
      named.filter((each) => each.deadline.id === id).map(({ outcome, deadline: { dueAt } }) => [type, outcome, dueAt]),
    );
    expect(told).toEqual([
      ['RequestAssigned', 'moved', deadline.dueAt],
      ['ExtensionGranted', 'open', '2022-11-11T00:00:00+08:00'],
    ]);
    expect((await office.view(request)).deadlines).toContainEqual({ ...deadline, dueAt: '2022-11-11T00:00:00+08:00' });
  });

  it('shows what was missed, and stays readable after a reopening', async () => {
    const request = await office.assigned(TAX);
    await office.moveClock('2022-10-14T09:00:00+08:00');
    await eventually(async () => (await office.types(request)).includes('DeadlinePassed'));
    const missed = (await read(request)).entries[2]?.deadlines[0];
    expect(missed).toMatchObject({ outcome: 'missed', metAt: null });

    await office.hears(await office.report(request, TAX, 'accepted', {}));
    await office.hears(await office.report(request, TAX, 'resolved', { outcome: OUTCOME }, { revision: 2 }));
    await office.does(`/requests/${request}/verify`, officer, { verdict: 'passed' });
    await office.does(`/requests/${request}/follow-up`, enterprise(1), { satisfaction: 'satisfied', comment: '很好' });
    await office.does(`/requests/${request}/close`, officer, {});
    await office.does(`/requests/${request}/reopen`, officer, { reason: '问题再次出现' });
    const { entries } = await read(request);
    expect(entries[2]?.deadlines[0]).toMatchObject({ outcome: 'missed' });
    expect(entries.at(-1)).toMatchObject({ type: 'RequestReopened', detail: { zh: '问题再次出现' } });
    const view = await office.view(request);
    expect(view.clocks?.agencies).toMatchObject([{ agency: TAX, running: true }]);
  });

  it('shows nothing as missed while the request is suspended', async () => {
    const request = await office.assigned(TAX);
    await office.hears(await office.report(request, TAX, 'accepted', {}));
    const suspension = { reasonCode: 'season', reason: '雨季无法施工' };
    await office.hears(await office.report(request, TAX, 'suspension-requested', suspension, { revision: 2 }));
    await office.does(`/requests/${request}/rule-suspension`, officer, { ruling: 'granted' });
    const resolve = async () => {
      const { clocks } = await office.view(request);
      const { outcome } = (await read(request)).entries[2]?.deadlines[0] ?? {};
      return [outcome, clocks?.deadlines.find(({ subject }) => subject === 'resolve')];
    };
    const before = await resolve();
    expect(before).toMatchObject(['open', { status: 'open' }]);
    await office.moveClock('2022-10-28T09:00:00+08:00');
    expect(await resolve()).toEqual(before);
  });
});
