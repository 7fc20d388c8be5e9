import type { MigrationInterface, QueryRunner } from 'typeorm';

export class GatewayTables1661000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE accounts (
        id text PRIMARY KEY,
        username text NOT NULL UNIQUE,
        name text NOT NULL,
        password_hash text,
        region text,
        agency text,
        enterprise_id text,
        enterprise_name text,
        roles text[] NOT NULL,
        demo boolean NOT NULL
      );
      CREATE TABLE sessions (
        token_hash text PRIMARY KEY,
        account text NOT NULL REFERENCES accounts ON DELETE CASCADE,
        kind text NOT NULL CHECK (kind IN ('session', 'token')),
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX sessions_by_account ON sessions (account);
      CREATE INDEX sessions_by_end ON sessions (expires_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sessions, accounts');
  }
}
