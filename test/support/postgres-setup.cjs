// One real PostgreSQL for the whole run; every suite makes its own database in it (`createTestDatabase`).
// SANBAN_TEST_DATABASE_URL points the suites at another server (≥ 15) instead.
const { mkdtempSync, chmodSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
require('./source-condition.cjs');

module.exports = async () => {
  // Both projects of a run share one server: each calls this.
  if (process.env.SANBAN_TEST_DATABASE_URL) return;
  const { startCluster } = require('../../libs/embedded-postgres/src/index.ts');
  const dir = mkdtempSync(join(tmpdir(), 'sanban-test-'));
  chmodSync(dir, 0o755);
  // Durability against power loss is not what these suites test; kill -9 needs no fsync.
  const cluster = await startCluster(join(dir, 'pg'), { settings: { fsync: 'off', full_page_writes: 'off' } });
  process.env.SANBAN_TEST_DATABASE_URL = cluster.url;
  globalThis.sanbanTestCluster = { cluster, dir };
};
