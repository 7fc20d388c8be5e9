import type { IncomingMessage, ServerResponse } from 'node:http';
import { isSecure, sessionCookie, type Credential } from './credential';
import type { Session } from './session.entity';
import { LIFETIME } from './sessions';

/**
 * Use moves a session's end on, and its cookie's with it: the browser would else let go of it while it still serves.
 * Only where no cache may keep the answer, and never for another site, though browsers send it none.
 */
export function renewCookie(
  { kind: sentAs, token }: Credential,
  kind: Session['kind'],
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const site = request.headers['sec-fetch-site'];
  const ours = site === undefined || site === 'same-origin' || site === 'none';
  if (sentAs !== 'session' || kind !== 'session' || !ours || !(request.url ?? '').startsWith('/api/v1/')) return;
  response.setHeader('set-cookie', sessionCookie(token, LIFETIME.session / 1000, isSecure(request.headers)));
}
