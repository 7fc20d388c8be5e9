import type { PlatformOptions } from './options';

/** What Node says of an operation that the operating system refused. */
export interface SystemError extends Error {
  code: string;
  syscall: string;
  path?: string;
  hostname?: string;
}

export const isSystemError = (error: unknown): error is SystemError =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  typeof error.code === 'string' &&
  'syscall' in error &&
  typeof error.syscall === 'string';

type Reason = readonly [zh: string, en: string];

const FILES: Readonly<Record<string, Reason>> = {
  EACCES: ['没有写入权限', 'no permission to write there'],
  EPERM: ['没有写入权限', 'no permission to write there'],
  EROFS: ['文件系统是只读的', 'the file system is read-only'],
  ENOTDIR: ['路径中有一段是文件，不是目录', 'part of the path is a file, not a folder'],
  EEXIST: ['同名文件已经存在', 'a file of that name is in the way'],
  ENOENT: ['不能在那里建目录', 'no folder can be made there'],
  ENOSPC: ['磁盘空间不足', 'the disk is full'],
  EDQUOT: ['磁盘配额已用完', 'the disk quota is used up'],
};

/** Why the address or the data folder cannot be used, and what to do about it. Undefined: it is something else. */
export function systemFault(error: SystemError, { host, port, dataDir }: PlatformOptions): string | undefined {
  const { code, syscall, path, hostname } = error;
  if (syscall === 'listen') return addressFault(code, host, port);
  if (syscall === 'getaddrinfo' && hostname === host) {
    return [
      `找不到主机名 ${host}（${code}）：--host 应为本机的地址，如 127.0.0.1，或 0.0.0.0（本机所有地址）。`,
      `There is no host ${host} (${code}): --host is an address of this machine, e.g. 127.0.0.1, or 0.0.0.0 for all of them.`,
    ].join('\n');
  }
  const reason = FILES[code];
  if (path === undefined || reason === undefined) return undefined;
  return [
    `数据目录 ${dataDir} 不能使用：${reason[0]}（${code}，${path}）。请处理后再启动，或另选数据目录（npm start -- --data DIR）。`,
    `The data folder ${dataDir} cannot be used: ${reason[1]} (${code}, ${path}). Put that right, or choose another folder (npm start -- --data DIR).`,
  ].join('\n');
}

function addressFault(code: string, host: string, port: number): string | undefined {
  switch (code) {
    case 'EADDRINUSE':
      return [
        `端口 ${port} 已被占用：请关闭占用它的程序，或换一个端口（npm start -- --port ${port + 1}）。`,
        `Port ${port} is taken: stop what uses it, or choose another (npm start -- --port ${port + 1}; 0 takes any free one).`,
      ].join('\n');
    case 'EADDRNOTAVAIL':
      return [
        `${host} 不是本机的地址：--host 应为本机的地址，如 127.0.0.1，或 0.0.0.0（本机所有地址）。`,
        `${host} is no address of this machine: --host is one of its own, e.g. 127.0.0.1, or 0.0.0.0 for all of them.`,
      ].join('\n');
    case 'EACCES':
      return [
        `没有权限使用端口 ${port}：请换一个 1024 以上的端口（npm start -- --port 3000）。`,
        `No permission to use port ${port}: choose one above 1024 (npm start -- --port 3000).`,
      ].join('\n');
    default:
      return undefined;
  }
}
