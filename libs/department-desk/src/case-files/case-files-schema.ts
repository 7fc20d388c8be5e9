import type { Projector } from '@sanban/service-kit';

export type CaseFilesTable = 'case_files' | 'case_file_texts';

/** Whoever changes the tables, or what is written in them, raises it: see caseFilesProjection. */
export const CASE_FILES_VERSION = 3;

/**
 * The desk's list. What changes with every event is apart from the texts: their search index would otherwise be written
 * again each time.
 */
export const CASE_FILES: Projector<CaseFilesTable>['tables'] = {
  case_files: (table) => `
    CREATE TABLE ${table} (
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
      suspended_at timestamptz(3),
      revision int NOT NULL,
      reported int,
      record jsonb NOT NULL
    );
    -- An agency's list, newest first, whole and by state; the id makes the page's key unique.
    CREATE INDEX ${table}_by_agency ON ${table} (agency, assigned_at DESC, id DESC);
    CREATE INDEX ${table}_by_state ON ${table} (agency, state, assigned_at DESC, id DESC);
    -- What is overdue is a matter of the present moment: a range of this one.
    CREATE INDEX ${table}_by_due ON ${table} (agency, due_at) WHERE due_at IS NOT NULL;`,
  case_file_texts: (table) => `
    CREATE TABLE ${table} (
      id uuid PRIMARY KEY,
      agency text NOT NULL,
      search tsvector NOT NULL
    );
    CREATE INDEX ${table}_by_text ON ${table} USING gin (agency, search);
    -- The planner must know how rare a word is, to choose between walking the list and reading the index.
    ALTER TABLE ${table} ALTER COLUMN search SET STATISTICS 1000;`,
};
