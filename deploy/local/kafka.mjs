// `npm run kafka [-- --nodes 3 --port 9092]`: Apache Kafka in KRaft mode with its data in .data/kafka, until Ctrl-C.
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { explain } from './explain.mjs';
import { install, root } from './install.mjs';

const text = (fallback) => ({ type: 'string', default: fallback });
const { values } = parseArgs({
  options: { nodes: text('1'), port: text('9092'), data: text(join(root, '.data/kafka')) },
});
const nodes = Number(values.nodes);
const port = Number(values.port);
if ((nodes !== 1 && nodes !== 3) || !Number.isInteger(port)) {
  console.error('usage: npm run kafka -- [--nodes 1|3] [--port 9092] [--data DIR]');
  process.exit(2);
}

install();
const { build } = await import('./build.mjs');
await build();
const { layOutKafka, missingTools } = createRequire(import.meta.url)('@sanban/embedded-kafka');
const missing = missingTools();
if (missing) {
  console.error(missing);
  process.exit(1);
}

let cluster;
let asked = false;
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop);
try {
  await run();
} catch (error) {
  if (!asked) {
    console.error(explain(error));
    process.exit(1);
  }
}

async function run() {
  console.error('Starting Kafka (the first time Maven fetches it) …');
  const jarsDir = join(root, '.data/kafka-jars');
  cluster = await layOutKafka({ dir: resolve(values.data), jarsDir, nodes, port });
  if (asked) return;
  await cluster.start();
  console.log(`Kafka is up: KAFKA_BROKERS=${cluster.brokers.join(',')} KAFKA_REPLICAS=${nodes}  (Ctrl-C stops it)`);
  await Promise.race(cluster.nodes.map((node) => node.gone()));
  if (asked) return;
  await cluster.stop();
  throw new Error(`A broker has ended by itself: see server.log under ${values.data}`);
}

/** Also while it starts: the brokers are sessions of their own, which Ctrl-C does not reach. */
async function stop() {
  if (asked) return;
  asked = true;
  console.error('Stopping Kafka …');
  await cluster?.stop();
}
