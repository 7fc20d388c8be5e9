import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { request } from 'undici';
import { localPlatform } from '../connection/connect';
import { Failure } from '../output/failure';
import { writing } from '../output/file-failure';

const START = join(__dirname, '../../../../deploy/local/start.mjs');
const STARTS_WITHIN_MS = 60_000;

export interface Platform {
  url: string;
  /** Stops it where the demo started it; else does nothing. */
  end(): Promise<void>;
}

/** The platform that runs on this data folder, or one that is started for the demo alone. */
export async function platformOn(data: string): Promise<Platform> {
  const running = localPlatform(data);
  if (running !== null && (await isReady(running.url))) return { url: running.url, end: () => Promise.resolve() };
  writing(data, () => mkdirSync(data, { recursive: true }));
  const log = join(data, 'demo-platform.log');
  const output = writing(log, () => openSync(log, 'w'));
  const child = spawn(process.execPath, [START, '--data', data, '--port', '0'], { stdio: ['ignore', output, output] });
  // Who interrupts the demo means the platform that it has started, too.
  const interrupted = () => void stop(child).then(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  child.once('exit', () => process.off('SIGINT', interrupted).off('SIGTERM', interrupted));
  try {
    return { url: await ready(child, data, log), end: () => stop(child) };
  } catch (error) {
    await stop(child);
    throw error;
  }
}

async function ready(child: ChildProcess, data: string, log: string): Promise<string> {
  const until = Date.now() + STARTS_WITHIN_MS;
  while (child.exitCode === null && child.signalCode === null && Date.now() < until) {
    const local = localPlatform(data);
    if (local !== null && (await isReady(local.url))) return local.url;
    await pause(100);
  }
  throw new Failure(
    'platform-not-started',
    `平台没有启动成功，详见 ${log}`,
    `The platform did not come up; its output is in ${log}`,
  );
}

async function isReady(url: string): Promise<boolean> {
  try {
    const { statusCode, body } = await request(`${url}/health/ready`, { headersTimeout: 2_000, bodyTimeout: 2_000 });
    await body.dump();
    return statusCode === 200;
  } catch {
    return false;
  }
}

/** As Ctrl-C does: it finishes what it has in hand. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGINT');
  await ended;
}
