import { isUtf8 } from 'node:buffer';
import { readdirSync, readFileSync, statSync, type Dirent, type Stats } from 'node:fs';
import type { Fault } from '../faults/fault';

/** What was read, or why it could not be. */
export type Read<T> = { value: T } | { fault: Fault };

/** Undefined where nothing is, also behind a link. */
export const statusOf = (path: string): Read<Stats | undefined> =>
  attempt(path, () => statSync(path, { throwIfNoEntry: false }));

export const entriesOf = (folder: string): Read<Dirent[]> =>
  attempt(folder, () => readdirSync(folder, { withFileTypes: true }));

/** The text of a file of a pack. A byte order mark is left to the parser. */
export const textOf = (path: string): Read<string> => {
  const read = attempt(path, () => {
    const status = statSync(path);
    // What is no file might never end, as a pipe does.
    return status.isFile() ? readFileSync(path) : status;
  });
  if ('fault' in read) return read;
  const { value: bytes } = read;
  if (!(bytes instanceof Uint8Array)) return { fault: unreadable(path, bytes.isDirectory() ? FOLDER : NO_FILE) };
  return isUtf8(bytes) ? { value: bytes.toString('utf8') } : { fault: notUtf8(path, bytes) };
};

interface Reason {
  zh: string;
  en: string;
}

const FOLDER: Reason = { zh: '这是文件夹，不是文件', en: 'it is a folder, not a file' };
const NO_FILE: Reason = { zh: '既不是文件，也不是文件夹', en: 'it is neither a file nor a folder' };

/** By the code of the system's error. */
const REASONS: Readonly<Record<string, Reason>> = {
  ENOENT: { zh: '它是链接，所指的文件不存在', en: 'it is a link to a file that does not exist' },
  ELOOP: { zh: '它是循环的链接', en: 'it is a link that leads back to itself' },
  EACCES: { zh: '没有读取权限', en: 'reading it is not permitted' },
  EPERM: { zh: '没有读取权限', en: 'reading it is not permitted' },
};

/** The system's refusal becomes a fault; any other error is one of ours and passes. */
const attempt = <T>(path: string, read: () => T): Read<T> => {
  try {
    return { value: read() };
  } catch (error) {
    if (typeof error !== 'object' || error === null || !('code' in error)) throw error;
    const code = String(error.code);
    return { fault: unreadable(path, REASONS[code] ?? { zh: code, en: code }) };
  }
};

const unreadable = (file: string, { zh, en }: Reason): Fault => ({
  code: 'unreadable',
  file,
  line: 1,
  column: 1,
  path: '',
  zh: `无法读取：${zh}。请改正，或把它从方案中移走。`,
  en: `This cannot be read: ${en}. Correct it, or take it out of the pack.`,
});

/** Bytes that are no UTF-8 come back as others once they have been decoded: there it stops being UTF-8. */
const notUtf8 = (file: string, bytes: Buffer): Fault => {
  const again = Buffer.from(bytes.toString('utf8'));
  const at = bytes.findIndex((byte, index) => byte !== again[index]);
  const before = bytes.subarray(0, at).toString('utf8').split('\n');
  return {
    code: 'not-utf8',
    file,
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
    path: '',
    zh: '文件从这里起不是 UTF-8 编码（可能是 GBK 或 UTF-16）。请用编辑器把文件另存为 UTF-8。',
    en: 'From here the file is not UTF-8 (perhaps GBK or UTF-16). Save it as UTF-8.',
  };
};
