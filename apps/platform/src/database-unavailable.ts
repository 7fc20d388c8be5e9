import { z } from 'zod';

/** Its PostgreSQL does not let the platform in, or does not answer. */
export class DatabaseUnavailable extends Error {
  /** Of the operating system or SQLSTATE; empty where there is none. */
  readonly code: string;

  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'DatabaseUnavailable';
    this.code = refusal.safeParse(cause).data?.code ?? '';
  }
}

const refusal = z.object({ code: z.string() });

const REASONS_ZH: Readonly<Record<string, string>> = {
  ECONNREFUSED: '那里没有数据库在运行',
  ENOTFOUND: '找不到该主机名',
  EAI_AGAIN: '找不到该主机名',
  ETIMEDOUT: '没有回应',
  EHOSTUNREACH: '网络不通',
  ENETUNREACH: '网络不通',
  ENOENT: '没有这个套接字文件',
  '28P01': '用户名或密码不对',
  '28000': '该账号不允许登录',
  '3D000': '没有这个数据库',
  '57P03': '数据库正在启动或停止',
  '53300': '连接数已满',
};

/** @param where without its account: what is printed may be read by others */
export function databaseFault({ code, message }: DatabaseUnavailable, where: string): string {
  // Node leaves the message empty where a name has several addresses.
  const said = [code, message].filter((part) => part !== '').join(', ');
  return [
    `连接不上数据库 ${where}：${REASONS_ZH[code] ?? '没有连接成功'}（${said}）。请核对 DATABASE_URL，并确认数据库在运行。`,
    `The database ${where} cannot be reached (${said}): check DATABASE_URL, and that it runs.`,
  ].join('\n');
}
