import { caseFilePage, type CaseFilePage } from '@sanban/contracts';
import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import type { RecordedEvent } from '@sanban/event-store';
import { person, TestDesk } from '../testing/desk';
import { OfficeRequest } from '../testing/office';
import { projectCaseFiles } from './case-files-projection';
import { CASE_FILES } from './case-files-schema';
import { caseFileStreamPrefix } from './stream';

const AGENCY = '530902/finance';

describe('the list of case files', () => {
  let database: TestDatabase;
  let desk: TestDesk;
  const handler = person('handler', AGENCY);

  beforeAll(async () => {
    database = await createTestDatabase();
    desk = await TestDesk.start('finance', database.url);
  });
  afterAll(async () => {
    await desk.service.close();
    await database.drop();
  });

  const list = async (query: string) => {
    const { status, body } = await desk.call('GET', `${AGENCY}/case-files?${query}`, handler);
    return { status, body: body as CaseFilePage & Record<string, unknown> };
  };
  const idsOf = async (query: string) => (await list(query)).body.items.map(({ id }) => id);

  describe('of a few case files', () => {
    const ids: string[] = [];

    beforeAll(async () => {
      for (const [index, title] of [
        '留抵退税到账慢',
        '货款被拖欠100%',
        '融资_担保',
        '留抵退税未到账',
        '用工短缺',
      ].entries()) {
        const office =
          index === 2
            ? OfficeRequest.of(desk.programmes, '530902/tax', [AGENCY])
            : OfficeRequest.of(desk.programmes, AGENCY);
        office.at = `2022-08-2${index + 2}T09:00:00+08:00`;
        await desk.hears(office.assigned(title));
        ids.push(office.caseFileOf(AGENCY));
      }
      await desk.call('POST', `${AGENCY}/case-files/${ids[3]}/accept`, handler);
      for (const id of ids) await desk.listed(id);
    });

    it('is newest first', async () => {
      expect(await idsOf('')).toEqual(ids.toReversed());
    });

    it('comes in pages that neither miss nor repeat', async () => {
      const seen: string[] = [];
      for (let cursor = ''; ;) {
        const { body } = await list(`limit=2${cursor}`);
        seen.push(...body.items.map(({ id }) => id));
        if (body.next === null) break;
        cursor = `&cursor=${body.next}`;
      }
      expect(seen).toEqual(ids.toReversed());
    });

    it.each([
      ['state=accepted', [3]],
      ['state=open', [4, 2, 1, 0]],
      ['role=cooperating', [2]],
      ['role=lead&state=open', [4, 1, 0]],
      ['text=退税', [3, 0]],
      ['text=100%25', [1]],
      ['text=%25', []],
      ['text=_', []],
      ['text=拖欠', [1]],
      ['text=担保', [2]],
      ['text=到账 留抵', [3, 0]],
      ['text=到账 慢', [0]],
      ['text=茶业', [4, 3, 2, 1, 0]],
      ['text=没有', []],
      ['overdue=true', []],
      ['overdue=false', [4, 3, 2, 1, 0]],
    ])('%s', async (query, expected) => {
      expect(await idsOf(query)).toEqual(expected.map((index) => ids[index]));
    });

    it('knows what is overdue by the present moment', async () => {
      const { body } = await list('');
      const [due] = body.items.map(({ dueAt }) => dueAt).sort();
      await desk.moveClock(new Date(Date.parse(due!) + 1).toISOString());
      const overdue = await list('overdue=true');
      expect(overdue.body.items.length).toBeGreaterThan(0);
      for (const item of overdue.body.items) expect(item).toMatchObject({ dueAt: due, overdue: true });
      const others = await list('overdue=false');
      expect(others.body.items.length + overdue.body.items.length).toBe(ids.length);
    });

    it('carries what a reconciliation compares', async () => {
      const { status, body } = await desk.call('GET', `${AGENCY}/case-files`, person('auditor', null));
      expect(status).toBe(200);
      const page = caseFilePage.parse(body);
      expect(page).toEqual(body);
      expect(page.items[0]).toMatchObject({
        id: ids[4],
        agency: AGENCY,
        role: 'lead',
        state: 'open',
        round: 1,
        revision: 0,
        requestRevision: 3,
      });
    });

    it.each(['cursor=nonsense', 'limit=0', 'limit=1000', 'state=nonsense', 'surprise=1', 'overdue=maybe'])(
      'refuses %s',
      async (query) => {
        expect((await list(query)).status).toBe(400);
      },
    );

    const NIL = '00000000-0000-0000-0000-000000000000';
    it.each([
      ['the year 0', ['0000-01-01T00:00:00.000Z', NIL]],
      ['an offset that PostgreSQL does not know', ['2022-08-22T00:00:00.000+23:59', NIL]],
      ['a year in six digits', ['+012022-08-22T00:00:00.000Z', NIL]],
      ['a day that no month has', ['2022-02-30T00:00:00.000Z', NIL]],
      ['no instant', ['now', NIL]],
      ['no id', ['2022-08-22T00:00:00.000Z', 'x']],
    ])('refuses a cursor with %s', async (_what, place) => {
      const cursor = Buffer.from(JSON.stringify(['case-files', place])).toString('base64url');
      expect(await list(`cursor=${cursor}`)).toMatchObject({ status: 400, body: { code: 'invalid-cursor' } });
    });
  });

  it('shows and finds a case file whose title is one long word', async () => {
    const office = OfficeRequest.of(desk.programmes, AGENCY);
    await desk.hears(office.assigned('㌖'.repeat(200)));
    await desk.listed(office.caseFileOf(AGENCY));
    expect(await idsOf(`text=${encodeURIComponent('キロメートルキロ')}`)).toEqual([office.caseFileOf(AGENCY)]);
  });

  it('keeps what was overdue when it was suspended among the overdue, and nothing else', async () => {
    const [late, early] = [OfficeRequest.of(desk.programmes, AGENCY), OfficeRequest.of(desk.programmes, AGENCY)];
    await desk.hears(late.assigned(), early.assigned());
    early.at = '2022-08-24T09:00:00+08:00';
    late.at = '2022-08-31T09:00:00+08:00';
    await desk.moveClock(late.at);
    for (const office of [late, early]) {
      const caseFile = office.caseFileOf(AGENCY);
      await desk.call('POST', `${AGENCY}/case-files/${caseFile}/accept`, handler);
      await desk.hears(office.says('suspension-granted', { agency: AGENCY, caseFile }));
      await desk.listed(caseFile);
    }
    const overdue = await idsOf('overdue=true&limit=200');
    expect(overdue).toContain(late.caseFileOf(AGENCY));
    expect(overdue).not.toContain(early.caseFileOf(AGENCY));
    const seen = async (office: OfficeRequest) =>
      (await desk.call('GET', `${AGENCY}/case-files/${office.caseFileOf(AGENCY)}`, handler)).body;
    expect(await seen(late)).toMatchObject({ overdue: true, dueAt: '2022-08-30T00:00:00+08:00' });
    expect(await seen(early)).toMatchObject({ overdue: false, dueAt: null });
  });

  it('is the same when it is built again from the log, in whatever batches', async () => {
    const offices = Array.from({ length: 12 }, () => OfficeRequest.of(desk.programmes, AGENCY, ['530902/tax']));
    await desk.hears(...offices.map((office) => office.assigned()));
    for (const [index, office] of offices.entries()) {
      const path = `${AGENCY}/case-files/${office.caseFileOf(AGENCY)}`;
      if (index % 2 === 0) await desk.call('POST', `${path}/accept`, handler);
      if (index % 3 === 0) await desk.call('POST', `${path}/progress`, handler, { body: { text: '进展' } });
      if (index % 4 === 0)
        await desk.call('POST', `${path}/resolve`, handler, {
          body: { summary: '办结', result: 'explained', evidence: [] },
        });
    }
    await desk.hears(...offices.slice(0, 6).map((office) => office.reassigned('530902/tax', [])));
    const { rows: live } = await desk.pool.query<{ id: string }>('SELECT id FROM case_files');
    for (const { id } of live) await desk.listed(id);

    const prefix = caseFileStreamPrefix('finance');
    const events: RecordedEvent[] = [];
    for await (const batch of desk.store.readAll({ filter: { streamPrefixes: [prefix] } })) events.push(...batch);
    const client = await desk.pool.connect();
    try {
      await client.query('CREATE SCHEMA anew');
      await client.query('SET search_path = anew, public');
      for (const [table, create] of Object.entries(CASE_FILES)) await client.query(create(table));
      const plain = { case_files: 'case_files', case_file_texts: 'case_file_texts' };
      for (const [start, end] of cuts(events.length, 7))
        await projectCaseFiles(events.slice(start, end), prefix, client, plain);
      // Once more over what is there already: nothing moves.
      for (const [start, end] of cuts(events.length, 50))
        await projectCaseFiles(events.slice(start, end), prefix, client, plain);
      const { rows: different } = await client.query(
        `(TABLE anew.case_files EXCEPT TABLE finance.case_files) UNION ALL (TABLE finance.case_files EXCEPT TABLE anew.case_files)`,
      );
      const { rows: count } = await client.query('SELECT count(*)::int AS lines FROM case_files');
      expect(different).toEqual([]);
      expect(count).toEqual([{ lines: new Set(events.map(({ stream }) => stream)).size }]);
    } finally {
      client.release(true);
    }
  });
});

const cuts = (length: number, size: number): [number, number][] =>
  Array.from({ length: Math.ceil(length / size) }, (_, index) => [index * size, (index + 1) * size]);
