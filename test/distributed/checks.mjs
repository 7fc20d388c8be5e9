// What must be true afterwards. Each check is a name and what is wrong (empty: nothing).
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root } from '../../deploy/local/install.mjs';
import { allEvents, behind, leftOver, readTopic } from './records.mjs';
import { lagOf } from '../support/lag.mjs';

const require = createRequire(import.meta.url);

/** @returns {Promise<{ name: string, wrong: string[] }[]>} */
export async function checks({ system, load, client, operator }) {
  const { commandIdOf } = require('@sanban/service-kit');
  const { SERVICES, TOPICS } = require('@sanban/contracts');
  const kept = SERVICES.filter((name) => name !== 'gateway');
  const events = await allEvents(system.adminUrl, kept);
  const outcomes = [];
  const check = (name, wrong) => outcomes.push({ name, wrong: wrong.slice(0, 5).map(String) });

  check('every request went its whole way', load.failures);
  check('a service that is away is told with Retry-After', client.withoutRetryAfter > 0 ? ['a 503 without it'] : []);
  check(
    'some commands had to be repeated',
    client.broken + (client.statuses.get(503) ?? 0) > 0 ? [] : ['none: no fault was felt'],
  );

  const byCause = groups(events, ({ causation }) => causation);
  check(
    `every acknowledged command (${client.acknowledged.length}) stands in the store once, as it was acknowledged`,
    client.acknowledged
      .filter(({ user, key, answer }) => {
        const found = byCause.get(commandIdOf(user, key)) ?? [];
        return (
          found.map(({ type }) => type).join() !== answer.events.join() || found.at(-1)?.revision !== answer.revision
        );
      })
      .map(({ key, path }) => `${key} ${path}`),
  );
  const streams = groups(events, ({ stream }) => stream);
  check('no event stands twice, no revision is missing', [
    ...(new Set(events.map(({ id }) => id)).size === events.length ? [] : ['an id twice']),
    ...[...streams]
      .filter(([, ofOne]) => ofOne.some(({ revision }, index) => revision !== index))
      .map(([stream]) => stream),
  ]);
  check(
    'no cause took effect twice in a stream',
    [...groups(events, ({ causation, stream }) => `${causation} ${stream}`)]
      .filter(([, caused]) => caused.some(({ revision }, index) => revision !== caused[0].revision + index))
      .map(([cause]) => cause),
  );
  const placeOf = new Map(events.map(({ id, stream, revision }) => [id, { stream, revision }]));
  check('the order per request is unbroken where it is heard', ordered(heardOrders(events, placeOf), placeOf));

  if (system.brokers !== undefined) {
    const topics = TOPICS.filter((topic) => topic === 'sanban.coordination.request' || topic.endsWith('.case-file'));
    for (const topic of topics) {
      const { keys, seen } = await readTopic(system.brokers, topic);
      const relayed = new Set([...seen].map((id) => events.find((event) => event.id === id)?.type));
      const service = topic.split('.')[1];
      const missing = events.filter(
        ({ service: of, id, type }) => of === service && toldOthers(of, type) && !seen.has(id),
      );
      check(`${topic}: ${seen.size} events, in order per request, nothing missing`, [
        ...ordered([...keys.values()], placeOf),
        ...missing.map(({ id, type }) => `${type} ${id} is not on the topic`),
        ...(relayed.has(undefined) ? ['an event that no store knows'] : []),
      ]);
    }
  }

  for (const table of ['bus_dead_letters', 'subscription_parked']) {
    check(`${table} is empty everywhere`, Object.entries(await leftOver(system.adminUrl, kept, table)).map(String));
  }
  const reports = await Promise.all(kept.map((name) => operator(`/services/${name}/health`)));
  check(
    'no consumer and no subscription lags',
    reports.filter((report) => lagOf(report) > 0).map(({ service }) => service),
  );
  if (system.brokers !== undefined) {
    let lines = await behind(system.adminUrl, kept, system.brokers);
    // What does not concern a group is noted half a second later.
    for (let look = 0; lines.length > 0 && look < 20; look += 1) {
      await delay(500);
      lines = await behind(system.adminUrl, kept, system.brokers);
    }
    check('every group stands at the end of its topics, by the stores and the brokers', lines);
  }
  check('office and agencies agree (sanban reconcile)', reconciled(system));
  return { outcomes, events: events.length, requests: load.finished };
}

/** What is told to the others in every case; the office records, but does not repeat, what agencies have told it. */
const toldOthers = (service, type) =>
  service === 'coordination'
    ? ['RequestAssigned', 'RequestReassigned', 'RequestClosed'].includes(type)
    : ['CaseFileAccepted', 'CaseFileResolved'].includes(type);

/** For each stream, what events of others caused its own, in its order. */
const heardOrders = (events, placeOf) =>
  [...groups(events, ({ stream }) => stream).values()].map((ofOne) =>
    ofOne
      .map(({ causation }) => causation)
      .filter((cause, index, all) => placeOf.has(cause) && all.indexOf(cause) === index),
  );

/** Ids of one source stream must come with rising revisions. */
function ordered(sequences, placeOf) {
  const wrong = [];
  for (const ids of sequences) {
    const last = new Map();
    for (const id of ids) {
      const { stream, revision } = placeOf.get(id) ?? {};
      if (stream === undefined) continue;
      if (revision <= (last.get(stream) ?? -1)) wrong.push(`${stream}: ${revision} after ${last.get(stream)}`);
      last.set(stream, revision);
    }
  }
  return wrong;
}

function reconciled(system) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'apps/cli/bin/sanban.mjs'), 'reconcile', '--data', system.options.data, '--json'],
    { cwd: root, encoding: 'utf8', timeout: 120_000 },
  );
  return status === 0 ? [] : [`exit ${status}: ${(stdout + stderr).slice(0, 1_000)}`];
}

function groups(items, keyOf) {
  const found = new Map();
  for (const item of items) {
    const key = keyOf(item);
    if (found.has(key)) found.get(key).push(item);
    else found.set(key, [item]);
  }
  return found;
}
