import { spawn } from 'node:child_process';
import { chownSync, closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { locateBinaries } from './binaries';
import { createCluster, isCluster, passwordOf } from './create-cluster';
import { isAlive, runningServer, type RunningServer } from './running-server';
import { reachableBinaries, reachableDataDir, serverUser } from './run-as';

export interface Cluster {
  /** `postgres://…/postgres`, as the superuser. */
  url: string;
  /** Of the server's first process. */
  pid: number;
  /** Whether this call created the cluster. */
  created: boolean;
  /** Orderly stop; resolves when the server is gone. */
  stop(): Promise<void>;
}

const SETTINGS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '400',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/**
 * Starts the PostgreSQL that lies in `dir`, or takes over the one that a killed process left running there.
 * @param options.port where a free one is not wanted; what is left running keeps its own
 * @param options.settings further `postgresql.conf` settings, for tests (e.g. `{ fsync: 'off' }`).
 * @throws ForeignFolder where something else lies there; with the end of the server's own log when it does not come up.
 */
export async function startCluster(
  dir: string,
  options: { port?: number; settings?: Record<string, string> } = {},
): Promise<Cluster> {
  const user = serverUser();
  const data = reachableDataDir(dir, user);
  const binaries = reachableBinaries(locateBinaries(), user);
  const created = !isCluster(data) && createCluster(data, binaries.initdb, user);
  const password = passwordOf(data);

  const left = runningServer(data);
  if (left) return takeOver(left, data, password, created);

  const port = options.port ?? (await freePort());
  const log = openSync(join(data, 'server.log'), 'a');
  if (user) chownSync(join(data, 'server.log'), user.uid, user.gid);
  const settings = Object.entries({ ...SETTINGS, ...options.settings }).flatMap(([k, v]) => ['-c', `${k}=${v}`]);
  // Its own session: Ctrl-C in the terminal must reach us first, so that we can finish our work before it stops.
  const server = spawn(binaries.postgres, ['-D', data, '-p', String(port), ...settings], {
    ...user,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  server.unref();
  const { pid } = server;
  if (pid === undefined) throw new Error(`PostgreSQL did not start: ${binaries.postgres} cannot be run`);
  const runs = () => server.exitCode === null && server.signalCode === null;
  try {
    await untilReady(urlOf(port, password), runs, join(data, 'server.log'));
  } catch (error) {
    // Another process was quicker to start one here.
    const other = runs() ? undefined : runningServer(data);
    if (other) return takeOver(other, data, password, created);
    if (runs()) await stop(pid);
    throw error;
  }
  return { url: urlOf(port, password), pid, created, stop: () => stop(pid) };
}

async function takeOver({ pid, port }: RunningServer, data: string, password: string, created: boolean) {
  const url = urlOf(port, password);
  await untilReady(url, () => isAlive(pid), join(data, 'server.log'));
  return { url, pid, created, stop: () => stop(pid) };
}

const urlOf = (port: number, password: string) => `postgres://sanban:${password}@127.0.0.1:${port}/postgres`;

async function untilReady(url: string, alive: () => boolean, log: string): Promise<void> {
  const until = Date.now() + 30_000;
  for (;;) {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 2000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (!alive() || Date.now() > until) {
        const tail = existsSync(log) ? readFileSync(log, 'utf8').split('\n').slice(-15).join('\n') : '';
        throw new Error(`PostgreSQL did not come up: ${String(error)}\n${tail}`, { cause: error });
      }
      await delay(25);
    }
  }
}

/** SIGINT is PostgreSQL's fast shutdown: open transactions are rolled back, a checkpoint is written. */
async function stop(pid: number): Promise<void> {
  if (!isAlive(pid)) return;
  process.kill(pid, 'SIGINT');
  while (isAlive(pid)) await delay(20);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('no free port'));
        else resolve(address.port);
      });
    });
  });
}
