import { caseFileQuery } from '@sanban/contracts';
import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { tablesOf } from '@sanban/event-store';
import { searchVector } from '@sanban/service-kit';
import { TestDesk } from '../testing/desk';
import { CaseFileList } from './case-file-list';
import { CASE_FILES, CASE_FILES_VERSION } from './case-files-schema';
import { caseFileCursor } from './cursor';

const AGENCY = '530902/finance';
const { case_files, case_file_texts } = tablesOf({ tables: CASE_FILES, version: CASE_FILES_VERSION });
const NOW = new Date('2022-08-22T09:00:00+08:00');
const PLACE = caseFileCursor.write(['2022-03-01T00:00:00.000Z', '00000000-0000-4000-8000-000000000000']);

/** 200,000 case files of 20 agencies over a year; one in fifty is overdue. */
const GENERATE = `
  INSERT INTO case_files (id, request, agency, role, state, round, title, enterprise_id, enterprise_name, kind, action,
                          policy_basis, assigned_at, due_at, opened_at, revision, record)
  SELECT md5(n::text)::uuid, gen_random_uuid(),
         CASE n % 20 WHEN 0 THEN '${AGENCY}' ELSE '530902/agency-' || n % 20 END,
         CASE n % 3 WHEN 0 THEN 'cooperating' ELSE 'lead' END,
         (ARRAY['open','accepted','planned','resolved','closed','closed','closed','closed'])[1 + (n / 20) % 8], 1,
         (ARRAY['留抵退税到账慢','货款被拖欠','融资担保困难','用工短缺','物流通行证'])[1 + n % 5] || '（' || n || '）',
         'E' || n % 5000, '临沧第' || n % 5000 || '号茶业有限公司', 'general', 'tax-reduction', 'supported',
         timestamptz '2021-08-22 09:00+08' + n * interval '157 seconds',
         CASE WHEN (n / 20) % 8 < 3 THEN timestamptz '2022-08-22 09:00+08' + ((n / 20) % 50 - 3) * interval '1 day' END,
         now(), 3, '{}'
    FROM generate_series(1, 200000) AS n`;
const TITLES = ['留抵退税到账慢', '货款被拖欠', '融资担保困难', '用工短缺', '物流通行证'];
/** Of the agency each title with its number, and once a rare word; the others say much the same. */
const vectors = () =>
  Array.from({ length: 200_000 }, (_, index) => {
    const n = index + 1;
    return n % 20 === 0
      ? searchVector([`${TITLES[n % 5]}（${n}）${n === 100_000 ? '康乃馨' : ''}`, `临沧第${n % 5000}号茶业有限公司`])
      : (OTHERS[n % OTHERS.length] ?? '');
  });
const OTHERS = Array.from({ length: 1_000 }, (_, n) =>
  searchVector([`${TITLES[n % 5]}（${n}）`, `临沧第${n % 5000}号茶业有限公司`]),
);

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Rows': number;
  'Rows Removed by Filter'?: number;
  Plans?: PlanNode[];
}

describe('pages out of 200,000 case files', () => {
  let database: TestDatabase;
  let desk: TestDesk;

  beforeAll(async () => {
    database = await createTestDatabase();
    desk = await TestDesk.start('finance', database.url);
    await desk.pool.query(GENERATE);
    await desk.pool.query(
      `INSERT INTO case_file_texts
       SELECT md5(n::text)::uuid, CASE n % 20 WHEN 0 THEN '${AGENCY}' ELSE '530902/agency-' || n % 20 END, search::tsvector
       FROM unnest($1::text[]) WITH ORDINALITY AS t(search, n)`,
      [vectors()],
    );
    await desk.pool.query('INSERT INTO requests_heard SELECT request, 5 FROM case_files');
    await desk.pool.query(`VACUUM ANALYZE ${case_files}, ${case_file_texts}, requests_heard`);
  }, 120_000);
  afterAll(async () => {
    await desk.service.close();
    await database.drop();
  });

  async function nodes(query: Record<string, unknown>): Promise<PlanNode[]> {
    const list = desk.service.app.get(CaseFileList, { strict: false });
    const select = list.select(AGENCY, caseFileQuery.parse(query), NOW);
    if (select === null) throw new Error('nothing to look for');
    const [sql, parameters] = select.getQueryAndParameters();
    const { rows } = await desk.pool.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
      `EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`,
      parameters,
    );
    const flat = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(flat)];
    return flat(rows[0]!['QUERY PLAN'][0].Plan);
  }

  it.each([
    ['the first page', {}, `${case_files}_by_agency`, 60],
    ['a late page', { cursor: PLACE }, `${case_files}_by_agency`, 60],
    ['one state', { state: 'accepted' }, `${case_files}_by_state`, 60],
    ['a late page of one state', { state: 'closed', cursor: PLACE }, `${case_files}_by_state`, 60],
    ['one role', { role: 'cooperating' }, `${case_files}_by_agency`, 400],
    ['what is overdue', { overdue: 'true' }, `${case_files}_by_`, 2_500],
    ['a word that is rare', { text: '（199980）' }, `${case_file_texts}_by_text`, 60],
    ['a rare word of two characters', { text: '康乃' }, `${case_file_texts}_by_text`, 60],
    ['a word that is everywhere', { text: '茶业' }, `${case_files}_by_agency`, 400],
  ])('%s is read by an index, and little else is read', async (_what, query, index, most) => {
    const plan = await nodes(query);
    const scans = plan.filter((node) => node['Node Type'].includes('Scan'));
    expect(scans.map((node) => node['Node Type'])).not.toContain('Seq Scan');
    expect(scans.map((node) => node['Index Name'])).toContainEqual(expect.stringContaining(index));
    const read = scans
      .filter((node) => node['Relation Name']?.startsWith('case_file'))
      .map((node) => node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0));
    expect(Math.max(...read)).toBeLessThanOrEqual(most);
    expect(plan[0]!['Actual Rows']).toBeGreaterThan(0);
  });
});
