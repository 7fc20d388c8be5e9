import type { Projector } from '@sanban/service-kit';

export type LedgerTable =
  'ledger_requests' | 'ledger_texts' | 'ledger_participants' | 'ledger_counts' | 'ledger_numbers' | 'ledger_folds';

/** Whoever changes the tables, or what is written in them, raises it: see LedgerProjection. */
export const LEDGER_VERSION = 3;

/**
 * The ledger. `ordinal` numbers the requests in the order of the log, so that pages have one narrow key. What changes
 * with every event is apart from the texts: their search index would otherwise be written again each time.
 */
export const LEDGER: Projector<LedgerTable>['tables'] = {
  ledger_requests: (table) => `
    CREATE TABLE ${table} (
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
    CREATE UNIQUE INDEX ${table}_by_id ON ${table} (id);
    CREATE INDEX ${table}_by_region ON ${table} (region, ordinal);
    CREATE INDEX ${table}_by_state ON ${table} (state, region, ordinal);
    CREATE INDEX ${table}_by_action ON ${table} (action, region, ordinal);
    CREATE INDEX ${table}_by_kind ON ${table} (kind, region, ordinal);
    CREATE INDEX ${table}_by_enterprise ON ${table} (enterprise_id, ordinal);
    CREATE INDEX ${table}_overdue ON ${table} (region, ordinal) WHERE overdue;`,
  ledger_texts: (table) => `
    CREATE TABLE ${table} (
      ordinal bigint PRIMARY KEY,
      search tsvector NOT NULL
    );
    CREATE INDEX ${table}_by_text ON ${table} USING gin (search);
    -- The planner must know how rare a word is, to choose between walking the ledger and reading the index.
    ALTER TABLE ${table} ALTER COLUMN search SET STATISTICS 1000;`,
  ledger_participants: (table) => `
    CREATE TABLE ${table} (
      case_file uuid PRIMARY KEY,
      ordinal bigint NOT NULL,
      request uuid NOT NULL,
      agency text NOT NULL,
      role text NOT NULL,
      state text NOT NULL,
      current boolean NOT NULL
    ) WITH (fillfactor = 85);
    CREATE INDEX ${table}_by_agency ON ${table} (agency, ordinal) WHERE current;
    CREATE INDEX ${table}_by_request ON ${table} (ordinal);`,
  ledger_counts: (table) => `
    CREATE TABLE ${table} (
      measure text NOT NULL,
      region text NOT NULL,
      agency text NOT NULL,
      state text NOT NULL,
      n bigint NOT NULL,
      PRIMARY KEY (region, measure, agency, state)
    ) WITH (fillfactor = 50);`,
  ledger_numbers: (table) => `
    CREATE TABLE ${table} (
      series text PRIMARY KEY,
      last bigint NOT NULL
    );`,
  ledger_folds: (table) => `
    CREATE TABLE ${table} (
      request uuid PRIMARY KEY,
      fold jsonb NOT NULL
    );`,
};
