import type { PoolClient } from 'pg';

interface Heard {
  request: string;
  caseFile: string;
  agency: string;
  revision: number;
}

/** The revision of each case file that the office last heard of: what a reconciliation compares. */
export async function rememberHeard(tx: PoolClient, reports: readonly Heard[]): Promise<void> {
  await tx.query({
    name: 'remember-heard',
    text: `INSERT INTO case_files_heard (case_file, request, agency, revision)
      SELECT h.case_file, h.request, h.agency, max(h.revision)
      FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::int[]) AS h(case_file, request, agency, revision)
      GROUP BY 1, 2, 3 ORDER BY 1
      ON CONFLICT (case_file) DO UPDATE SET revision = greatest(case_files_heard.revision, excluded.revision)`,
    values: [
      reports.map(({ caseFile }) => caseFile),
      reports.map(({ request }) => request),
      reports.map(({ agency }) => agency),
      reports.map(({ revision }) => revision),
    ],
  });
}
