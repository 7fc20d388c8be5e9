import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Webhooks of this service's agencies, what is to be sent, and every try. Runs in the service's own schema. */
export class Webhooks1661385600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE webhooks (
        id uuid PRIMARY KEY,
        agency text NOT NULL,
        url text NOT NULL,
        types text[],
        description text,
        secret text NOT NULL,
        previous_secret text,
        previous_until timestamptz,
        state text NOT NULL DEFAULT 'active',
        disabled_because text,
        created_at timestamptz NOT NULL DEFAULT now(),
        fingerprint text NOT NULL,
        rotated_by uuid
      )`);
    await runner.query('CREATE INDEX webhooks_by_agency ON webhooks (agency, created_at)');
    await runner.query(`
      CREATE TABLE webhook_deliveries (
        seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        id uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
        webhook uuid NOT NULL REFERENCES webhooks ON DELETE CASCADE,
        event_id text NOT NULL,
        type text NOT NULL,
        request uuid,
        body text NOT NULL,
        state text NOT NULL DEFAULT 'pending',
        failures int NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL DEFAULT now(),
        next_attempt_at timestamptz DEFAULT now(),
        claimed_until timestamptz,
        UNIQUE (webhook, event_id)
      )`);
    await runner.query(
      `CREATE INDEX webhook_deliveries_due ON webhook_deliveries (webhook, next_attempt_at) WHERE state = 'pending'`,
    );
    await runner.query('CREATE INDEX webhook_deliveries_log ON webhook_deliveries (webhook, seq DESC)');
    await runner.query('CREATE INDEX webhook_deliveries_by_age ON webhook_deliveries (created_at)');
    await runner.query(`
      CREATE TABLE webhook_attempts (
        seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        delivery bigint NOT NULL REFERENCES webhook_deliveries ON DELETE CASCADE,
        at timestamptz NOT NULL DEFAULT now(),
        status int,
        error text,
        milliseconds int NOT NULL,
        answer text NOT NULL
      )`);
    await runner.query('CREATE INDEX webhook_attempts_by_delivery ON webhook_attempts (delivery, seq)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE webhook_attempts');
    await runner.query('DROP TABLE webhook_deliveries');
    await runner.query('DROP TABLE webhooks');
  }
}
