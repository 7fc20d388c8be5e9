// `npm run demo -- --requests 200`: installs and builds when needed, then `sanban demo`, which starts the platform where none runs.
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { install, root } from './install.mjs';

install();
const { build } = await import('./build.mjs');
await build();
process.argv.splice(2, 0, 'demo');
await import(pathToFileURL(join(root, 'apps/cli/dist/main.js')).href);
