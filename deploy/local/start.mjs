// `npm start`: installs and builds when needed, then runs every service in this one process on embedded PostgreSQL.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { install, root } from './install.mjs';

install();
const { build } = await import('./build.mjs');
await build();
await import(pathToFileURL(join(root, 'apps/platform/dist/main.js')).href);
