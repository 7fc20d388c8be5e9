import { Client } from 'pg';
import { openTestLog, type TestLog } from '../testing/test-log';
import { INSERT_MANY, INSERT_ONE } from './insert-rows';
import { ALL, BY_PREFIX, BY_TYPE, HEAD, STREAM } from './scan';
import { SESSION } from './session';

/** 60,000 events: 3,000 streams, one event in a thousand of a rare type. Statistics are as wrong as they are on a new log. */
const FILL = `INSERT INTO event_log
SELECT n, md5(n::text)::uuid, CASE WHEN n % 2 = 0 THEN 'a.thing-' ELSE 'b.thing-' END || n % 3000, n / 3000,
       CASE WHEN n % 1000 = 0 THEN 'Rare' ELSE 'Common' END, 1, '{}', '{}'
FROM generate_series(1, 60000) n`;

interface Plan {
  'Node Type': string;
  'Index Name'?: string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: Plan[];
}

const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];

describe.each(['fresh', 'analyzed'])('the plans of the hot statements on a %s log', (statistics) => {
  let log: TestLog;
  let client: Client;
  beforeAll(async () => {
    log = await openTestLog();
    client = new Client({ connectionString: log.url });
    await client.connect();
    await client.query(SESSION.join(';'));
    if (statistics === 'fresh') await client.query('ALTER TABLE event_log SET (autovacuum_enabled = false)');
    await client.query(FILL);
    if (statistics === 'analyzed') await client.query('ANALYZE event_log');
  });
  afterAll(async () => {
    await client.end();
    await log.close();
  });

  /** Which indexes serve it, and how many rows of the log it touched. */
  async function explain({ name, text }: { name: string; text: string }, types: string, values: string) {
    await client.query(`PREPARE ${name}${types} AS ${text}`);
    await client.query('BEGIN');
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
      `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) EXECUTE ${name}${values}`,
    );
    await client.query('ROLLBACK');
    const all = nodes(rows[0]?.['QUERY PLAN'][0].Plan ?? { 'Node Type': 'none', 'Actual Rows': 0, 'Actual Loops': 0 });
    const scans = all.filter((node) => 'Index Name' in node || node['Relation Name'] === 'event_log');
    const reads = scans.filter((node) => node['Node Type'] !== 'ModifyTable');
    return {
      indexes: [...new Set(reads.map((node) => node['Index Name'] ?? node['Node Type']))].sort(),
      // Rows are given as an average per loop, rounded.
      touched: Math.round(
        reads.reduce(
          (sum, node) => sum + (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
          0,
        ),
      ),
    };
  }

  it('the head, a stream and the whole log read what they give, and no more', async () => {
    expect(await explain(HEAD, '', '')).toEqual({ indexes: ['event_log_pkey'], touched: 1 });
    expect(await explain(STREAM, '(text, int, int)', "('a.thing-4', 5, 10)")).toEqual({
      indexes: ['event_log_stream_revision'],
      touched: 10,
    });
    expect(await explain(ALL, '(bigint, bigint, int)', '(30000, 90000, 100)')).toEqual({
      indexes: ['event_log_pkey'],
      touched: 100,
    });
  });

  it('a filter by prefix reads along the positions, within its window', async () => {
    const read = await explain(BY_PREFIX, '(bigint, bigint, int, text[])', "(30000, 50000, 100, '{a.,c.}')");
    expect(read).toEqual({ indexes: ['event_log_pkey'], touched: 200 });
    const none = await explain(
      { ...BY_PREFIX, name: 'none' },
      '(bigint, bigint, int, text[])',
      "(30000, 50000, 100, '{x.}')",
    );
    expect(none).toEqual({ indexes: ['event_log_pkey'], touched: 20_000 });
  });

  it('a filter by type does not read the other types', async () => {
    const values = "(1000, 90000, 10, '{Rare,Unheard}', NULL)";
    const read = await explain(BY_TYPE, '(bigint, bigint, int, text[], text[])', values);
    expect(read.indexes).toEqual(['event_log_type']);
    expect(read.touched).toBeLessThanOrEqual(11);
  });

  it('an append asks for the head and for each stream once, and each by an index', async () => {
    const counters = async () => {
      const { rows } = await client.query<Record<'seq' | 'idx' | 'rows', string>>(
        `SELECT seq_scan AS seq, idx_scan AS idx, idx_tup_fetch AS rows FROM pg_stat_xact_user_tables WHERE relname = 'event_log'`,
      );
      return [Number(rows[0]?.seq), Number(rows[0]?.idx), Number(rows[0]?.rows)];
    };
    await client.query('BEGIN');
    const before = await counters();
    await client.query(`SELECT event_log_append('{a.thing-2,a.thing-4,new}', '{-2,19,-1}', '{1,1,1}', '{1,2,3}', '{1,1,1}',
      ARRAY[gen_random_uuid(), gen_random_uuid(), gen_random_uuid()], '{T,T,T}', '{1,1,1}', '{"{}","{}","{}"}', '{"{}","{}","{}"}')`);
    const [tableScans, indexScans, fetched] = (await counters()).map((count, nth) => count - (before[nth] ?? 0));
    await client.query('ROLLBACK');
    expect({ tableScans, indexScans }).toEqual({ tableScans: 0, indexScans: 4 });
    // The stream that does not exist yet has nothing to fetch; what the index alone answers is not fetched.
    expect(fetched).toBeLessThanOrEqual(3);
  });

  it('an insertion whose place is known looks for the event before it, and for nothing else', async () => {
    const one = `(60001, gen_random_uuid(), 'new', 0, 'T', 1, '{}', '{}', md5('60000')::uuid)`;
    expect(await explain(INSERT_ONE, '(bigint, uuid, text, int, text, int, json, json, uuid)', one)).toEqual({
      indexes: ['event_log_id'],
      touched: 1,
    });
    const many = `('{60001}', ARRAY[gen_random_uuid()], '{new}', '{0}', '{T}', '{1}', ARRAY['{}'], ARRAY['{}'], md5('60000')::uuid)`;
    const types = '(bigint[], uuid[], text[], int[], text[], int[], text[], text[], uuid)';
    expect(await explain(INSERT_MANY, types, many)).toEqual({ indexes: ['event_log_id'], touched: 1 });
  });
});
