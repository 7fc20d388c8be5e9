// Rates of the bus, for PostgreSQL and Kafka: `npm run bench -- bus [--messages 200000] [--only postgres|kafka]`.
// 1 publishing by callers that wait for each of their own, at 1, 20 and 200 of them; 2 one group that replays a whole topic with
// inbox, offset and one row of effect an event in PostgreSQL. Kafka: one broker and three, each on this machine.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const require = createRequire(import.meta.url);
const { Pool } = require('pg');
const { startCluster } = require('@sanban/embedded-postgres');
const { missingTools, startKafka } = require('@sanban/embedded-kafka');
const { openKafkaBus, openPostgresBus } = require('@sanban/messaging');

const { values } = parseArgs({
  options: { messages: { type: 'string', default: '200000' }, only: { type: 'string' } },
});
const total = Number(values.messages);
const REQUESTS = 5_000;
const CALLERS = [1, 20, 200];
const SECONDS = 4;

const dir = mkdtempSync(join(tmpdir(), 'sanban-bench-'));
chmodSync(dir, 0o755);
const postgres = await startCluster(join(dir, 'pg'));

/** 600 bytes or so, as a report of an agency is. */
const message = (n) => ({
  key: `request-${n % REQUESTS}`,
  event: {
    id: `event-${n}`,
    type: 'sanban.bench.thing.counted.v1',
    source: '/bench',
    subject: `request-${n % REQUESTS}`,
    time: '2022-08-22T09:00:00+08:00',
    correlationid: `correlation-${n}`,
    causationid: `causation-${n}`,
    data: { n, text: '一次性说清、一窗口受理'.repeat(10) },
  },
});

const rate = (count, ms) => `${Math.round(count / (ms / 1000)).toLocaleString('en')}/s`.padStart(10);

async function publishing(bus, topic, callers) {
  let n = 0;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (performance.now() - began < SECONDS * 1000) await bus.publish(topic, [message((n += 1))]);
    }),
  );
  return rate(n, performance.now() - began);
}

async function replaying(bus, pool, topic) {
  for (let from = 0; from < total; from += 5_000) {
    const count = Math.min(5_000, total - from);
    await bus.publish(
      topic,
      Array.from({ length: count }, (_, index) => message(from + index)),
    );
  }
  await pool.query('CREATE TABLE effect (request text NOT NULL, n int NOT NULL)');
  let left = total;
  const began = performance.now();
  const done = new Promise((resolve) => {
    void bus.consume('bench', [topic], async (events, tx) => {
      await tx.query('INSERT INTO effect SELECT * FROM unnest($1::text[], $2::int[])', [
        events.map(({ subject }) => subject),
        events.map(({ data }) => data.n),
      ]);
      left -= events.length;
      if (left <= 0) resolve();
    });
  });
  await done;
  // The last batches are handled, and not all of them committed yet.
  while ((await bus.lag('bench')) > 0);
  const ms = performance.now() - began;
  const { rows } = await pool.query('SELECT count(*)::int AS n, count(DISTINCT n)::int AS different FROM effect');
  if (rows[0].n !== total || rows[0].different !== total) throw new Error(`${rows[0].n} effects of ${total} messages`);
  return rate(total, ms);
}

async function measure(title, open) {
  const pool = new Pool({ connectionString: postgres.url, max: 10, pipeline: true });
  pool.on('error', (error) => console.error(error.message));
  await pool.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  const bus = await open(pool);
  const published = [];
  for (const callers of CALLERS) published.push(await publishing(bus, `bench.publish-${callers}`, callers));
  console.log(`${title.padEnd(18)}${published.join('')}${(await replaying(bus, pool, 'bench.replay')).padStart(16)}`);
  await bus.close();
  await pool.end();
}

async function measureKafka(nodes) {
  const jarsDir = new URL('../../../.data/kafka-jars', import.meta.url).pathname;
  const cluster = await startKafka({ dir: join(dir, `kafka-${nodes}`), jarsDir, nodes });
  const settings = {
    partitions: 6,
    replicas: nodes,
    minInSyncReplicas: nodes === 3 ? 2 : 1,
    retentionMs: null,
    compacted: false,
  };
  const names = [...CALLERS.map((callers) => `bench.publish-${callers}`), 'bench.replay'];
  const topics = Object.fromEntries(names.map((name) => [name, settings]));
  try {
    await measure(`Kafka, ${nodes} broker${nodes === 1 ? '' : 's'}`, (inbox) =>
      openKafkaBus({
        connection: { brokers: cluster.brokers },
        clientId: 'bench',
        inbox,
        topics,
        log: (_, line) => console.error(line),
      }),
    );
  } finally {
    await Promise.all(cluster.nodes.map((node) => node.kill()));
  }
}

try {
  console.log(
    `bus: ${cpus().length} cores, Node ${process.version}; published by ${CALLERS.join(', ')} callers; a replay of ${total}`,
  );
  if (values.only !== 'kafka') {
    await measure('PostgreSQL', (inbox) => openPostgresBus({ bus: { connectionString: postgres.url }, inbox }));
  }
  if (values.only !== 'postgres') {
    const missing = missingTools();
    if (missing) console.log(`Kafka is left out: ${missing}`);
    else for (const nodes of [1, 3]) await measureKafka(nodes);
  }
} finally {
  await postgres.stop();
  rmSync(dir, { recursive: true, force: true });
}
