import { chmodSync, renameSync, writeFileSync } from 'node:fs';
import { parseEnvironment, type Environment } from '@sanban/service-kit';
import { z } from 'zod';

/** Where a program of the same user on this machine finds the platform, and a token that reads everything. */
export interface CliFile {
  url: string;
  token: string;
}

/** Its name in a data folder. */
export const CLI_FILE = 'cli.json';

/** `SANBAN_CLI_FILE`: where to leave it; absent: nowhere. */
export const cliFileFrom = (env: Environment): string | undefined =>
  parseEnvironment(z.object({ SANBAN_CLI_FILE: z.string().min(1).optional() }), env).SANBAN_CLI_FILE;

/** Readable by its owner alone; whole or not at all. */
export function writeCliFile(path: string, content: CliFile): void {
  const partial = `${path}.${process.pid}`;
  writeFileSync(partial, `${JSON.stringify(content)}\n`, { mode: 0o600 });
  chmodSync(partial, 0o600);
  renameSync(partial, path);
}
