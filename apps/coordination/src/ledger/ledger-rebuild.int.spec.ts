import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import type { Pool } from 'pg';
import { enterprise, FINANCE, HRSS, MARKET, officer, TAX } from '../testing/people';
import { eventually } from '../testing/eventually';
import { OUTCOME, TestOffice, triage } from '../testing/test-office';
import { countsOf, Difference, type Count } from './ledger-counts';
import type { LedgerFold } from './ledger-fold';
import { LedgerProjection } from './ledger-projection';

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

async function rowsOf(pool: Pool): Promise<Record<string, unknown[]>> {
  const all: Record<string, unknown[]> = {};
  for (const [table, key] of Object.entries(TABLES)) {
    const where = table === 'ledger_counts' ? 'WHERE n <> 0' : '';
    all[table] = (await pool.query(`SELECT * FROM ${table} ${where} ORDER BY ${key}`)).rows;
  }
  return all;
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

  // The same log from the beginning, in batches of another size, into empty tables.
  const fresh = await createTestDatabase();
  const other = await TestOffice.start(fresh.url);
  const projection = new LedgerProjection();
  for await (const events of office.store.readAll({ batchSize: 7 })) {
    const tx = await other.pool.connect();
    await tx.query('BEGIN');
    await projection.handle(events, tx);
    await tx.query('COMMIT');
    tx.release();
  }
  expect(await rowsOf(other.pool)).toEqual(live);
  await other.service.close();
  await fresh.drop();
}, 60_000);
