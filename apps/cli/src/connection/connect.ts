import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Failure } from '../output/failure';
import { Api } from './api';

/** Where `sanban` and `npm start` keep their data when nothing else is said: `.data` of the checkout. */
export const DEFAULT_DATA = join(__dirname, '../../../../.data');

export interface ConnectionOptions {
  url?: string;
  token?: string;
  data: string;
}

/** What the running platform leaves in its data folder for programs on the same machine. */
const cliFile = z.object({ url: z.url(), token: z.string().min(1) });
export type LocalPlatform = z.infer<typeof cliFile>;

/** The platform that ran last on this data folder; null where none did. It may have ended since. */
export function localPlatform(data: string): LocalPlatform | null {
  const path = join(data, 'cli.json');
  if (!existsSync(path)) return null;
  const parsed = cliFile.safeParse(readJson(path));
  return parsed.success ? { ...parsed.data, url: trimmed(parsed.data.url) } : null;
}

/** The API to speak to: `--url` and `--token` (or `SANBAN_TOKEN`), else the platform that runs on the data folder. */
export function connect(options: ConnectionOptions): Api {
  const token = options.token ?? process.env.SANBAN_TOKEN;
  const local = localPlatform(options.data);
  const url = options.url ?? local?.url;
  if (url === undefined) throw notRunning(options.data);
  // The local token belongs to the local platform alone.
  const known = token ?? (url === local?.url ? local.token : undefined);
  if (known === undefined) {
    throw new Failure(
      'token-missing',
      `访问 ${url} 需要令牌：请用 --token 或环境变量 SANBAN_TOKEN 给出（POST /api/v1/tokens 可取得）。`,
      `${url} needs a token: give --token or SANBAN_TOKEN (POST /api/v1/tokens issues one).`,
    );
  }
  return new Api(url, known);
}

export const notRunning = (where: string): Failure =>
  new Failure(
    'not-running',
    `平台没有在运行（${where}）。请先执行 npm start，或用 --url 指明地址。`,
    `The platform is not running (${where}): run npm start first, or name its address with --url.`,
  );

export const trimmed = (url: string): string => url.replace(/\/+$/, '');

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}
