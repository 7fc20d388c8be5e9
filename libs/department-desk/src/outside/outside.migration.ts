import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Refused messages of agencies' own systems. Runs in the service's own schema. */
export class OutsideSystems1661299200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE inbound_dead_letters (
        seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        agency text NOT NULL,
        topic text NOT NULL,
        partition int NOT NULL,
        "offset" text NOT NULL,
        message text NOT NULL,
        type text,
        key text NOT NULL,
        code text NOT NULL,
        reason text NOT NULL,
        field text,
        event json NOT NULL,
        received_at timestamptz(3) NOT NULL,
        UNIQUE (topic, partition, "offset")
      )`);
    await runner.query('CREATE INDEX inbound_dead_letters_by_agency ON inbound_dead_letters (agency, seq DESC)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE inbound_dead_letters');
  }
}
