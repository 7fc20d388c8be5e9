const { rmSync } = require('node:fs');

module.exports = async () => {
  const started = globalThis.sanbanTestCluster;
  if (!started) return;
  globalThis.sanbanTestCluster = undefined;
  delete process.env.SANBAN_TEST_DATABASE_URL;
  await started.cluster.stop();
  rmSync(started.dir, { recursive: true, force: true });
};
