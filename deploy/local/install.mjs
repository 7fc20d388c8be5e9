// Installs what package-lock.json names when node_modules does not hold it yet. Plain Node: nothing is installed when this runs.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export function install() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(`Node ${process.versions.node} is too old: Sanban needs 20.19 or newer.`);
  }
  if (isInstalled()) return;
  console.error('正在安装依赖 · Installing dependencies (npm ci) …');
  // npm passes its own settings on to what it starts; `npm ci` must not inherit e.g. `--json` or a workspace from them.
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', process.stderr, process.stderr],
    shell: process.platform === 'win32',
    env: { ...process.env, NODE_ENV: 'development' },
  });
  if (status !== 0) fail('npm ci failed: see its messages above.');
}

/** Whether every package of the lockfile is there in the version that it names (npm's own record of what it installed). */
function isInstalled() {
  const record = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(([path, { version, link, optional, peer }]) => {
    if (!path.startsWith('node_modules/') || optional || peer) return true;
    return link ? installed[path]?.link === true : installed[path]?.version === version;
  });
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
