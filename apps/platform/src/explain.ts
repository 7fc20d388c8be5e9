import { StoreUnavailable } from '@sanban/event-store';
import { AlreadyRunning } from './instance-lock';
import { UsageError, type PlatformOptions } from './options';

/** Why it did not start, and what to do about it. */
export function explain(error: unknown, options?: PlatformOptions): string {
  if (error instanceof UsageError) {
    return `参数有误 · ${error.message}\n用法 Usage: npm start -- [--data DIR] [--port N] [--host ADDRESS]`;
  }
  if (error instanceof AlreadyRunning) {
    const where = options?.databaseUrl === undefined ? (options?.dataDir ?? '') : 'DATABASE_URL';
    return [
      `已有一个实例在使用这些数据（${where}）：${error.who}`,
      `Already running on this data: ${error.who}. Stop it first, or start with another --data.`,
    ].join('\n');
  }
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    const port = options?.port ?? 0;
    return [
      `端口 ${port} 已被占用：请关闭占用它的程序，或换一个端口（npm start -- --port ${port + 1}）。`,
      `Port ${port} is taken: stop what uses it, or choose another (npm start -- --port ${port + 1}; 0 takes any free one).`,
    ].join('\n');
  }
  if (error instanceof StoreUnavailable)
    return `事件库不可用，未能启动 · The event store cannot be used: ${error.message}`;
  return `未能启动 · It did not start:\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
