import { searchVector, type TableNames } from '@sanban/service-kit';
import type { PoolClient } from 'pg';
import type { CaseFileLine, Folded } from './case-file-line';
import type { CaseFilesTable } from './case-files-schema';

/** Under which names the version at hand keeps its tables. */
type Names = TableNames<CaseFilesTable>;

const COLUMNS: Record<keyof CaseFileLine, string> = {
  id: 'uuid',
  request: 'uuid',
  agency: 'text',
  role: 'text',
  state: 'text',
  round: 'int',
  title: 'text',
  enterprise_id: 'text',
  enterprise_name: 'text',
  kind: 'text',
  action: 'text',
  policy_basis: 'text',
  assigned_at: 'timestamptz',
  due_at: 'timestamptz',
  opened_at: 'timestamptz',
  accepted_at: 'timestamptz',
  resolved_at: 'timestamptz',
  closed_at: 'timestamptz',
  suspended_at: 'timestamptz',
  revision: 'int',
  reported: 'int',
  record: 'jsonb',
};
const names = Object.keys(COLUMNS).join(', ');
const changing = Object.keys(COLUMNS).filter((column) => column !== 'id');

const write = (table: string) => `
  INSERT INTO ${table} (${names})
  SELECT ${names} FROM json_to_recordset($1::json) AS line(${Object.entries(COLUMNS)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ')})
  ON CONFLICT (id) DO UPDATE SET ${changing.map((column) => `${column} = excluded.${column}`).join(', ')}`;

const load = (table: string) => `
  SELECT id, record, reported, to_json(opened_at) AS opened_at, to_json(accepted_at) AS accepted_at,
         to_json(resolved_at) AS resolved_at, to_json(closed_at) AS closed_at, to_json(suspended_at) AS suspended_at
    FROM ${table} WHERE id = ANY($1::uuid[])`;

/** By id; those that are new have no entry. */
export async function loadFolded(
  ids: readonly string[],
  tx: PoolClient,
  { case_files }: Names,
): Promise<Map<string, Folded>> {
  const { rows } = await tx.query<Folded & { id: string }>({
    name: `load ${case_files}`,
    text: load(case_files),
    values: [ids],
  });
  return new Map(rows.map(({ id, ...folded }) => [id, folded]));
}

export async function writeLines(lines: readonly CaseFileLine[], tx: PoolClient, { case_files }: Names): Promise<void> {
  await tx.query({ name: `write ${case_files}`, text: write(case_files), values: [JSON.stringify(lines)] });
}

/** What the text filter looks into: title and the enterprise's name, which never change. */
export async function writeTexts(
  opened: readonly CaseFileLine[],
  tx: PoolClient,
  { case_file_texts }: Names,
): Promise<void> {
  if (opened.length === 0) return;
  await tx.query({
    name: `write ${case_file_texts}`,
    text: `INSERT INTO ${case_file_texts} (id, agency, search)
      SELECT t.id, t.agency, t.search::tsvector FROM unnest($1::uuid[], $2::text[], $3::text[]) AS t(id, agency, search)
      ON CONFLICT (id) DO NOTHING`,
    values: [
      opened.map(({ id }) => id),
      opened.map(({ agency }) => agency),
      opened.map(({ title, enterprise_name }) => searchVector([title, enterprise_name])),
    ],
  });
}
