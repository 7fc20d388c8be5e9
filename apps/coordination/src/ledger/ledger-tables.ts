import { searchVector, type TableNames } from '@sanban/service-kit';
import type { PoolClient } from 'pg';
import type { LedgerFold } from './ledger-fold';
import type { Count } from './ledger-counts';
import type { LedgerTable } from './ledger-schema';

/** Under which names the version at hand keeps its tables. */
type Names = TableNames<LedgerTable>;

const write = (tx: PoolClient, name: string, text: string, rows: readonly object[]) =>
  tx.query({ name, text, values: [JSON.stringify(rows)] });

/** Folds of the requests that the ledger knows. */
export async function loadFolds(
  tx: PoolClient,
  { ledger_folds }: Names,
  requests: readonly string[],
): Promise<Map<string, LedgerFold>> {
  const { rows } = await tx.query<{ request: string; fold: LedgerFold }>({
    name: `load ${ledger_folds}`,
    text: `SELECT request, fold FROM ${ledger_folds} WHERE request = ANY ($1)`,
    values: [requests],
  });
  return new Map(rows.map(({ request, fold }) => [request, fold]));
}

/** The next number of each series; series are counted from 1, in the order in which they are asked for. */
export async function takeNumbers(
  tx: PoolClient,
  { ledger_numbers }: Names,
  wanted: ReadonlyMap<string, number>,
): Promise<Map<string, number>> {
  const { rows } = await tx.query<{ series: string; last: string }>({
    name: `take ${ledger_numbers}`,
    text: `INSERT INTO ${ledger_numbers} AS n (series, last)
      SELECT * FROM unnest($1::text[], $2::bigint[]) AS w(series, wanted) ORDER BY series
      ON CONFLICT (series) DO UPDATE SET last = n.last + excluded.last
      RETURNING series, last`,
    values: [[...wanted.keys()], [...wanted.values()]],
  });
  return new Map(rows.map(({ series, last }) => [series, Number(last) - (wanted.get(series) ?? 0) + 1]));
}

export interface LedgerText {
  ordinal: number;
  texts: readonly string[];
}

/** Written once, when a request is submitted. */
export async function saveTexts(tx: PoolClient, { ledger_texts }: Names, texts: readonly LedgerText[]): Promise<void> {
  if (texts.length === 0) return;
  await tx.query({
    name: `save ${ledger_texts}`,
    text: `INSERT INTO ${ledger_texts} (ordinal, search)
      SELECT t.ordinal, t.search::tsvector FROM unnest($1::bigint[], $2::text[]) AS t(ordinal, search)`,
    values: [texts.map(({ ordinal }) => ordinal), texts.map((text) => searchVector(text.texts))],
  });
}

/** Rows, participants and folds, each in one statement; all three travel together. */
export async function saveFolds(tx: PoolClient, names: Names, folds: readonly LedgerFold[]): Promise<void> {
  const { ledger_requests, ledger_participants, ledger_folds } = names;
  const requests = write(
    tx,
    `save ${ledger_requests}`,
    `INSERT INTO ${ledger_requests} SELECT * FROM json_populate_recordset(NULL::${ledger_requests}, $1)
     ON CONFLICT (ordinal) DO UPDATE SET kind = excluded.kind, action = excluded.action, measures = excluded.measures,
       policy_basis = excluded.policy_basis, state = excluded.state, lead = excluded.lead,
       cooperating = excluded.cooperating, assigned_at = excluded.assigned_at, resolved_at = excluded.resolved_at,
       closed_at = excluded.closed_at, due_at = excluded.due_at, due_subject = excluded.due_subject,
       overdue = excluded.overdue, reminders = excluded.reminders, supervision_orders = excluded.supervision_orders,
       returns = excluded.returns, reopenings = excluded.reopenings, satisfaction = excluded.satisfaction,
       revision = excluded.revision, told = excluded.told`,
    folds.map(({ row }) => row),
  );
  const participating = write(
    tx,
    `save ${ledger_participants}`,
    `INSERT INTO ${ledger_participants} AS p SELECT * FROM json_populate_recordset(NULL::${ledger_participants}, $1)
     ON CONFLICT (case_file) DO UPDATE SET role = excluded.role, state = excluded.state, current = excluded.current
     WHERE (p.role, p.state, p.current)
       IS DISTINCT FROM (excluded.role, excluded.state, excluded.current)`,
    folds.flatMap(({ participants }) => participants),
  );
  const folded = tx.query({
    name: `save ${ledger_folds}`,
    text: `INSERT INTO ${ledger_folds} (request, fold) SELECT f.request, f.fold FROM unnest($1::uuid[], $2::jsonb[]) AS f(request, fold)
      ON CONFLICT (request) DO UPDATE SET fold = excluded.fold`,
    values: [folds.map(({ row }) => row.id), folds.map((fold) => JSON.stringify(fold))],
  });
  await Promise.all([requests, participating, folded]);
}

/** Adds to the counters. */
export async function addCounts(tx: PoolClient, { ledger_counts }: Names, counts: readonly Count[]): Promise<void> {
  if (counts.length === 0) return;
  await write(
    tx,
    `add ${ledger_counts}`,
    `INSERT INTO ${ledger_counts} AS c (measure, region, agency, state, n)
     SELECT measure, region, agency, state, n FROM json_populate_recordset(NULL::${ledger_counts}, $1)
     ON CONFLICT (region, measure, agency, state) DO UPDATE SET n = c.n + excluded.n`,
    counts,
  );
}
