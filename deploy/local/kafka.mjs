// `npm run kafka [-- --nodes 3 --port 9092]`: Apache Kafka in KRaft mode with its data in .data/kafka, until Ctrl-C.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { install, root } from './install.mjs';

const { values } = parseArgs({
  options: { nodes: { type: 'string', default: '1' }, port: { type: 'string', default: '9092' } },
});
const nodes = Number(values.nodes);
const port = Number(values.port);
if ((nodes !== 1 && nodes !== 3) || !Number.isInteger(port)) {
  console.error('usage: npm run kafka -- [--nodes 1|3] [--port 9092]');
  process.exit(2);
}

install();
const { build } = await import('./build.mjs');
await build();
const { missingTools, startKafka } = createRequire(import.meta.url)('@sanban/embedded-kafka');
const missing = missingTools();
if (missing) {
  console.error(missing);
  process.exit(1);
}
console.error('Starting Kafka (the first time Maven fetches it) …');
const cluster = await startKafka({
  dir: join(root, '.data/kafka'),
  jarsDir: join(root, '.data/kafka-jars'),
  nodes,
  port,
});
console.log(`Kafka is up: KAFKA_BROKERS=${cluster.brokers.join(',')} KAFKA_REPLICAS=${nodes}  (Ctrl-C stops it)`);

// A timer keeps the process alive: the brokers are sessions of their own.
const alive = setInterval(() => undefined, 1 << 30);
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    console.error('Stopping Kafka …');
    await cluster.stop();
    clearInterval(alive);
  });
}
