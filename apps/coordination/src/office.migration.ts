import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the office keeps beside its ledger, whose tables belong to the ledger's projection. */
export class Office1660000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE case_files_heard (
        case_file uuid PRIMARY KEY,
        request uuid NOT NULL,
        agency text NOT NULL,
        revision int NOT NULL
      ) WITH (fillfactor = 85);

      CREATE TABLE supervised_deadlines (
        request uuid PRIMARY KEY,
        timers jsonb NOT NULL,
        -- Region and version of the calendar that does not cover the year of a timer; null where all timers are set.
        left_out_by text
      ) WITH (fillfactor = 85);
      CREATE INDEX supervised_deadlines_left_out ON supervised_deadlines (left_out_by, request)
        WHERE left_out_by IS NOT NULL;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE supervised_deadlines, case_files_heard');
  }
}
