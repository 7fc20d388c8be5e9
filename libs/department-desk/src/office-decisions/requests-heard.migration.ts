import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far the office's word was followed; the list's tables belong to its projection. Runs in the service's own schema. */
export class RequestsHeard1661126400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE requests_heard (request uuid PRIMARY KEY, revision int NOT NULL)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE requests_heard');
  }
}
