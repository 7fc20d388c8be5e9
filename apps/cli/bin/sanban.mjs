#!/usr/bin/env node
// Installs and builds when needed (quiet when there is nothing to do), so that `npx sanban` works in a fresh clone.
import { install } from '../../../deploy/local/install.mjs';

install();
const { build } = await import('../../../deploy/local/build.mjs');
await build();
await import('../dist/main.js');
