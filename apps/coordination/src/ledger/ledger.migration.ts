import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The ledger. `ordinal` numbers the requests in the order of the log, so that pages have one narrow key. What changes
 * with every event is apart from the texts: their search index would otherwise be written again each time.
 */
export class Ledger1660000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ledger_requests (
        ordinal bigint PRIMARY KEY,
        id uuid NOT NULL,
        number text NOT NULL,
        region text NOT NULL,
        programme text NOT NULL,
        enterprise_id text NOT NULL,
        enterprise_name text NOT NULL,
        title text NOT NULL,
        kind text,
        action text,
        measures text[] NOT NULL,
        policy_basis text,
        state text NOT NULL,
        lead text,
        cooperating text[] NOT NULL,
        submitted_at timestamptz NOT NULL,
        assigned_at timestamptz,
        resolved_at timestamptz,
        closed_at timestamptz,
        due_at timestamptz,
        due_subject text,
        overdue boolean NOT NULL,
        reminders int NOT NULL,
        supervision_orders int NOT NULL,
        returns int NOT NULL,
        reopenings int NOT NULL,
        satisfaction text,
        revision int NOT NULL,
        told int
      ) WITH (fillfactor = 85);
      CREATE UNIQUE INDEX ledger_by_id ON ledger_requests (id);
      CREATE INDEX ledger_by_region ON ledger_requests (region, ordinal);
      CREATE INDEX ledger_by_state ON ledger_requests (state, region, ordinal);
      CREATE INDEX ledger_by_action ON ledger_requests (action, region, ordinal);
      CREATE INDEX ledger_by_kind ON ledger_requests (kind, region, ordinal);
      CREATE INDEX ledger_by_enterprise ON ledger_requests (enterprise_id, ordinal);
      CREATE INDEX ledger_overdue ON ledger_requests (region, ordinal) WHERE overdue;

      CREATE TABLE ledger_texts (
        ordinal bigint PRIMARY KEY,
        search tsvector NOT NULL
      );
      CREATE INDEX ledger_by_text ON ledger_texts USING gin (search);
      -- The planner must know how rare a word is, to choose between walking the ledger and reading the index.
      ALTER TABLE ledger_texts ALTER COLUMN search SET STATISTICS 1000;

      CREATE TABLE ledger_participants (
        case_file uuid PRIMARY KEY,
        ordinal bigint NOT NULL,
        request uuid NOT NULL,
        agency text NOT NULL,
        role text NOT NULL,
        state text NOT NULL,
        current boolean NOT NULL
      ) WITH (fillfactor = 85);
      CREATE INDEX ledger_participants_by_agency ON ledger_participants (agency, ordinal) WHERE current;
      CREATE INDEX ledger_participants_by_request ON ledger_participants (ordinal);

      CREATE TABLE ledger_counts (
        measure text NOT NULL,
        region text NOT NULL,
        agency text NOT NULL,
        state text NOT NULL,
        n bigint NOT NULL,
        PRIMARY KEY (region, measure, agency, state)
      ) WITH (fillfactor = 50);

      CREATE TABLE ledger_numbers (
        series text PRIMARY KEY,
        last bigint NOT NULL
      );

      CREATE TABLE ledger_folds (
        request uuid PRIMARY KEY,
        fold jsonb NOT NULL
      );

      CREATE TABLE case_files_heard (
        case_file uuid PRIMARY KEY,
        request uuid NOT NULL,
        agency text NOT NULL,
        revision int NOT NULL
      ) WITH (fillfactor = 85);

      CREATE TABLE supervised_deadlines (
        request uuid PRIMARY KEY,
        timers jsonb NOT NULL
      ) WITH (fillfactor = 85);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE supervised_deadlines, case_files_heard, ledger_folds, ledger_numbers, ledger_counts,
      ledger_participants, ledger_texts, ledger_requests`);
  }
}
