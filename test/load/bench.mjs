// `npm run bench -- event-store|http|bus|lag [options]`
import { existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';

const [name, ...options] = process.argv.slice(2);
const program = new URL(`./${name}/run.mjs`, import.meta.url);
if (!/^[a-z-]+$/.test(name ?? '') || !existsSync(program)) {
  console.error(
    'usage: npm run bench -- event-store [--rounds 3] [--quick]   |   npm run bench -- http   |   npm run bench -- bus   |   npm run bench -- lag',
  );
  process.exit(2);
}
// Our packages run from their sources, compiled as they are loaded: no build is needed.
const hook = new URL('../support/source-condition.cjs', import.meta.url).pathname;
const args = ['--conditions=@sanban/source', '-r', hook, program.pathname, ...options];
process.exit(spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1);
