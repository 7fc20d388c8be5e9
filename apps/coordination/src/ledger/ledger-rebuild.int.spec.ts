import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { prepareProjection, runProjection, tablesOf, type Projection } from '@sanban/event-store';
import { REQUEST_STREAMS } from '../requests/request-stream';
import type { Pool } from 'pg';
import { enterprise, FINANCE, HRSS, MARKET, officer, TAX } from '../testing/people';
import { eventually } from '../testing/eventually';
import { OUTCOME, TestOffice, triage } from '../testing/test-office';
import { countsOf, Difference, type Count } from './ledger-counts';
import type { LedgerFold } from './ledger-fold';
import { LedgerProjection } from './ledger-projection';
import { LEDGER, LEDGER_VERSION } from './ledger-schema';

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

const TABLES = {
  ledger_requests: 'ordinal',
  ledger_participants: 'case_file',
  ledger_texts: 'ordinal',
  ledger_counts: 'region, measure, agency, state',
  ledger_numbers: 'series',
  ledger_folds: 'request',
};

async function rowsOf(pool: Pool): Promise<Record<keyof typeof TABLES, Record<string, unknown>[]>> {
  const of = async (table: keyof typeof TABLES, where = '') =>
    (await pool.query<Record<string, unknown>>(`SELECT * FROM ${table} ${where} ORDER BY ${TABLES[table]}`)).rows;
  return {
    ledger_requests: await of('ledger_requests'),
    ledger_participants: await of('ledger_participants'),
    ledger_texts: await of('ledger_texts'),
    ledger_counts: await of('ledger_counts', 'WHERE n <> 0'),
    ledger_numbers: await of('ledger_numbers'),
    ledger_folds: await of('ledger_folds'),
  };
}

/** The ledger under another version. */
function projectionOf(version: number): Projection {
  const ledger = new LedgerProjection();
  return {
    name: 'ledger',
    version,
    tables: ledger.tables,
    handle: (events, tx, tables) => ledger.handle(events, tx, tables),
  };
}

/** A small generator, so that a failure can be repeated. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
}

/** Commands as they come: most fit, some are refused, which must leave no trace either. */
async function play(steps: number, roll: (sides: number) => number): Promise<void> {
  const agencies = [TAX, FINANCE, HRSS, MARKET];
  const pick = <T>(list: readonly T[]): T | undefined => list[roll(list.length)];
  const requests: string[] = [];
  const revisions = new Map<string, number>();
  const report = async (request: string, fact: 'accepted' | 'returned' | 'resolved' | 'opinion-given') => {
    const { participants } = await office.view(request);
    const part = fact === 'opinion-given' ? participants.find(({ role }) => role === 'cooperating') : participants[0];
    if (part === undefined) return;
    const revision = (revisions.get(part.caseFile) ?? 0) + 1;
    revisions.set(part.caseFile, revision);
    const sent = {
      accepted: () => office.report(request, part.agency, 'accepted', {}, { revision }),
      returned: () =>
        office.report(request, part.agency, 'returned', { reason: '不属职责', suggestedLead: null }, { revision }),
      resolved: () => office.report(request, part.agency, 'resolved', { outcome: OUTCOME }, { revision }),
      'opinion-given': () => office.report(request, part.agency, 'opinion-given', { opinion: '同意' }, { revision }),
    };
    await office.hears(await sent[fact]());
  };
  for (let step = 0; step < steps; step += 1) {
    const request = pick(requests.slice(-8));
    const path = `/requests/${request ?? ''}`;
    const post = (verb: string, body: object) => office.call('POST', `${path}/${verb}`, officer, body);
    const lead = pick(agencies) ?? TAX;
    const others = { lead, cooperating: agencies.filter((agency) => agency !== lead && roll(3) === 0) };
    const way = roll(16);
    if (request === undefined || way < 2) requests.push(await office.submitted(1 + roll(5)));
    else if (way < 4) await post('triage', triage(roll(3) === 0 ? 'complex' : 'general'));
    else if (way < 6) await post('assign', others);
    else if (way < 8) await report(request, 'accepted');
    else if (way === 8) await report(request, pick(['returned', 'opinion-given', 'resolved'] as const) ?? 'resolved');
    else if (way === 9 || way > 13) await report(request, 'resolved');
    else if (way === 10) await post('reassign', { ...others, reason: '调整牵头单位' });
    else if (way === 11)
      await post('verify', roll(3) === 0 ? { verdict: 'failed', note: '未办好' } : { verdict: 'passed' });
    else if (way === 12) {
      const satisfaction = pick(['satisfied', 'dissatisfied']);
      await office.call('POST', `${path}/follow-up`, enterprise(1), { satisfaction });
      await post('follow-up', { satisfaction });
      await post('close', { ruling: '非部门原因' });
    } else await post('reopen', { reason: '问题再次出现' });
  }
}

