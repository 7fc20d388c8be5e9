// PostgreSQL and Kafka, where they are ours to run.
import { createRequire } from 'node:module';
import { setTimeout as delay } from 'node:timers/promises';

const require = createRequire(import.meta.url);

/** @param settings further settings of `postgresql.conf` */
export class PostgresServer {
  #cluster;

  constructor(dir, port, settings) {
    Object.assign(this, { dir, port, settings });
  }

  get url() {
    return this.#cluster.url;
  }

  async start() {
    const { startCluster } = require('@sanban/embedded-postgres');
    this.#cluster = await startCluster(this.dir, { port: this.port, settings: this.settings });
    // Whatever port it has: everybody knows it from now on.
    this.port = Number(new URL(this.#cluster.url).port);
  }

  running() {
    return this.#cluster !== undefined && isAlive(this.#cluster.pid);
  }

  stop() {
    return this.#cluster?.stop();
  }

  /** Its first process alone: the others notice by themselves, as after a crash. */
  async kill() {
    if (!this.running()) return;
    const { pid } = this.#cluster;
    process.kill(pid, 'SIGKILL');
    while (isAlive(pid)) await delay(10);
  }
}

/** One broker of a cluster that {@link layOutKafka} has laid out. */
export class KafkaBroker {
  constructor(node) {
    this.node = node;
  }

  start() {
    return this.node.start();
  }

  running() {
    return this.node.running;
  }

  stop() {
    return this.node.stop();
  }

  kill() {
    return this.node.kill();
  }
}

/** @throws where Java or Maven is missing, saying which */
export async function layOutKafka(options) {
  const { missingTools, layOutKafka: layOut } = require('@sanban/embedded-kafka');
  const missing = missingTools();
  if (missing) throw new Error(`${missing}\nWithout Kafka: npm run services -- --bus postgres`);
  return await layOut(options);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
