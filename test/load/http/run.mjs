// Authorised, validated commands to durable events over HTTP: `npm run bench -- http [--rounds 3] [--seconds 8]`.
// Ours beside the same Nest and Fastify with emmett, and a bare route with one INSERT, each in its own process, in turn.
import { fork, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { report } from './report.mjs';

const require = createRequire(import.meta.url);
const { Client } = require('pg');
const autocannon = require('autocannon');
const { startCluster } = require('@sanban/embedded-postgres');

const SERVERS = ['commands', 'sanban', 'platform', 'nest-emmett', 'bare'];
const CONNECTIONS = 32;
/** Until V8 has compiled what each server does: the more it does, the longer that takes. */
const WARM_UP_SECONDS = 6;
/** Each server runs as ours do, by `npm start` and `npm run services`. */
const RUN_AS_OURS = ['--max-semi-space-size=64'];
const here = new URL('.', import.meta.url).pathname;
const peers = new URL('../event-store/', import.meta.url).pathname;
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '8' },
    only: { type: 'string' },
  },
});
const servers = values.only?.split(',') ?? SERVERS;

if (!existsSync(join(peers, 'node_modules'))) {
  console.log('installing the peers …');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: peers, stdio: 'inherit' });
  if (status !== 0) throw new Error('npm ci of the peers failed');
}

const dir = mkdtempSync(join(tmpdir(), 'sanban-bench-'));
chmodSync(dir, 0o755);
const cluster = await startCluster(join(dir, 'pg'));
const admin = new Client({ connectionString: cluster.url });
await admin.connect();

try {
  console.log(
    `Node ${process.versions.node}; ${cpus().length} × ${cpus()[0].model.trim()}; PostgreSQL with fsync on; ` +
      `${CONNECTIONS} connections, ${values.seconds} s after a warm-up, ${values.rounds} rounds\n`,
  );
  const results = [];
  for (let round = 0; round < Number(values.rounds); round += 1) {
    results.push({});
    for (let turn = 0; turn < servers.length; turn += 1) {
      const server = servers[(turn + round) % servers.length];
      results[round][server] = await measure(server, round);
      console.log(`round ${round + 1}  ${server.padEnd(12)} ${JSON.stringify(results[round][server])}`);
    }
  }
  console.log(`\n${report(results)}`);
} finally {
  await admin.end();
  await cluster.stop();
  rmSync(dir, { recursive: true, force: true });
}

async function measure(server, round) {
  const database = `http_${server.replace('-', '_')}_${round}`;
  await admin.query(`CREATE DATABASE ${database}`);
  const url = new URL(cluster.url);
  url.pathname = `/${database}`;
  const child = fork(join(here, 'server-process.mjs'), [server, url.toString()], {
    execArgv: [...process.execArgv, ...RUN_AS_OURS],
  });
  const { address, token } = await answer(child, server);
  await load(address, token, WARM_UP_SECONDS);
  await admin.query('CHECKPOINT');
  const before = await measured(child);
  const result = await load(address, token, Number(values.seconds));
  const after = await measured(child);
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.send('stop');
  await gone;
  await admin.query(`DROP DATABASE ${database} WITH (FORCE)`);
  return {
    perSecond: Math.round(result['2xx'] / result.duration),
    p50: result.latency.p50,
    p99: result.latency.p99,
    refused: result.non2xx + result.errors,
    // What was acknowledged is there; an answer that came after the load's end may make it one more per connection.
    acknowledged: result['2xx'],
    stored: after.count - before.count,
    /** Of the server’s process with all its threads, in microseconds. */
    processorTime: Math.round((after.processorTime - before.processorTime) / result['2xx']),
  };
}

/** The requests are made beforehand: what they cost while they are sent is taken from the server, on two cores. */
function load(address, token, seconds) {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  return autocannon({
    url: address,
    connections: CONNECTIONS,
    duration: seconds,
    requests: Array.from({ length: 100 }, (_, n) => ({
      method: 'POST',
      path: '/api/v1/requests',
      headers,
      body: bodyOf(n),
    })),
  });
}

function bodyOf(n) {
  return JSON.stringify({
    title: `留抵退税到账慢（${n}）`,
    text: '我公司6月申请的增量留抵退税至今未到账，流动资金周转困难，希望税务部门核实进度并尽快办理。'.repeat(3),
  });
}

function measured(child) {
  child.send('measure');
  return answer(child, 'measure');
}

function answer(child, what) {
  return new Promise((resolve, reject) => {
    const died = (code) => reject(new Error(`${what}: its process ended with ${code}`));
    child.once('exit', died);
    child.once('message', (message) => {
      child.off('exit', died);
      resolve(message);
    });
  });
}
