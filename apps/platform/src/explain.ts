import { ForeignFolder } from '@sanban/embedded-postgres';
import { StoreUnavailable } from '@sanban/event-store';
import { ForeignBus } from '@sanban/messaging';
import { databaseFault, DatabaseUnavailable } from './database-unavailable';
import { AlreadyRunning } from './instance-lock';
import { UsageError, type PlatformOptions } from './options';
import { isSystemError, systemFault } from './system-faults';

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
  if (error instanceof ForeignFolder) {
    return [
      `${error.folder} 中有不属于本系统数据库的文件，未作任何改动。请移走，或另选数据目录（--data）。`,
      `${error.folder} holds files that are no database of ours. Nothing was touched: move them, or choose another --data.`,
    ].join('\n');
  }
  if (error instanceof DatabaseUnavailable) return databaseFault(error, databaseOf(options));
  const fault = options !== undefined && isSystemError(error) ? systemFault(error, options) : undefined;
  if (fault !== undefined) return fault;
  if (error instanceof StoreUnavailable)
    return `事件库不可用，未能启动 · The event store cannot be used: ${error.message}`;
  if (error instanceof ForeignBus) {
    return [
      '这些数据的消息读到哪里，是按另一条消息总线记录的；照此读现在这条，会漏读消息，因此未能启动。',
      '请改回原来的总线；确需更换的，见 docs/operations.md 的 Moving to another bus 一节。',
      `Not started on this bus: ${error.message}.`,
    ].join('\n');
  }
  return `未能启动 · It did not start:\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

/** Without account and password. */
const databaseOf = (options: PlatformOptions | undefined): string =>
  options?.databaseUrl === undefined ? (options?.dataDir ?? '') : new URL(options.databaseUrl).host;
