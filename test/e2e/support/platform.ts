import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export const ROOT = join(__dirname, '../../..');

/** The real platform as a process of its own, started as `npm start` starts it. */
export class Platform {
  private output = '';

  private constructor(
    readonly data: string,
    readonly url: string,
    private readonly child: ChildProcess,
    /** Milliseconds until it was ready. */
    readonly startedIn: number,
  ) {}

  /** @throws with its output when it does not become ready in time */
  static async start(data: string, port: number, env: Record<string, string> = {}): Promise<Platform> {
    const began = Date.now();
    const child = spawn(
      process.execPath,
      [join(ROOT, 'deploy/local/start.mjs'), '--data', data, '--port', String(port)],
      // Its own process group, so that killing it kills nothing of ours and leaves what it started to itself.
      { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], detached: true, env: { ...process.env, ...env } },
    );
    let output = '';
    const collect = (chunk: Buffer) => (output += chunk.toString('utf8'));
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    const url = `http://127.0.0.1:${port}`;
    while (!(await isReady(url))) {
      if (child.exitCode !== null || child.signalCode !== null || Date.now() - began > 60_000) {
        child.kill('SIGKILL');
        throw new Error(`the platform did not become ready:\n${output}`);
      }
      await pause(25);
    }
    const platform = new Platform(data, url, child, Date.now() - began);
    platform.output = output;
    child.stdout.on('data', (chunk: Buffer) => (platform.output += chunk.toString('utf8')));
    child.stderr.on('data', (chunk: Buffer) => (platform.output += chunk.toString('utf8')));
    return platform;
  }

  /** Everything that it has printed. */
  get printed(): string {
    return this.output;
  }

  get running(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** As a power cut for the process: nothing in it can react. */
  async kill(): Promise<void> {
    await this.signal('SIGKILL');
  }

  /** As Ctrl-C. Answers its exit code. */
  async interrupt(): Promise<number | null> {
    await this.signal('SIGINT');
    return this.child.exitCode;
  }

  private async signal(signal: 'SIGKILL' | 'SIGINT'): Promise<void> {
    if (!this.running) return;
    const ended = new Promise<void>((resolve) => this.child.once('close', () => resolve()));
    this.child.kill(signal);
    await ended;
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

/** A data folder that another user (PostgreSQL's, when we are root) can reach. */
export function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sanban-e2e-'));
  chmodSync(folder, 0o755);
  return folder;
}

export const removeFolder = (data: string): void => rmSync(data, { recursive: true, force: true });

/** The account that the running platform leaves for programs on the same machine. */
export function localToken(data: string): string | null {
  const file = join(data, 'cli.json');
  if (!existsSync(file)) return null;
  const found: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return typeof found === 'object' && found !== null && 'token' in found && typeof found.token === 'string'
    ? found.token
    : null;
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('no port'));
        else resolve(address.port);
      });
    });
  });
}
