import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A server that runs on `data`, whoever started it. */
export interface RunningServer {
  pid: number;
  port: number;
}

/** `postmaster.pid`: line 1 the process, line 4 the port. A stale file (its process is gone or is not a postgres) does not count. */
export function runningServer(data: string): RunningServer | undefined {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return pid > 0 && port > 0 && isAlive(pid) && isOurs(pid, data) ? { pid, port } : undefined;
}

/** After a reboot the number may belong to another process. */
function isOurs(pid: number, data: string): boolean {
  const commandLine = `/proc/${pid}/cmdline`;
  return (
    !existsSync('/proc/self/cmdline') || (existsSync(commandLine) && readFileSync(commandLine, 'utf8').includes(data))
  );
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
