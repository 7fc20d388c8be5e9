// `npm run test:distributed`: all services as processes, three brokers, PostgreSQL; load while each of them is killed again and
// again by a seeded schedule; the bus away as a whole; then every record is held against what was acknowledged.
// node test/distributed/run.mjs [--faults 60] [--seed 20220822] [--requests 100] [--away 45] [--bus kafka|postgres] [--report FILE]
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { build } from '../../deploy/local/build.mjs';
import { System } from '../../deploy/local/supervisor/system.mjs';
import { lagOf } from '../support/lag.mjs';
import { checks } from './checks.mjs';
import { Client } from './client.mjs';
import { outage } from './outage.mjs';
import { allInSync } from './records.mjs';
import { faultSchedule } from './schedule.mjs';
import { Load } from './stories.mjs';

const text = (fallback) => ({ type: 'string', default: fallback });
const { values } = parseArgs({
  options: {
    faults: text('60'),
    seed: text('20220822'),
    requests: text('100'),
    // Longer than publishing waits (30 s): relays give up meanwhile, and repeat.
    away: text('45'),
    bus: text('kafka'),
    port: text('25100'),
    report: { type: 'string' },
  },
});
const [faults, seed, requests, away, port] = ['faults', 'seed', 'requests', 'away', 'port'].map((name) =>
  Number(values[name]),
);
/** How long everything may take to come to its end after the last fault. */
const SETTLE_MS = 240_000;
/** `broker.session.timeout.ms` of the embedded brokers, and a second. */
const NOTICED_WITHIN_MS = 4_000;

await build();
const { SERVICES } = createRequire(import.meta.url)('@sanban/contracts');
const data = mkdtempSync(join(tmpdir(), 'sanban-distributed-'));
const began = Date.now();
const say = (line) => console.log(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}`);
const system = new System({
  data,
  bus: values.bus,
  nodes: 3,
  port,
  logLevel: 'info',
  demo: 'on',
  // kill -9 needs no fsync; a power cut is not what is tested here.
  postgresSettings: { fsync: 'off', full_page_writes: 'off' },
  onTrouble: (part, error) => say(`${part.name} does not come up yet: ${error.message.split('\n')[0]}`),
});
let ok = false;
try {
  ok = await test();
} catch (error) {
  console.error(error);
} finally {
  await system.stop();
  if (ok) rmSync(data, { recursive: true, force: true });
  else console.log(`The services' lines and the data are in ${data}`);
}
process.exit(ok ? 0 : 1);

async function test() {
  say(`seed ${seed}, ${faults} faults, ${requests} requests under way, bus ${values.bus}`);
  await system.start();
  await system.ready();
  say(`up: ${[...system.parts.keys()].join(', ')}`);
  const client = new Client(system.url);
  await client.put('operator', '/clock', { now: '2022-08-22T09:00:00+08:00' });
  const run = `distributed-${seed}-${began}`;
  let deadline = Infinity;
  const load = new Load(client, await oneOfEach(client), run, () => deadline);
  load.begin(requests);
  await inflict(load);
  const brokers = [...system.parts.values()].filter(isBroker);
  const outcome = brokers.length > 0 ? await withoutBus(brokers, client, run) : undefined;
  say(`no new requests; ${load.inFlight} under way come to their end`);
  deadline = Date.now() + SETTLE_MS;
  await load.finish();
  await quiet(client, deadline);
  const operator = async (path) => (await client.get('operator', path)).body;
  const { outcomes, events } = await checks({ system, load, client, operator });
  if (outcome)
    outcomes.push({
      name: `commands are accepted, and the office stops in order, while the bus is away for ${away} s`,
      wrong: outcome.wrong,
    });
  return report(outcomes, { events, load, client });
}

/** An agency of each department's service. */
async function oneOfEach(client) {
  const { body } = await client.get('530902-office-officer', '/agencies?region=530902');
  return SERVICES.flatMap((service) => body.items.find((agency) => agency.service === service)?.id ?? []).filter(
    (id) => !id.endsWith('/office'),
  );
}

/** One fault after the other; no part is killed before it has come up again, and one broker at a time is away. */
async function inflict(load) {
  const schedule = faultSchedule(seed, faults, [...system.parts.keys()]);
  say(`schedule: ${schedule.map(({ target, afterMs }) => `${target}+${afterMs}`).join(' ')}`);
  for (const [index, { target, afterMs }] of schedule.entries()) {
    await delay(afterMs);
    const part = system.parts.get(target);
    const ready = () => part.runner.running() && part.state.startsWith('up');
    await until(async () => ready() && (!isBroker(part) || (await brokersAreWell())), target);
    await part.kill();
    say(`fault ${index + 1}/${faults}: kill -9 ${target} (${load.inFlight} under way, ${load.finished} done)`);
    if (load.failures.length > 0) break;
  }
}

function isBroker({ name }) {
  return name.startsWith('kafka');
}

/** All up for longer than the brokers take to notice a loss, so that what they say of their replicas is of now. */
async function brokersAreWell() {
  const brokers = [...system.parts.values()].filter(isBroker);
  const steady = brokers.every(({ state, since }) => state === 'up' && Date.now() - since > NOTICED_WITHIN_MS);
  return steady && (await allInSync(system.brokers));
}

async function withoutBus(brokers, client, run) {
  await system.ready(SETTLE_MS);
  say(`all brokers away for ${away} s`);
  const outcome = await outage({ brokers, office: system.parts.get('coordination'), client, seconds: away, run });
  say(`${outcome.accepted} commands accepted meanwhile, the slowest in ${outcome.slowestMs} ms`);
  say(`told to stop, the office ended after ${outcome.stop.ms} ms (exit code ${outcome.stop.code})`);
  const back = Date.now();
  await until(() => allInSync(system.brokers), 'brokers');
  const operator = async (name) => (await client.get('operator', `/services/${name}/health`)).body;
  await until(async () => lagOf(await operator('coordination')) === 0, 'the office’s relay');
  say(`the relay has caught up ${((Date.now() - back) / 1000).toFixed(1)} s after the brokers were let back`);
  return outcome;
}

/** Everybody up, nothing on its way. */
async function quiet(client, deadline) {
  for (;;) {
    const reports = await Promise.all(
      SERVICES.filter((name) => name !== 'gateway').map(
        async (name) => (await client.get('operator', `/services/${name}/health`)).body,
      ),
    );
    if (reports.every((report) => lagOf(report) === 0)) return;
    if (Date.now() > deadline) return;
    await delay(500);
  }
}

async function until(condition, what) {
  const end = Date.now() + SETTLE_MS;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await delay(200);
  }
}

function report(outcomes, { events, load, client }) {
  const statuses = [...client.statuses].map(([status, count]) => `${status}: ${count}`).join(', ');
  say(`${load.finished} requests, ${client.acknowledged.length} acknowledged commands, ${events} events`);
  say(`answers ${statuses}; ${client.broken} connections broke`);
  say(`restarts: ${[...system.parts.values()].map(({ name, restarts }) => `${name} ${restarts}`).join(', ')}`);
  for (const { name, wrong } of outcomes) {
    console.log(`${wrong.length === 0 ? '✓' : '✗'} ${name}${wrong.map((line) => `\n    ${line}`).join('')}`);
  }
  const failed = outcomes.filter(({ wrong }) => wrong.length > 0).length;
  if (values.report !== undefined) {
    const counts = { numPassedTests: outcomes.length - failed, numFailedTests: failed, numPendingTests: 0 };
    writeFileSync(values.report, JSON.stringify(counts));
  }
  return failed === 0;
}
