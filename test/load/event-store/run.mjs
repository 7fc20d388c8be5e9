// Runs our event store beside others on one PostgreSQL, interleaved: `npm run bench -- event-store [--rounds 3] [--quick]`.
import { fork, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { plan, STORES } from './plan.mjs';
import { report } from './report.mjs';

const require = createRequire(import.meta.url);
const here = new URL('.', import.meta.url).pathname;
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});
const rounds = Number(values.rounds);
/** Every store's process runs as `npm start` runs ours. */
const RUN_AS_OURS = ['--max-semi-space-size=64'];
const stores = values.only?.split(',') ?? STORES;

if (!existsSync(join(here, 'node_modules'))) {
  console.log('installing the peers …');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: here, stdio: 'inherit' });
  if (status !== 0) throw new Error('npm ci of the peers failed');
}

const { Client } = require('pg');
const { startCluster } = require('@sanban/embedded-postgres');
const dir = mkdtempSync(join(tmpdir(), 'sanban-bench-'));
chmodSync(dir, 0o755);
// Default durability: fsync and synchronous_commit as PostgreSQL has them.
const cluster = await startCluster(join(dir, 'pg'));
const admin = new Client({ connectionString: cluster.url });
await admin.connect();

try {
  const { rows } = await admin.query('SHOW server_version');
  console.log(
    `PostgreSQL ${rows[0].server_version}, fsync on; Node ${process.versions.node}; ${cpus().length} × ${cpus()[0].model.trim()}; ` +
      `${rounds} rounds; ours from the sources through swc; median (min–max)\n`,
  );
  const results = [];
  for (let round = 0; round < rounds; round += 1) {
    results.push({});
    for (let turn = 0; turn < stores.length; turn += 1) {
      const store = stores[(turn + round) % stores.length];
      results[round][store] = await runStore(store, round);
    }
  }
  console.log(`\n${report(results)}`);
} finally {
  await admin.end();
  await cluster.stop();
  rmSync(dir, { recursive: true, force: true });
}

async function runStore(store, round) {
  const figures = {};
  for (const [part, cells] of plan(values).entries()) {
    const database = `bench_${store.replace('-', '_')}_${round}_${part}`;
    await admin.query(`CREATE DATABASE ${database}`);
    const url = new URL(cluster.url);
    url.pathname = `/${database}`;
    const execArgv = [...process.execArgv, ...RUN_AS_OURS];
    const child = fork(join(here, 'store-process.mjs'), [store, url.toString()], { execArgv });
    await answer(child, store);
    for (const { key, cell, options } of cells) {
      await admin.query('CHECKPOINT');
      child.send({ cell, options });
      figures[key] = (await answer(child, `${store}, ${key}`)).figures;
      console.log(`round ${round + 1}  ${store.padEnd(12)} ${key.padEnd(12)} ${JSON.stringify(figures[key])}`);
    }
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.disconnect();
    await gone;
    await admin.query(`DROP DATABASE ${database} WITH (FORCE)`);
  }
  return figures;
}

function answer(child, what) {
  return new Promise((resolve, reject) => {
    const died = (code) => reject(new Error(`${what}: its process ended with ${code}`));
    child.once('exit', died);
    child.once('message', (message) => {
      child.off('exit', died);
      if (message.error === undefined) resolve(message);
      else reject(new Error(`${what}: ${message.error}`));
    });
  });
}
