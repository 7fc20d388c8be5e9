// The published language (docs/integration.md):
//   npm run contracts -- check            does it keep what was released?
//   npm run contracts -- release          writes it as the next set, libs/contracts/released/<n>/, where it does
//   npm run contracts -- write DIR        writes asyncapi.json, openapi.json and schemas/<type>.json, to publish them
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { install, root } from './install.mjs';

install();
const { build } = await import('./build.mjs');
await build();
const { asyncApiDocument, brokenPromises, eventSchemas, openApiDocument } = createRequire(import.meta.url)(
  '@sanban/contracts',
);

const folder = join(root, 'libs/contracts/released');
const last = Math.max(0, ...readdirSync(folder).map(Number));
const released = last === 0 ? {} : JSON.parse(readFileSync(join(folder, String(last), 'schemas.json'), 'utf8'));
const servers = (process.env.SANBAN_EVENT_SERVERS ?? '').split(',').filter(Boolean);

const [command = 'check', target] = process.argv.slice(2);
if (command === 'write' && target !== undefined) write(target, true);
else if (command === 'check' || command === 'release') checkAndRelease();
else {
  console.error('usage: npm run contracts -- check | release | write DIR');
  process.exit(2);
}

function checkAndRelease() {
  const broken = brokenPromises(released);
  for (const { type, path, code, detail } of broken) console.error(`${type} ${path || '(whole)'}: ${code}: ${detail}`);
  if (broken.length > 0) {
    console.error(`${broken.length} incompatible with set ${last}: give the event a new major version instead.`);
    process.exit(1);
  }
  const same = JSON.stringify(released) === JSON.stringify(eventSchemas());
  if (command === 'check' || same) {
    console.log(same ? `The same as set ${last}.` : `Compatible with set ${last}, and not released yet.`);
    return;
  }
  write(join(folder, String(last + 1)), false);
  console.log(`Released as set ${last + 1}: commit libs/contracts/released/${last + 1}.`);
}

/** @param each whether every schema has a file of its own, as it is served */
function write(dir, each) {
  mkdirSync(dir, { recursive: true });
  const save = (name, content) => writeFileSync(join(dir, name), `${JSON.stringify(content, null, 2)}\n`);
  save('asyncapi.json', asyncApiDocument({ servers }));
  if (!each) return save('schemas.json', eventSchemas());
  save('openapi.json', openApiDocument());
  mkdirSync(join(dir, 'schemas'), { recursive: true });
  for (const [type, schema] of Object.entries(eventSchemas())) save(`schemas/${type}.json`, schema);
}
