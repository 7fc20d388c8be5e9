import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Each secret names the command that made it; what a command asked for is kept with all other commands. */
export class WebhookSecrets1661472000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE webhooks RENAME rotated_by TO secret_by');
    await runner.query('ALTER TABLE webhooks DROP fingerprint');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE webhooks ADD COLUMN fingerprint text NOT NULL DEFAULT ''`);
    await runner.query('ALTER TABLE webhooks RENAME secret_by TO rotated_by');
  }
}
