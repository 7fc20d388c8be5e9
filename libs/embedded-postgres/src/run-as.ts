import { cpSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { createHash } from 'node:crypto';
import { dirname, join, parse } from 'node:path';
import type { Binaries } from './binaries';

/** The account that the server runs under; `undefined`: our own. */
export interface ServerUser {
  uid: number;
  gid: number;
}

/** postgres refuses to run as root, so root starts it as nobody. */
export function serverUser(): ServerUser | undefined {
  return process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;
}

/** Whether another account can walk down to `path` (the execute bit for others on every parent). */
export function isTraversable(path: string): boolean {
  const { root } = parse(path);
  for (let dir = path; dir !== root; dir = dirname(dir)) {
    if (existsSync(dir) && (statSync(dir).mode & 0o001) === 0) return false;
  }
  return true;
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12);

/**
 * Where the data can lie: the wanted folder or, where the server's account cannot reach it, a stable one outside. Its parent is
 * made, it itself is not.
 */
export function reachableDataDir(wanted: string, user: ServerUser | undefined): string {
  mkdirSync(dirname(wanted), { recursive: true });
  if (user === undefined || isTraversable(dirname(wanted))) return wanted;
  return join('/var/tmp', `sanban-${hash(wanted)}`);
}

/** Binaries that the server's account can run: a copy under the temporary folder where the originals are out of reach. */
export function reachableBinaries(binaries: Binaries, user: ServerUser | undefined): Binaries {
  if (user === undefined || isTraversable(binaries.home)) return binaries;
  const home = join(tmpdir(), `sanban-postgres-${hash(binaries.home)}`);
  if (!existsSync(home)) {
    const partial = `${home}.${process.pid}`;
    cpSync(binaries.home, partial, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(partial, home);
    } catch (error) {
      if (!existsSync(home)) throw error;
    }
  }
  return {
    home,
    initdb: binaries.initdb.replace(binaries.home, home),
    postgres: binaries.postgres.replace(binaries.home, home),
  };
}
