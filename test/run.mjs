// `npm test`: everything that this machine can run; what is left out is said, with the reason, at the end.
// SANBAN_REQUIRE=all makes a left-out suite a failure (.ci/run). `npm test -- pure int` runs only the suites named.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { install, root } from '../deploy/local/install.mjs';
import { suites } from './suites.mjs';

install();
const { build } = await import('../deploy/local/build.mjs');
await build();

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !suites.some((suite) => suite.name === name));
if (unknown.length > 0) {
  console.error(`No suite ${unknown.join(', ')}. There are: ${suites.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

const reports = mkdtempSync(join(tmpdir(), 'sanban-reports-'));
const chosen = suites
  .filter(({ name }) => wanted.length === 0 || wanted.includes(name))
  .map((suite) => ({ ...suite, lacks: suite.missing?.() || undefined }));
const leftOut = chosen.filter(({ lacks }) => lacks !== undefined);
const ran = [];
for (const group of inGroups(chosen.filter(({ lacks }) => lacks === undefined))) {
  if (group.length > 1) {
    console.log(`\n${group.map(({ name }) => name).join(', ')} beside each other: each prints when it ends.`);
  }
  ran.push(...(await Promise.all(group.map((suite) => run(suite, group)))));
}
rmSync(reports, { recursive: true, force: true });

console.log('\n── summary');
for (const { name, ok, seconds, passed, failed, skipped } of ran) {
  const left = skipped > 0 ? `, ${skipped} skipped` : '';
  console.log(`${ok ? '✓' : '✗'} ${name.padEnd(12)} ${passed} passed, ${failed} failed${left} in ${seconds} s`);
}
for (const { name, lacks, optional } of leftOut) {
  console.log(`– ${name.padEnd(12)} left out${optional ? ' (optional)' : ''}: ${lacks}`);
}

const sum = (key) => ran.reduce((total, result) => total + result[key], 0);
const strict = process.env.SANBAN_REQUIRE === 'all';
// An optional suite needs what no machine can fetch for itself. Asked for by name it is not optional.
const lacking = leftOut.filter(({ name, optional }) => wanted.includes(name) || (strict && !optional));
const ok = ran.length > 0 && ran.every((result) => result.ok) && lacking.length === 0;
if (strict && lacking.length > 0) console.log('SANBAN_REQUIRE=all: a suite that is left out is a failure.');
console.log(`Tests: ${sum('passed')} passed, ${sum('failed')} failed`);
process.exit(ok ? 0 : 1);

/** Neighbours that may run beside each other, one group; every other is a group of its own. */
function inGroups(list) {
  const groups = [];
  for (const suite of list) {
    const last = groups.at(-1);
    if (suite.beside !== undefined && last?.[0].beside === suite.beside) last.push(suite);
    else groups.push([suite]);
  }
  return groups;
}

async function run(suite, { length }) {
  const heading = `\n── ${suite.name}: ${suite.title}`;
  const output = length > 1 ? 'pipe' : 'inherit';
  if (output === 'inherit') console.log(heading);
  const report = join(reports, `${suite.name}.json`);
  const [command, ...args] = suite.command({ report });
  const started = Date.now();
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['inherit', output, output],
    env: { ...process.env, ...suite.env },
  });
  const printed = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => printed.push(chunk));
  const [status] = await once(child, 'close');
  if (output === 'pipe') console.log(`${heading}\n${Buffer.concat(printed)}`);
  const counts = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;
  return {
    name: suite.name,
    ok: status === 0,
    seconds: Math.round((Date.now() - started) / 1000),
    passed: counts?.numPassedTests ?? (status === 0 ? 1 : 0),
    failed: counts?.numFailedTests ?? (status === 0 ? 0 : 1),
    skipped: counts?.numPendingTests ?? 0,
  };
}
