import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setImmediate as turn } from 'node:timers/promises';
import { startCluster } from './cluster';
import { ForeignFolder } from './create-cluster';

const ROOT = join(__dirname, '../../..');
const HOOK = join(ROOT, 'test/support/source-condition.cjs');
const PROGRAM = join(__dirname, 'testing/starting-process.ts');

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'sanban-first-start-'));
  chmodSync(dir, 0o755);
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** In a process group of its own, as a terminal or a container would end it. */
const startInProcess = (data: string) =>
  spawn(process.execPath, ['--conditions=@sanban/source', '-r', HOOK, PROGRAM, data], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });

it('starts after it was killed while it made the cluster', async () => {
  const child = startInProcess(join(dir, 'pg'));
  const ended = once(child, 'exit');
  const begun = () => readdirSync(dir).some((name) => existsSync(join(dir, name, 'PG_VERSION')));
  while (!begun()) await turn();
  process.kill(-Number(child.pid), 'SIGKILL');
  await ended;

  const cluster = await startCluster(join(dir, 'pg'));
  expect(cluster.created).toBe(true);
  await cluster.stop();
  expect(readdirSync(dir)).toEqual(['pg']);
});

it('is one cluster where two start at once', async () => {
  const urls = await Promise.all([1, 2, 3].map(() => text(startInProcess(join(dir, 'pg')).stdout)));
  const cluster = await startCluster(join(dir, 'pg'));
  await cluster.stop();
  expect(urls).toEqual(urls.map(() => cluster.url));
});

it('leaves alone what others have put where it should lie', async () => {
  const file = join(dir, 'pg', 'notes.txt');
  mkdirSync(join(dir, 'pg'));
  writeFileSync(file, 'precious');
  await expect(startCluster(join(dir, 'pg'))).rejects.toThrow(ForeignFolder);
  expect(readFileSync(file, 'utf8')).toBe('precious');
});

it('does not take over a cluster whose password it does not know', async () => {
  mkdirSync(join(dir, 'pg'));
  writeFileSync(join(dir, 'pg', 'PG_VERSION'), '18\n');
  await expect(startCluster(join(dir, 'pg'))).rejects.toThrow(ForeignFolder);
});

it('takes an empty folder for none', async () => {
  mkdirSync(join(dir, 'pg'));
  const cluster = await startCluster(join(dir, 'pg'));
  expect(cluster.created).toBe(true);
  await cluster.stop();
});
