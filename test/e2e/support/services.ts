import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ROOT } from './platform';

/** `npm run services` as a process of its own, with everything that it has said. */
export class Services {
  printed = '';
  readonly exit: Promise<number | null>;

  private constructor(private readonly child: ChildProcess) {
    const collect = (chunk: Buffer) => (this.printed += chunk.toString('utf8'));
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    this.exit = once(child, 'close').then(() => child.exitCode);
  }

  static start(args: readonly string[], env: Record<string, string> = {}): Services {
    const inherited = Object.entries(process.env).filter(([name]) => !/^(KAFKA|DATABASE|SANBAN)_/.test(name));
    const child = spawn(process.execPath, [join(ROOT, 'deploy/local/services.mjs'), ...args], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...Object.fromEntries(inherited), ...env },
    });
    return new Services(child);
  }

  /** Resolves when it has said it. @throws when it ends without that */
  async says(what: RegExp): Promise<void> {
    while (!what.test(this.printed)) {
      if (this.child.exitCode !== null) throw new Error(`it ended without saying ${what.source}:\n${this.printed}`);
      await Promise.race([once(this.child.stderr ?? this.child, 'data'), this.exit]);
    }
  }

  /** As Ctrl-C. Answers its exit code. */
  async interrupt(): Promise<number | null> {
    this.child.kill('SIGINT');
    return await this.exit;
  }
}
