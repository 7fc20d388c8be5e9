import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The desk's read model and how far the office's word was followed. Runs in the service's own schema. */
export class CaseFiles1661126400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE case_files (
        id uuid PRIMARY KEY,
        request uuid NOT NULL,
        agency text NOT NULL,
        role text NOT NULL,
        state text NOT NULL,
        round int NOT NULL,
        title text NOT NULL,
        enterprise_id text NOT NULL,
        enterprise_name text NOT NULL,
        kind text NOT NULL,
        action text NOT NULL,
        policy_basis text NOT NULL,
        assigned_at timestamptz(3) NOT NULL,
        due_at timestamptz(3),
        opened_at timestamptz(3) NOT NULL,
        accepted_at timestamptz(3),
        resolved_at timestamptz(3),
        closed_at timestamptz(3),
        revision int NOT NULL,
        reported int,
        record jsonb NOT NULL,
        search text GENERATED ALWAYS AS (title || ' ' || enterprise_name) STORED
      )`);
    // An agency's list, newest first, whole and by state; the id makes the page's key unique.
    await runner.query('CREATE INDEX case_files_by_agency ON case_files (agency, assigned_at DESC, id DESC)');
    await runner.query('CREATE INDEX case_files_by_state ON case_files (agency, state, assigned_at DESC, id DESC)');
    // What is overdue is a matter of the present moment: a range of this one.
    await runner.query('CREATE INDEX case_files_by_due ON case_files (agency, due_at) WHERE due_at IS NOT NULL');
    await runner.query('CREATE INDEX case_files_by_text ON case_files USING gin (agency, search gin_trgm_ops)');
    await runner.query('CREATE TABLE requests_heard (request uuid PRIMARY KEY, revision int NOT NULL)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE requests_heard');
    await runner.query('DROP TABLE case_files');
  }
}
