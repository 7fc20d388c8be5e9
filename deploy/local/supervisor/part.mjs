// One thing that must run: it is started, watched, started again with back-off when it is gone, and stopped in order.
import { EventEmitter } from 'node:events';

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;
/** Whoever has run for so long has recovered: the next pause is short again. */
const STEADY_MS = 20_000;
const LOOK_MS = 500;
/** What is up is asked seldom: the answer costs it a look at all that it does. That its process is gone is seen at once. */
const ASK_UP_MS = 2_000;

/**
 * `runner`: { start(): Promise, running(): boolean, state?(): Promise<string>, complaint?(): string, stop(): Promise, kill(): Promise }.
 * Emits `change` with every new `state`: starting, up (or what the runner says), down, stopped; `trouble` with why it does not come up.
 */
export class Part extends EventEmitter {
  state = 'stopped';
  restarts = 0;
  since = Date.now();
  #pause = FIRST_PAUSE_MS;
  #askedAt = 0;
  #wanted = false;
  #complaint;
  #loop;

  constructor(name, runner) {
    super();
    this.name = name;
    this.runner = runner;
  }

  /** Resolves when it has come up the first time. A first start that fails is an error, later ones are repeated. */
  async start() {
    this.#wanted = true;
    await this.#startOnce();
    this.#loop = this.#watch();
  }

  /** Takes it away and keeps it away until {@link release}. */
  async hold() {
    this.#wanted = false;
    await this.runner.kill();
    this.#is('down');
  }

  release() {
    this.#pause = FIRST_PAUSE_MS;
    this.#wanted = true;
  }

  /** kill -9; then it is for the watch to notice. */
  kill() {
    return this.runner.kill();
  }

  async stop() {
    this.#wanted = false;
    this.stopping = true;
    await this.runner.stop();
    await this.#loop;
    this.#is('stopped');
  }

  async #watch() {
    while (!this.stopping) {
      await pause(LOOK_MS);
      if (this.stopping || !this.#wanted) continue;
      if (this.runner.running()) {
        if (this.state !== 'up' || Date.now() - this.#askedAt >= ASK_UP_MS) await this.#look();
        continue;
      }
      this.#is('down');
      this.#complain();
      this.#pause = Date.now() - this.startedAt > STEADY_MS ? FIRST_PAUSE_MS : this.#pause * 2;
      await pause(Math.min(this.#pause, LONGEST_PAUSE_MS));
      if (this.stopping || !this.#wanted) continue;
      this.restarts += 1;
      await this.#startOnce().catch((error) => this.emit('trouble', error));
    }
  }

  /** Once, however often it fails for the same reason. */
  #complain() {
    const complaint = this.runner.complaint?.();
    if (!complaint || complaint === this.#complaint) return;
    this.#complaint = complaint;
    this.emit('trouble', new Error(complaint));
  }

  async #look() {
    this.#askedAt = Date.now();
    const state = (await this.runner.state?.()) ?? 'up';
    if (this.#wanted && this.runner.running()) this.#is(state);
  }

  async #startOnce() {
    this.#is('starting');
    this.startedAt = Date.now();
    await this.runner.start();
    await this.#look();
  }

  #is(state) {
    if (state === this.state) return;
    this.state = state;
    this.since = Date.now();
    this.emit('change', this);
  }
}

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
