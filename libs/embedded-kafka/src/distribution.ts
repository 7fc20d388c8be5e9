import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** The broker's version, as pinned in pom.xml. */
export const KAFKA_VERSION = '4.3.1';

const pom = join(__dirname, '..', 'pom.xml');

/** What keeps Kafka from running on this machine, for a reader; undefined where nothing does. */
export function missingTools(): string | undefined {
  const missing = [
    ['java', '-version'],
    ['mvn', '--version'],
  ].filter(([command, flag]) => spawnSync(command ?? '', [flag ?? ''], { stdio: 'ignore' }).status !== 0);
  if (missing.length === 0) return undefined;
  return `Kafka needs Java 17 and Maven; not found: ${missing.map(([command]) => command).join(', ')} (Debian: apt-get install default-jre-headless maven)`;
}

/** Folder with the broker's jars under `dir`; Maven fetches them the first time (about 43 MB). */
export async function distribution(dir: string): Promise<string> {
  const jars = join(dir, KAFKA_VERSION);
  if (existsSync(jars)) return jars;
  const missing = missingTools();
  if (missing) throw new Error(missing);
  const partial = `${jars}.${process.pid}`;
  mkdirSync(partial, { recursive: true });
  await run('mvn', [
    ...['-q', '-B', '-f', pom, 'dependency:copy-dependencies'],
    ...['-DincludeScope=runtime', `-DoutputDirectory=${partial}`],
  ]);
  if (!readdirSync(partial).some((name) => name.startsWith('kafka_'))) {
    rmSync(partial, { recursive: true, force: true });
    throw new Error('Maven copied no Kafka: see its messages');
  }
  try {
    renameSync(partial, jars);
  } catch (error) {
    // Another process was quicker.
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(jars)) throw error;
  }
  return jars;
}

function run(command: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${command} ended with ${code ?? 'a signal'}:\n${output.slice(-2000)}`));
    });
  });
}
