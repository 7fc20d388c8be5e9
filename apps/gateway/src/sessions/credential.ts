import type { IncomingHttpHeaders } from 'node:http';
import fastifyCookie from '@fastify/cookie';

export const SESSION_COOKIE = 'sanban_session';

/** How a caller says who it is. */
export interface Credential {
  kind: 'session' | 'token';
  token: string;
}

/** 32 bytes, base64url. */
const TOKEN = /^[\w-]{43}$/;

/** A bearer token counts before a cookie. Null where there is neither, or what there is was never ours. */
export function credentialOf(headers: IncomingHttpHeaders): Credential | null {
  const { authorization, cookie } = headers;
  if (authorization !== undefined) {
    const token = /^Bearer +([^ ]+)$/i.exec(authorization)?.[1];
    return token !== undefined && TOKEN.test(token) ? { kind: 'token', token } : null;
  }
  if (cookie === undefined) return null;
  const token = fastifyCookie.parse(cookie)[SESSION_COOKIE];
  return token !== undefined && TOKEN.test(token) ? { kind: 'session', token } : null;
}

/** Not readable by scripts, never sent from another site. Ends with the browser's session or after `seconds`. */
export const sessionCookie = (token: string, seconds: number, secure: boolean): string =>
  fastifyCookie.serialize(SESSION_COOKIE, token, {
    httpOnly: true,
    sameSite: 'strict',
    path: '/',
    maxAge: seconds,
    secure,
  });

/** Whether the browser spoke TLS with whatever stands before us. */
export const isSecure = (headers: IncomingHttpHeaders): boolean => headers['x-forwarded-proto'] === 'https';
