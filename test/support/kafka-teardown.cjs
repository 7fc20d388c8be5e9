const { rmSync } = require('node:fs');
const stopPostgres = require('./postgres-teardown.cjs');

module.exports = async () => {
  const started = globalThis.sanbanTestKafka;
  if (started) {
    globalThis.sanbanTestKafka = undefined;
    delete process.env.SANBAN_TEST_KAFKA;
    // Nothing of it is kept: no orderly stop is needed.
    await Promise.all(started.cluster.nodes.map((node) => node.kill()));
    rmSync(started.dir, { recursive: true, force: true });
  }
  await stopPostgres();
};
