// Ours as `npm start` runs it: all services in one process.
import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countEvents, signIn } from '../sanban-support.mjs';

const require = createRequire(import.meta.url);
const { startPlatform } = require('@sanban/platform');

export async function start(databaseUrl) {
  const dataDir = mkdtempSync(join(tmpdir(), 'sanban-bench-platform-'));
  const platform = await startPlatform({ dataDir, databaseUrl, port: 0, logLevel: 'error' });
  return {
    address: platform.url,
    token: await signIn(platform.url),
    count: () => countEvents(databaseUrl),
    stop: () => platform.stop(),
  };
}
