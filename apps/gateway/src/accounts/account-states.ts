import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts that an operator keeps. */
export class AccountStates1661000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE accounts
        ADD COLUMN created_at timestamptz NOT NULL DEFAULT now(),
        ADD COLUMN disabled_at timestamptz,
        ADD COLUMN password_command uuid
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE accounts DROP created_at, DROP disabled_at, DROP password_command');
  }
}
