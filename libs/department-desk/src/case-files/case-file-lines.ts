import type { PoolClient } from 'pg';
import type { CaseFileLine, Folded } from './case-file-line';

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
  revision: 'int',
  reported: 'int',
  record: 'jsonb',
};
const names = Object.keys(COLUMNS).join(', ');
const changing = Object.keys(COLUMNS).filter((column) => column !== 'id');

const WRITE = `
  INSERT INTO case_files (${names})
  SELECT ${names} FROM json_to_recordset($1::json) AS line(${Object.entries(COLUMNS)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ')})
  ON CONFLICT (id) DO UPDATE SET ${changing.map((column) => `${column} = excluded.${column}`).join(', ')}`;

const LOAD = `
  SELECT id, record, reported, to_json(opened_at) AS opened_at, to_json(accepted_at) AS accepted_at,
         to_json(resolved_at) AS resolved_at, to_json(closed_at) AS closed_at
    FROM case_files WHERE id = ANY($1::uuid[])`;

/** By id; those that are new have no entry. */
export async function loadFolded(ids: readonly string[], tx: PoolClient): Promise<Map<string, Folded>> {
  const { rows } = await tx.query<Folded & { id: string }>({ name: 'load-case-files', text: LOAD, values: [ids] });
  return new Map(rows.map(({ id, ...folded }) => [id, folded]));
}

export async function writeLines(lines: readonly CaseFileLine[], tx: PoolClient): Promise<void> {
  await tx.query({ name: 'write-case-files', text: WRITE, values: [JSON.stringify(lines)] });
}
