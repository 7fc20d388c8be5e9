import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { ledgerQuery } from '@sanban/contracts';
import { tablesOf } from '@sanban/event-store';
import { searchVector } from '@sanban/service-kit';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { FINANCE, TAX } from '../testing/people';
import { TestOffice } from '../testing/test-office';
import { ledgerCursor } from './cursor';
import { LedgerPages } from './ledger-pages';
import { LEDGER, LEDGER_VERSION } from './ledger-schema';
import type { Visible } from './visibility';

const ROWS = 100_000;
/** Blocks: to look every row up by an index takes three times as many. How long it takes depends on what else the machine does. */
const LOOKED_AT = ROWS;
let database: TestDatabase;
let office: TestOffice;
let pages: LedgerPages;
beforeAll(async () => {
  database = await createTestDatabase();
  office = await TestOffice.start(database.url);
  pages = office.service.app.get(LedgerPages, { strict: false });
  await fill();
}, 120_000);
afterAll(async () => {
  await office.service.close();
  await database.drop();
});

/** Rows as a busy province has them: most are closed, a hundredth is overdue, three regions, 26 agencies. */
async function fill(): Promise<void> {
  const topics = ['留抵退税到账慢', '流动资金贷款难', '社保费缓缴手续', '房租减免未落实', '拖欠账款清偿', '通行证办理'];
  const vectors = Array.from({ length: 2_000 }, (_, n) =>
    searchVector([topics[n % topics.length] ?? '', `企业反映的困难问题之${n}`, n === 7 ? '康乃馨行动' : '一般情况']),
  );
  await office.pool.query(`
    INSERT INTO ledger_requests
    SELECT n, gen_random_uuid(), '530902-2022-' || n, (ARRAY['530902', '530902', '530000'])[1 + n % 3], 'linxiang-2022',
      'e' || n % 5000, '某企业', '某诉求', (ARRAY['general', 'general', 'complex'])[1 + n % 3],
      'action-' || n % 13, '{}', 'supported',
      CASE WHEN n % 10 < 8 THEN 'closed' ELSE (ARRAY['submitted', 'assigned', 'handling', 'resolved'])[1 + (n / 10) % 4] END,
      '530902/a' || n % 26, '{}', now(), NULL, NULL, NULL, NULL, NULL, n % 100 = 9, 0, 0, 0, 0, NULL, 3
    FROM generate_series(1, ${ROWS}) AS n`);
  await office.pool.query(`
    INSERT INTO ledger_participants
    SELECT gen_random_uuid(), n, gen_random_uuid(),
      CASE WHEN n % 4 = 0 THEN '${TAX}' WHEN n % 500 = 1 THEN '${FINANCE}' ELSE '530902/a' || n % 26 END, 'lead', 'open', true
    FROM generate_series(1, ${ROWS}) AS n`);
  await office.pool.query(
    `INSERT INTO ledger_texts SELECT n, ($1::text[])[1 + n % ${vectors.length}]::tsvector FROM generate_series(1, ${ROWS}) AS n`,
    [vectors],
  );
  const { ledger_requests, ledger_participants, ledger_texts } = tablesOf({ tables: LEDGER, version: LEDGER_VERSION });
  await office.pool.query(`VACUUM ANALYZE ${ledger_requests}, ${ledger_participants}, ${ledger_texts}`);
}

interface Plan {
  'Node Type': string;
  'Relation Name'?: string | undefined;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  Plans?: Plan[] | undefined;
}
const plan: z.ZodType<Plan> = z.lazy(() =>
  z.looseObject({
    'Node Type': z.string(),
    'Relation Name': z.string().optional(),
    'Shared Hit Blocks': z.int(),
    'Shared Read Blocks': z.int(),
    Plans: z.array(plan).optional(),
  }),
);
const explained = z.array(z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: plan })]) }));

const nodes = (node: Plan): Plan[] => [node, ...(node.Plans ?? []).flatMap(nodes)];

async function explain(query: Record<string, string>, visible: Visible) {
  const select = pages.select(ledgerQuery.parse(query), visible);
  if (select === null) throw new Error('nothing to look for');
  const [sql, parameters] = select.getQueryAndParameters();
  const answer: unknown = await office.service.app
    .get(DataSource)
    .query(`EXPLAIN (ANALYZE, BUFFERS, TIMING off, FORMAT JSON) ${sql}`, parameters);
  const [row] = explained.parse(answer);
  if (row === undefined) throw new Error('no plan');
  const [{ Plan: root }] = row['QUERY PLAN'];
  return {
    blocks: root['Shared Hit Blocks'] + root['Shared Read Blocks'],
    sequential: nodes(root).filter((node) => node['Node Type'].includes('Seq Scan')),
  };
}

/** Every subset of the filters, a cursor among them. */
function combinations(filters: Record<string, string>): Record<string, string>[] {
  return Object.entries(filters).reduce<Record<string, string>[]>(
    (all, [name, value]) => [...all, ...all.map((one) => ({ ...one, [name]: value }))],
    [{}],
  );
}

const FILTERS = {
  region: '530902',
  action: 'action-3',
  state: 'handling',
  kind: 'complex',
  overdue: 'true',
  agency: TAX,
  text: '退税',
};
const READERS: Record<string, Visible> = {
  auditor: {},
  office: { region: '530902' },
  agency: { agency: FINANCE },
  enterprise: { enterprise: 'e17' },
};

it.each(Object.entries(READERS))(
  'answers every combination of filters by an index for: %s',
  async (_, visible) => {
    for (const query of combinations(FILTERS)) {
      const { blocks, sequential } = await explain(query, visible);
      expect({ query, sequential }).toEqual({ query, sequential: [] });
      expect(blocks).toBeLessThan(LOOKED_AT);
    }
  },
  120_000,
);

it.each([
  ['a word that nearly everybody writes', { text: '企业' }],
  ['a rare word', { text: '康乃馨' }],
  ['a single character', { text: '税' }],
  ['a word that nobody writes', { text: '火星' }],
  ['a page far back', { cursor: ledgerCursor.write('1000') }],
  ['what is closed', { state: 'closed', agency: FINANCE }],
])('finds %s by an index', async (_, query) => {
  const { blocks, sequential } = await explain(query, {});
  expect(sequential).toEqual([]);
  expect(blocks).toBeLessThan(LOOKED_AT);
});
