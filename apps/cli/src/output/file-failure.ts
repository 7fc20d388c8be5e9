import { Failure } from './failure';

const REASONS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  EACCES: ['没有写入权限', 'no permission to write there'],
  EPERM: ['没有写入权限', 'no permission to write there'],
  EROFS: ['文件系统是只读的', 'the file system is read-only'],
  ENOTDIR: ['路径中有一段是文件，不是目录', 'part of the path is a file, not a folder'],
  EEXIST: ['同名文件已经存在', 'a file of that name is in the way'],
  EISDIR: ['那是一个目录', 'that is a folder'],
  ENOENT: ['所在的目录不存在', 'there is no such folder'],
  ENOSPC: ['磁盘空间不足', 'the disk is full'],
};

/** Does what writes to `path`. @throws Failure `cannot-write` where the operating system refuses it */
export function writing<T>(path: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
    const reason = REASONS[code];
    if (reason === undefined) throw error;
    throw new Failure(
      'cannot-write',
      `写不了 ${path}：${reason[0]}（${code}）。`,
      `${path} cannot be written: ${reason[1]} (${code}).`,
    );
  }
}
