import type { IncomingHttpHeaders } from 'node:http';
import { ProblemError } from '@sanban/service-kit';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a browser sends this on behalf of another site. Every browser of the last years says where a write comes
 * from, in `Sec-Fetch-Site` or `Origin`; a program that says nothing has nobody's cookie but its own.
 */
export function comesFromElsewhere(method: string, headers: IncomingHttpHeaders): boolean {
  if (SAFE.has(method) || headers.authorization !== undefined) return false;
  const site = headers['sec-fetch-site'];
  if (typeof site === 'string' && site !== 'same-origin' && site !== 'none') return true;
  return headers.origin !== undefined && hostOf(headers.origin) !== headers.host;
}

function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host;
  } catch {
    return undefined;
  }
}

export const crossOrigin = () =>
  new ProblemError({
    status: 403,
    code: 'cross-origin',
    title: 'A write from another site',
    titleZh: '来自其他网站的操作',
    detail: 'With a session cookie, writes are accepted from our own pages only. Programs use a bearer token.',
    detailZh: '使用会话 Cookie 时仅接受本站页面发起的操作；程序请使用访问令牌。',
  });
