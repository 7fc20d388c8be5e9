import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { jvm } from './jvm';
import { answers, assertFree } from './ports';
import { serverProperties, type NodePlan, type Security } from './properties';

const ORDERLY_MS = 20_000;
/** It takes 4 s; on a machine that is busy with other things a multiple of that. */
const START_MS = 120_000;

/** One broker process: killed, stopped and started again on the same data. */
export class KafkaNode {
  private process: ChildProcess | undefined;
  /** Whether it was not stopped after it was started. */
  private wanted = false;

  /** @param classes arguments of the JVM in the place of those that use their archive */
  constructor(
    readonly plan: NodePlan,
    private readonly jars: string,
    private readonly classes?: string[],
  ) {}

  get address(): string {
    return `127.0.0.1:${this.plan.clientPort}`;
  }

  get running(): boolean {
    return this.process !== undefined && !hasEnded(this.process);
  }

  /** Writes the configuration and, the first time, formats the storage. */
  prepare(clusterId: string, all: readonly NodePlan[], security?: Security): void {
    mkdirSync(this.plan.dir, { recursive: true });
    writeFileSync(this.config, serverProperties(this.plan, all, security), { mode: 0o600 });
    if (existsSync(join(this.plan.dir, 'logs', 'meta.properties'))) return;
    const users = (security?.users ?? []).map(
      ({ name, password }) => `--add-scram=SCRAM-SHA-512=[name=${name},password=${password}]`,
    );
    // As one argument each: a random id may begin with "-", which the tool would take for another option.
    const given = [`--cluster-id=${clusterId}`, `--config=${this.config}`, ...users];
    const { status, stderr } = spawnSync('java', [...jvm(this.jars), 'kafka.tools.StorageTool', 'format', ...given], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`Kafka's storage could not be formatted: ${stderr.slice(-2000)}`);
  }

  /** Resolves when the clients' listener answers. @throws EADDRINUSE, or when it does not come up or is stopped meanwhile */
  async start(): Promise<void> {
    if (this.running) return;
    this.wanted = true;
    await assertFree(this.plan.clientPort);
    await assertFree(this.plan.controllerPort);
    const child = this.spawn();
    const until = Date.now() + START_MS;
    for (;;) {
      const up = await answers(this.plan.clientPort);
      if (hasEnded(child) || Date.now() > until) {
        child.kill('SIGKILL');
        throw new Error(`Kafka node ${this.plan.id} did not come up:\n${readFileSync(this.log, 'utf8').slice(-2000)}`);
      }
      if (up) return;
      await delay(50);
    }
  }

  /** kill -9. */
  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  /**
   * Orderly: gives its partitions' leadership away first; by force when that takes longer than 20 s.
   * @returns whether it came to its own end, not killed by us or anybody
   */
  async stop(): Promise<boolean> {
    const force = setTimeout(() => void this.end('SIGKILL'), ORDERLY_MS);
    await this.end('SIGTERM');
    clearTimeout(force);
    return typeof this.process?.exitCode === 'number';
  }

  /** Resolves when its process is gone. */
  async gone(): Promise<void> {
    if (this.process && this.running) await once(this.process, 'exit');
  }

  /**
   * Ends a broker that a killed process of ours has left running on this data: a second one beside it would not come up.
   * @throws where the process that runs it lives
   */
  async endLeftOver(): Promise<void> {
    if (!existsSync(this.pidFile)) return;
    const [pid = '', owner = ''] = readFileSync(this.pidFile, 'utf8').split(' ');
    const ours = () => processFile(pid, 'cmdline').includes(this.config);
    if (!ours()) return;
    // Whose parent has gone gets another one.
    if (processFile(pid, 'status').includes(`\nPPid:\t${owner}\n`)) {
      throw new Error(`The process ${owner} runs Kafka on ${this.plan.dir} already.`);
    }
    process.kill(Number(pid), 'SIGKILL');
    while (ours()) await delay(50);
  }

  private spawn(): ChildProcess {
    if (!this.wanted) throw new Error(`Kafka node ${this.plan.id} was stopped before it came up`);
    const log = openSync(this.log, 'a');
    const child = spawn(
      'java',
      [...jvm(this.jars, this.classes), 'kafka.Kafka', this.config],
      // Its own session: Ctrl-C in the terminal reaches us first.
      { stdio: ['ignore', log, log], detached: true },
    );
    closeSync(log);
    this.process = child;
    if (child.pid !== undefined) writeFileSync(this.pidFile, `${child.pid} ${process.pid}`);
    return child;
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    this.wanted = false;
    const gone = this.gone();
    if (this.running) this.process?.kill(signal);
    await gone;
  }

  private get pidFile(): string {
    return join(this.plan.dir, 'server.pid');
  }

  private get config(): string {
    return join(this.plan.dir, 'server.properties');
  }

  private get log(): string {
    return join(this.plan.dir, 'server.log');
  }
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

/** What the kernel tells of a process; empty where there is none. */
function processFile(pid: string, name: 'cmdline' | 'status'): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}