it('keeps its counters equal to a recount, and a rebuild gives the same rows', async () => {
  await play(400, dice(20_220_822));
  await office.moveClock('2022-09-20T09:00:00+08:00');
  await eventually(async () => {
    const { rows } = await office.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM timers WHERE due_at < $1', [
      '2022-09-20T09:00:00+08:00',
    ]);
    return rows[0]?.n === 0;
  });
  await office.ledgerUpToDate();

  const states = await office.pool.query<{ n: number }>('SELECT count(DISTINCT state)::int AS n FROM ledger_requests');
  expect(states.rows[0]?.n).toBeGreaterThan(4);

  const folds = await office.pool.query<{ fold: LedgerFold }>('SELECT fold FROM ledger_folds');
  const recount = new Difference();
  for (const { fold } of folds.rows) recount.add(countsOf(fold), 1);
  const live = await rowsOf(office.pool);
  const counted = new Difference();
  const { rows: counts } = await office.pool.query<Omit<Count, 'n'> & { n: string }>('SELECT * FROM ledger_counts');
  for (const count of counts) counted.add([{ ...count, n: Number(count.n) }], 1);
  expect(counted.counts()).toEqual(recount.counts());
  const byState = await office.pool.query<{ state: string; n: string }>(
    'SELECT state, count(*) AS n FROM ledger_requests GROUP BY state',
  );
  const ofStates = recount.counts().filter(({ measure }) => measure === 'state');
  expect(Object.fromEntries(ofStates.map(({ state, n }) => [state, n]))).toEqual(
    Object.fromEntries(byState.rows.map(({ state, n }) => [state, Number(n)])),
  );

  // The next version is built from the beginning of the log, beside the one in use, while more requests come in.
  const stopping = new AbortController();
  const projection: Projection = { ...projectionOf(LEDGER_VERSION + 1), filter: { streamPrefixes: [REQUEST_STREAMS] } };
  await prepareProjection(office.pool, projection);
  const building = runProjection({
    pool: office.pool,
    store: office.store,
    projection,
    onAlert: ({ error }) => {
      throw error;
    },
    signal: stopping.signal,
  });
  const numbers = new Map<string, string>();
  const before = tablesOf({ tables: LEDGER, version: LEDGER_VERSION });
  const inUse = async () =>
    (await office.pool.query<{ old: string | null }>('SELECT to_regclass($1) AS old', [before.ledger_requests])).rows[0]
      ?.old;
  for (let requests = 0; (await inUse()) !== null;) {
    await office.submitted(1);
    const { rows } = await office.pool.query<{ id: string; number: string }>('SELECT id, number FROM ledger_requests');
    expect(rows.length).toBeGreaterThanOrEqual(requests);
    requests = rows.length;
    for (const { id, number } of rows) {
      expect(number).toBe(numbers.get(id) ?? number);
      numbers.set(id, number);
    }
  }
  await office.ledgerUpToDate();
  const rebuilt = await rowsOf(office.pool);
  stopping.abort();
  await building;
  const ofBefore = new Set(live.ledger_requests.map(({ id }) => id));
  expect(rebuilt.ledger_requests.filter(({ id }) => ofBefore.has(id))).toEqual(live.ledger_requests);
  expect(rebuilt.ledger_requests.length).toBeGreaterThan(live.ledger_requests.length);

  // The same log once more, in batches of another size, into empty tables.
  const fresh = await createTestDatabase();
  const other = await TestOffice.start(fresh.url);
  for await (const events of office.store.readAll({ batchSize: 7 })) {
    const tx = await other.pool.connect();
    await tx.query('BEGIN');
    await new LedgerProjection().handle(events, tx, before);
    await tx.query('COMMIT');
    tx.release();
  }
  expect(await rowsOf(other.pool)).toEqual(rebuilt);
  await other.service.close();
  await fresh.drop();
});
