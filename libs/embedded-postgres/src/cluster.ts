import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { locateBinaries } from './binaries';
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
 * @throws with the end of the server's own log when it does not come up.
 */
export async function startCluster(
  dir: string,
  options: { port?: number; settings?: Record<string, string> } = {},
): Promise<Cluster> {
  const user = serverUser();
  const data = reachableDataDir(dir, user);
  const binaries = reachableBinaries(locateBinaries(), user);
  const passwordFile = join(data, '..', `${data.split('/').pop()}.password`);
  const created = !existsSync(join(data, 'PG_VERSION'));

  if (created) {
    rmSync(data, { recursive: true, force: true });
    mkdirSync(data, { recursive: true, mode: 0o700 });
    writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
    if (user) [data, passwordFile].forEach((path) => chownSync(path, user.uid, user.gid));
    const init = spawnSync(
      binaries.initdb,
      [
        '-D',
        data,
        '-U',
        'sanban',
        '--pwfile',
        passwordFile,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C.UTF-8',
      ],
      { ...user, encoding: 'utf8', cwd: '/' },
    );
    if (init.status !== 0) {
      rmSync(data, { recursive: true, force: true });
      throw new Error(`initdb failed: ${init.error?.message ?? init.stderr}`);
    }
  }
  const url = (port: number) =>
    `postgres://sanban:${readFileSync(passwordFile, 'utf8').trim()}@127.0.0.1:${port}/postgres`;

  const left = runningServer(data);
  if (left) {
    await untilReady(url(left.port), () => isAlive(left.pid), join(data, 'server.log'));
    return { url: url(left.port), pid: left.pid, created, stop: () => stop(left.pid) };
  }

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
  await untilReady(url(port), () => server.exitCode === null && server.signalCode === null, join(data, 'server.log'));
  return { url: url(port), pid, created, stop: () => stop(pid) };
}

/** `postmaster.pid`: line 1 the process, line 4 the port. A stale file (its process is gone or is not a postgres) does not count. */
function runningServer(data: string): { pid: number; port: number } | undefined {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return pid > 0 && port > 0 && isAlive(pid) && isOurs(pid, data) ? { pid, port } : undefined;
}

/** After a reboot the number may belong to another process. */
function isOurs(pid: number, data: string): boolean {
  const commandLine = `/proc/${pid}/cmdline`;
  return (
    !existsSync('/proc/self/cmdline') || (existsSync(commandLine) && readFileSync(commandLine, 'utf8').includes(data))
  );
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

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
