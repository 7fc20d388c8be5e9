import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { childNews, type ChildNews, type ChildTask } from './child-task';

const SOURCE_CONDITION = join(__dirname, '../../../../test/support/source-condition.cjs');

/** A real process of the suite, to be killed. */
export class Child {
  private readonly process: ChildProcess;
  private readonly heard: ChildNews[] = [];
  private readonly ended: Promise<unknown>;
  private failure = '';

  constructor(task: ChildTask) {
    this.process = fork(join(__dirname, 'child.ts'), [], {
      execArgv: ['--conditions=@sanban/source', '-r', SOURCE_CONDITION],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.ended = once(this.process, 'exit');
    this.process.stderr?.on('data', (text: Buffer) => (this.failure += text.toString()));
    this.process.on('message', (message) => this.heard.push(childNews.parse(message)));
    this.process.send(task);
  }

  /** Resolves when the child has told `news`. @throws when it ended without. */
  async tells(news: ChildNews['news']): Promise<void> {
    const gone = this.ended.then(() => 'gone');
    while (!this.heard.some((heard) => heard.news === news)) {
      const next = await Promise.race([once(this.process, 'message'), gone]);
      if (next === 'gone') throw new Error(`the child ended before it was ${news}: ${this.failure}`);
    }
  }

  /** The highest number acknowledged, by key. */
  acknowledged(): Map<string, number> {
    const highest = new Map<string, number>();
    for (const heard of this.heard) if (heard.news === 'acknowledged') highest.set(heard.key, heard.n);
    return highest;
  }

  freeze(): void {
    this.process.kill('SIGSTOP');
  }

  thaw(): void {
    this.process.kill('SIGCONT');
  }

  /** kill -9; resolves when it is gone. */
  async kill(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.ended;
  }
}
