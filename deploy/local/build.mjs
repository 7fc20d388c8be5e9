// Transpiles apps/*/src and libs/*/src to dist with swc: what changed since the last time, in well under a second.
// Types are checked by `npm run typecheck` (tsc -b), not here: a start must not wait for them (docs/decisions/0001).
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync, existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './install.mjs';

export async function build() {
  const { transformFile } = await import('@swc/core');
  const configFile = join(root, '.swcrc');
  const configTime = Math.max(statSync(configFile).mtimeMs, statSync(fileURLToPath(import.meta.url)).mtimeMs);
  const { $schema, ...options } = JSON.parse(readFileSync(configFile, 'utf8'));

  const stale = [];
  for (const folder of ['libs', 'apps']) {
    for (const name of readdirSync(join(root, folder))) {
      const src = join(root, folder, name, 'src');
      const dist = join(root, folder, name, 'dist');
      if (!existsSync(src)) continue;
      const sources = files(src).filter((file) => file.endsWith('.ts') && !/\.(spec|d)\.ts$/.test(file));
      const outputs = new Set();
      for (const source of sources) {
        const output = join(dist, relative(src, source)).replace(/\.ts$/, '.js');
        outputs.add(output);
        if (!existsSync(output) || statSync(output).mtimeMs < Math.max(statSync(source).mtimeMs, configTime)) {
          stale.push({ source, output });
        }
      }
      // A file that was renamed must not live on in dist.
      for (const file of existsSync(dist) ? files(dist) : []) {
        if (file.endsWith('.js') && !outputs.has(file)) rmSync(file);
      }
    }
  }
  await Promise.all(
    stale.map(async ({ source, output }) => {
      const { code, map } = await transformFile(source, { ...options, swcrc: false, sourceFileName: source });
      mkdirSync(dirname(output), { recursive: true });
      replace(`${output}.map`, map);
      replace(output, `${code}\n//# sourceMappingURL=${output.split('/').pop()}.map\n`);
    }),
  );
  return stale.length;
}

/** Whole or not at all: two commands may build at the same time. */
function replace(path, text) {
  const partial = `${path}.${process.pid}`;
  writeFileSync(partial, text);
  renameSync(partial, path);
}

function files(dir) {
  return readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { install } = await import('./install.mjs');
  install();
  console.log(`${await build()} files built`);
}
