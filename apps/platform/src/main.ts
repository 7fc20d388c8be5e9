import { explain } from './explain';
import { greeting } from './greeting';
import { platformOptions, type PlatformOptions } from './options';
import { startPlatform, type Platform } from './start-platform';

/** One Ctrl-C in a terminal arrives twice under `npm start`: from the terminal and from npm. */
const SAME_SIGNAL = 1_000;

const NOT_SEPARATED = [
  '  注意：数据库账号无权创建角色，各服务共用同一账号，互不隔离。',
  '  Note: the database account may not create roles; all services share it and are not kept apart.',
].join('\n');

const say = (text: string) => void process.stdout.write(`${text}\n`);
const complain = (text: string) => void process.stderr.write(`${text}\n`);

void main();

async function main(): Promise<void> {
  let options: PlatformOptions | undefined;
  try {
    options = platformOptions(process.argv.slice(2), process.env);
    const starting = startPlatform(options);
    stopOnSignal(starting);
    const platform = await starting;
    say(greeting(platform, options.demo, process.uptime()));
    if (!platform.separated) complain(NOT_SEPARATED);
  } catch (error) {
    complain(explain(error, options));
    process.exit(1);
  }
}

/** The first signal stops in order (once the start is through), a further one at once. */
function stopOnSignal(starting: Promise<Platform>): void {
  let asked: number | undefined;
  const onSignal = () => {
    const now = performance.now();
    if (asked !== undefined) {
      if (now - asked > SAME_SIGNAL) process.exit(130);
      return;
    }
    asked = now;
    say('\n  正在停止 · Stopping …（再按一次 Ctrl-C 强制退出 · Ctrl-C again forces）');
    void stop(starting);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}

async function stop(starting: Promise<Platform>): Promise<void> {
  try {
    const platform = await starting;
    await platform.stop();
    say('  已停止，数据已保存 · Stopped, everything is kept.');
    process.exit(0);
  } catch (error) {
    complain(explain(error));
    process.exit(1);
  }
}
