import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './platform';

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs `sanban …` as a process, as a user does. */
export const sanban = (...args: string[]): Promise<Finished> => run('', args);

/** The same, with something piped in. */
export const sanbanReading = (input: string, ...args: string[]): Promise<Finished> => run(input, args);

async function run(input: string, args: readonly string[]): Promise<Finished> {
  return await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(ROOT, 'apps/cli/bin/sanban.mjs'), ...args], {
      cwd: ROOT,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    // A command that fails early reads nothing.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}
