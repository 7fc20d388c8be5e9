import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the kit itself keeps in every service's schema. */
export class KitTables1660000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE clock (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        offset_ms bigint NOT NULL
      );
      CREATE TABLE idempotency_keys (
        user_id text NOT NULL,
        key text NOT NULL,
        fingerprint text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (user_id, key)
      );
      CREATE TABLE timers (
        id text PRIMARY KEY,
        kind text NOT NULL,
        due_at timestamptz NOT NULL,
        payload jsonb NOT NULL,
        failures int NOT NULL DEFAULT 0,
        retry_at timestamptz
      );
      CREATE INDEX timers_due ON timers (due_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE timers, idempotency_keys, clock');
  }
}
