// One service as a process of its own: `apps/<name>/dist/main.js`, its lines in a file.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../install.mjs';
import { complaintIn } from './complaint.mjs';

/** Each holds its packs and some thousand states in memory, 65 to 120 MB: a bound, so that ten of them fit on a laptop. */
const HEAP_MB = 512;
/**
 * In percent of what lives. Left to itself V8 lets a heap that grows slowly grow by a tenth, and goes through all of it every
 * few seconds; on two cores a department's messages wait for up to 700 ms meanwhile (docs/benchmarks.md).
 */
const HEAP_GROWTH = 150;
/** The young generation that `npm start` has too: what a request leaves behind dies in it (docs/benchmarks.md). */
const SEMI_SPACE_MB = 64;
/** Who has answered before and answers nothing for so long is frozen, and cannot tell: it is ended from outside. */
const FROZEN_MS = 30_000;

export class ServiceProcess {
  #child;
  #answeredAt;
  #linesFrom = 0;

  constructor({ name, port, env, log }) {
    Object.assign(this, { name, port, env, log });
  }

  async start() {
    const output = openSync(this.log, 'a');
    this.#linesFrom = statSync(this.log).size;
    // A session of its own: Ctrl-C in the terminal reaches the supervisor alone. The channel tells it when the supervisor is gone.
    this.#child = spawn(
      process.execPath,
      [
        `--max-old-space-size=${HEAP_MB}`,
        `--heap-growing-percent=${HEAP_GROWTH}`,
        `--max-semi-space-size=${SEMI_SPACE_MB}`,
        '--enable-source-maps',
        join(root, 'apps', this.name, 'dist/main.js'),
      ],
      { cwd: root, env: this.env, detached: true, stdio: ['ignore', output, output, 'ipc'] },
    );
    closeSync(output);
    this.#answeredAt = undefined;
    await once(this.#child, 'spawn');
  }

  get pid() {
    return this.#child?.pid;
  }

  running() {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** What it says of itself; `starting` until it answers the first time. */
  async state() {
    try {
      const answer = await fetch(`http://127.0.0.1:${this.port}/health/ready`, { signal: AbortSignal.timeout(3_000) });
      const { status } = await answer.json();
      this.#answeredAt = performance.now();
      return status === 'ok' ? 'up' : status === 'degraded' ? 'up, degraded' : 'up, not ready';
    } catch {
      if (this.#answeredAt === undefined) return 'starting';
      if (performance.now() - this.#answeredAt > FROZEN_MS) await this.kill();
      return 'no answer';
    }
  }

  /** Why it has ended without ever having answered; empty where its lines do not say. */
  complaint() {
    return this.#answeredAt === undefined ? complaintIn(this.log, this.#linesFrom) : '';
  }

  /** Gives the exit code: 0 where it has stopped in order. */
  stop() {
    return this.#end('SIGTERM');
  }

  kill() {
    return this.#end('SIGKILL');
  }

  async #end(signal) {
    if (!this.running()) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill(signal);
    const [code] = await ended;
    return code;
  }
}
