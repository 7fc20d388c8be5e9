import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

export { Wire } from './wire';

export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

/** An empty database of its own on the server that the test run started. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env['SANBAN_TEST_DATABASE_URL'];
  if (!server) throw new Error('SANBAN_TEST_DATABASE_URL is not set: run the suites through Jest’s global setup');
  const name = `t_${randomBytes(6).toString('hex')}`;
  await onServer(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.toString(), drop: () => onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
