import { chmodSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where a program of the same user on this machine finds the platform, and a token that reads everything. */
export interface CliFile {
  url: string;
  token: string;
}

/** `cli.json` in the data folder, readable by its owner alone; whole or not at all. */
export function writeCliFile(dataDir: string, content: CliFile): void {
  const path = join(dataDir, 'cli.json');
  const partial = `${path}.${process.pid}`;
  writeFileSync(partial, `${JSON.stringify(content)}\n`, { mode: 0o600 });
  chmodSync(partial, 0o600);
  renameSync(partial, path);
}
