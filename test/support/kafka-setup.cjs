// One real cluster of three brokers for the whole run, beside PostgreSQL; its jars are kept in .data/kafka-jars.
// SANBAN_TEST_KAFKA points the suites at another cluster instead (three brokers, topics may be created).
const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const startPostgres = require('./postgres-setup.cjs');

module.exports = async () => {
  await startPostgres();
  if (process.env.SANBAN_TEST_KAFKA) return;
  const { startKafka } = require('../../libs/embedded-kafka/src/index.ts');
  const dir = mkdtempSync(join(tmpdir(), 'sanban-kafka-'));
  const cluster = await startKafka({ dir, jarsDir: join(__dirname, '../../.data/kafka-jars'), nodes: 3 });
  process.env.SANBAN_TEST_KAFKA = cluster.brokers.join(',');
  globalThis.sanbanTestKafka = { cluster, dir };
};
