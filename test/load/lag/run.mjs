// `npm run bench -- lag [--rates 20,100,300] [--seconds 15] [--bus kafka,postgres]`
// How long from the acknowledgement of the office's assignment until the case file stands in the other agency's list: every
// service a process of its own, one broker. PostgreSQL itself notes the moment at which the list's row was committed
// (track_commit_timestamp), on the same machine's clock: nobody polls.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { build } from '../../../deploy/local/build.mjs';
import { System } from '../../../deploy/local/supervisor/system.mjs';
import { commitTimes } from './commit-times.mjs';
import { Office } from './office.mjs';

const text = (fallback) => ({ type: 'string', default: fallback });
const { values } = parseArgs({
  options: { rates: text('20,100,300'), seconds: text('15'), bus: text('kafka,postgres'), port: text('26100') },
});
const rates = values.rates.split(',').map(Number);
const seconds = Number(values.seconds);
/** Ten processes run for weeks, and V8 compiles what they do over their first thousands of commands, on the same two cores. */
const WARM_UP = { rate: 100, seconds: 70 };
/** How long an assignment may be on its way before it counts as lost. */
const ARRIVES_WITHIN_MS = 60_000;

await build();
console.log(`Node ${process.versions.node}, ${cpus().length} × ${cpus()[0].model}; ${seconds} s at each rate`);
const rows = [];
for (const bus of values.bus.split(',')) rows.push(...(await measured(bus)));
console.log('\n| bus | commands/s | sent | arrived | answer p50 | p99 | lag p50 | p99 | max (ms) |');
console.log('|---|---|---|---|---|---|---|---|---|');
for (const row of rows) console.log(`| ${row.join(' | ')} |`);

async function measured(bus) {
  const data = mkdtempSync(join(tmpdir(), 'sanban-lag-'));
  const system = new System({
    data,
    bus,
    nodes: 1,
    port: Number(values.port),
    logLevel: 'warn',
    demo: 'on',
    postgresSettings: { track_commit_timestamp: 'on' },
  });
  try {
    await system.start();
    await system.ready();
    const office = await Office.open(system.url);
    await round(system, office, WARM_UP);
    const found = [];
    for (const rate of rates) {
      const row = await round(system, office, { rate, seconds });
      found.push([bus, rate, ...row]);
      console.log(`${bus} at ${rate}/s: ${row.join(', ')}`);
    }
    await office.close();
    return found;
  } finally {
    await system.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

/** Assignments at a fixed pace, whatever the answers do. */
async function round(system, office, { rate, seconds: lasting }) {
  const triaged = await office.prepare(rate * lasting);
  // What the preparation has set going is not what is measured.
  await office.quiet();
  const began = performance.now();
  const sent = [];
  for (const [index, request] of triaged.entries()) {
    const wait = began + (index * 1_000) / rate - performance.now();
    if (wait > 1) await delay(wait);
    sent.push(office.assign(request, index));
  }
  const answered = await Promise.all(sent);
  const until = Date.now() + ARRIVES_WITHIN_MS;
  let arrived = await commitTimes(system.adminUrl, answered);
  while (arrived.size < answered.length && Date.now() < until) {
    await delay(500);
    arrived = await commitTimes(system.adminUrl, answered);
  }
  const lags = answered.flatMap(({ request, at }) => (arrived.has(request) ? [arrived.get(request) - at] : []));
  const answers = answered.map(({ tookMs }) => tookMs);
  return [
    answered.length,
    lags.length,
    quantile(answers, 0.5),
    quantile(answers, 0.99),
    quantile(lags, 0.5),
    quantile(lags, 0.99),
    quantile(lags, 1),
  ];
}

function quantile(numbers, part) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN).toFixed(1);
}
