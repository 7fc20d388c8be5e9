import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { answers, freePorts } from './ports';

const ROOT = join(__dirname, '../../..');

/** `npm run kafka` as a process of its own, with everything that it has said. */
class Command {
  printed = '';
  readonly exit: Promise<unknown>;

  constructor(private readonly child: ChildProcess) {
    const collect = (chunk: Buffer) => (this.printed += chunk.toString());
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    this.exit = once(child, 'close');
  }

  static run(data: string, port: number): Command {
    const args = [join(ROOT, 'deploy/local/kafka.mjs'), '--data', data, '--port', String(port)];
    return new Command(spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] }));
  }

  get code(): number | null {
    return this.child.exitCode;
  }

  async until(condition: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await condition())) {
      if (this.code !== null) throw new Error(`it has ended:\n${this.printed}`);
      await delay(50);
    }
  }

  isUp(port: number): Promise<void> {
    return this.until(() => this.printed.includes(`Kafka is up: KAFKA_BROKERS=127.0.0.1:${port}`));
  }

  end(signal: NodeJS.Signals): Promise<unknown> {
    this.child.kill(signal);
    return this.exit;
  }
}

/** Brokers that run on this data. */
const brokers = (data: string): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => commandLine(pid).includes(`kafka.Kafka\0${data}/`))
    .map(Number);

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

describe('npm run kafka', () => {
  const folders: string[] = [];
  const folder = () => {
    const data = mkdtempSync(join(tmpdir(), 'sanban-kafka-command-'));
    folders.push(data);
    return data;
  };
  afterAll(() => {
    for (const data of folders) {
      for (const pid of brokers(data)) process.kill(pid, 'SIGKILL');
      rmSync(data, { recursive: true, force: true });
    }
  });

  it('takes no other program at its port for its broker', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const command = Command.run(folder(), port);
    await command.exit;
    other.close();
    expect(command.printed).toContain(`Port ${port} is taken by another program: --port N chooses others.`);
    expect(command.code).toBe(1);
  });

  it('leaves nothing running when it is stopped before it is up', async () => {
    const data = folder();
    const [port = 0] = await freePorts(1);
    const command = Command.run(data, port);
    await command.until(() => brokers(data).length > 0);
    expect(command.printed).not.toContain('Kafka is up');
    await command.end('SIGINT');
    expect(command.code).toBe(0);
    expect(brokers(data)).toEqual([]);
  });

  it('leaves the broker of one that runs alone, takes over that of a killed one, at the port that is asked for', async () => {
    const data = folder();
    const [port = 0, another = 0] = await freePorts(2);
    const first = Command.run(data, port);
    await first.isUp(port);
    const [broker] = brokers(data);

    const second = Command.run(data, another);
    await second.exit;
    expect(second.code).toBe(1);
    expect(second.printed).toContain('runs Kafka on');
    expect(brokers(data)).toEqual([broker]);
    expect(await answers(port)).toBe(true);

    await first.end('SIGKILL');
    expect(brokers(data)).toEqual([broker]);
    const third = Command.run(data, another);
    await third.isUp(another);
    expect(brokers(data)).not.toContain(broker);
    expect(await answers(port)).toBe(false);
    await third.end('SIGINT');
    expect(brokers(data)).toEqual([]);
  });

  it('says so when its broker ends by itself', async () => {
    const data = folder();
    const [port = 0] = await freePorts(1);
    const command = Command.run(data, port);
    await command.isUp(port);
    for (const pid of brokers(data)) process.kill(pid, 'SIGKILL');
    await command.exit;
    expect(command.code).toBe(1);
    expect(command.printed).toContain('A broker has ended by itself');
  });
});
