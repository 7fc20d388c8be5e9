import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which command set the password is kept with all other commands. */
export class PasswordCommands1661000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE accounts DROP password_command');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE accounts ADD COLUMN password_command uuid');
  }
}
