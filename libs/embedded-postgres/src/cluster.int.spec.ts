import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startCluster } from './cluster';

const answer = async (url: string, sql: string): Promise<unknown> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return Object.values((await client.query<Record<string, unknown>>(sql)).rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
};

describe('an embedded cluster', () => {
  const dir = mkdtempSync(join(tmpdir(), 'sanban-cluster-'));
  chmodSync(dir, 0o755);
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('is created, taken over while it runs, and keeps its data over a stop', async () => {
    const first = await startCluster(join(dir, 'pg'));
    expect(first.created).toBe(true);
    await answer(first.url, 'CREATE TABLE kept AS SELECT 42 AS n');

    const takenOver = await startCluster(join(dir, 'pg'));
    expect(takenOver).toMatchObject({ created: false, url: first.url });
    await takenOver.stop();

    const again = await startCluster(join(dir, 'pg'));
    expect(await answer(again.url, 'SELECT n FROM kept')).toBe(42);
    await again.stop();
  }, 30_000);

  it('finds Chinese text with pg_trgm, which needs a UTF-8 locale', async () => {
    const cluster = await startCluster(join(dir, 'trgm'));
    await answer(cluster.url, 'CREATE EXTENSION pg_trgm');
    expect(await answer(cluster.url, "SELECT '留抵退税政策' %> '留抵退税'")).toBe(true);
    await cluster.stop();
  }, 30_000);
});
