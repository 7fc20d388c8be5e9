import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { serverProperties, type NodePlan, type Security } from './properties';

/** One broker process: killed, stopped and started again on the same data. */
export class KafkaNode {
  private process: ChildProcess | undefined;

  constructor(
    readonly plan: NodePlan,
    private readonly jars: string,
  ) {}

  get address(): string {
    return `127.0.0.1:${this.plan.clientPort}`;
  }

  get running(): boolean {
    return this.process !== undefined && this.process.exitCode === null && this.process.signalCode === null;
  }

  /** Writes the configuration and, the first time, formats the storage. */
  prepare(clusterId: string, all: readonly NodePlan[], security?: Security): void {
    mkdirSync(this.plan.dir, { recursive: true });
    writeFileSync(this.config, serverProperties(this.plan, all, security), { mode: 0o600 });
    if (existsSync(join(this.plan.dir, 'logs', 'meta.properties'))) return;
    const users = (security?.users ?? []).flatMap(({ name, password }) => [
      '--add-scram',
      `SCRAM-SHA-512=[name=${name},password=${password}]`,
    ]);
    const { status, stderr } = spawnSync(
      'java',
      ['-cp', join(this.jars, '*'), 'kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', this.config, ...users],
      { encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(`Kafka's storage could not be formatted: ${stderr.slice(-2000)}`);
  }

  /** Resolves when the clients' listener answers. */
  async start(): Promise<void> {
    if (this.running) return;
    const log = openSync(this.log, 'a');
    const child = spawn(
      'java',
      [
        ...['-Xmx384m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'],
        ...['-Dorg.slf4j.simpleLogger.defaultLogLevel=warn', '-cp', join(this.jars, '*'), 'kafka.Kafka', this.config],
      ],
      // Its own session: Ctrl-C in the terminal reaches us first.
      { stdio: ['ignore', log, log], detached: true },
    );
    closeSync(log);
    this.process = child;
    const until = Date.now() + 60_000;
    while (!(await answers(this.plan.clientPort))) {
      if (child.exitCode !== null || child.signalCode !== null || Date.now() > until) {
        throw new Error(`Kafka node ${this.plan.id} did not come up:\n${readFileSync(this.log, 'utf8').slice(-2000)}`);
      }
      await delay(50);
    }
  }

  /** kill -9. */
  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  /** Orderly: gives its partitions' leadership away first. */
  stop(): Promise<void> {
    return this.end('SIGTERM');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (!this.process || !this.running) return;
    const gone = once(this.process, 'exit');
    this.process.kill(signal);
    await gone;
  }

  private get config(): string {
    return join(this.plan.dir, 'server.properties');
  }

  private get log(): string {
    return join(this.plan.dir, 'server.log');
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = new Socket();
    const done = (result: boolean) => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
    socket.connect(port, '127.0.0.1');
  });
}
