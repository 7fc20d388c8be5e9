import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isAlive } from './running-server';
import type { ServerUser } from './run-as';

/** A folder with something in it that no PostgreSQL of ours has put there. It stays as it is. */
export class ForeignFolder extends Error {
  constructor(readonly folder: string) {
    super(`${folder} holds files that are no database of ours`);
    this.name = 'ForeignFolder';
  }
}

/** In the cluster's own folder, so that both come into being at once; earlier clusters have it beside theirs. */
const PASSWORD = 'superuser.password';
const passwordFiles = (data: string) => [join(data, PASSWORD), `${data}.password`];

/** Of the superuser `sanban`. @throws ForeignFolder */
export function passwordOf(data: string): string {
  const file = passwordFiles(data).find((path) => existsSync(path));
  if (file === undefined) throw new ForeignFolder(data);
  return readFileSync(file, 'utf8').trim();
}

/** Whether `data` is a cluster; false where it is not there or empty. @throws ForeignFolder */
export function isCluster(data: string): boolean {
  if (existsSync(join(data, 'PG_VERSION'))) return true;
  if (existsSync(data) && readdirSync(data).length > 0) throw new ForeignFolder(data);
  return false;
}

/**
 * Makes a cluster in `data`, whole or not at all: a process that is killed meanwhile leaves a folder beside it, which the next
 * one removes. Of two at the same time one makes it and both use it.
 * @returns whether it was this one
 * @throws with what `initdb` said
 */
export function createCluster(data: string, initdb: string, user: ServerUser | undefined): boolean {
  removeUnfinished(data);
  const fresh = `${data}${UNFINISHED}${process.pid}`;
  const password = `${fresh}.password`;
  try {
    mkdirSync(fresh, { recursive: true, mode: 0o700 });
    writeFileSync(password, randomBytes(24).toString('base64url'), { mode: 0o600 });
    if (user) [fresh, password].forEach((path) => chownSync(path, user.uid, user.gid));
    const access = ['-U', 'sanban', '--pwfile', password, '--auth=scram-sha-256'];
    const init = spawnSync(initdb, ['-D', fresh, ...access, '--encoding=UTF8', '--locale=C.UTF-8'], {
      ...user,
      encoding: 'utf8',
      cwd: '/',
    });
    if (init.status !== 0) throw new Error(`initdb failed: ${init.error?.message ?? init.stderr}`);
    renameSync(password, join(fresh, PASSWORD));
    return moveInto(data, fresh);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
    rmSync(password, { force: true });
  }
}

const UNFINISHED = '.unfinished-';

/** What processes that are gone have left. */
function removeUnfinished(data: string): void {
  const beginning = `${basename(data)}${UNFINISHED}`;
  for (const name of existsSync(dirname(data)) ? readdirSync(dirname(data)) : []) {
    if (!name.startsWith(beginning)) continue;
    const pid = Number.parseInt(name.slice(beginning.length), 10);
    if (pid !== process.pid && isAlive(pid)) continue;
    rmSync(join(dirname(data), name), { recursive: true, force: true });
  }
}

/** An empty folder gives way, a full one does not: then another process was quicker. */
function moveInto(data: string, fresh: string): boolean {
  try {
    renameSync(fresh, data);
    return true;
  } catch (error) {
    if (isCluster(data)) return false;
    throw error;
  }
}
