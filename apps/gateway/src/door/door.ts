import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { InternalTokens } from '@sanban/identity';
import { PRINCIPAL_HEADER, type Principal } from '@sanban/identity';
import { CORRELATION_HEADER, correlationIdOf, ProblemError, problems, SECURITY_HEADERS } from '@sanban/service-kit';
import { credentialOf, type Credential } from '../sessions/credential';
import { renewCookie } from '../sessions/renew-cookie';
import type { Sessions } from '../sessions/sessions';
import { expectationFailed, UnreadRequests } from './refuse-unread';
import type { RoutingTable } from './routing-table';
import { comesFromElsewhere, crossOrigin } from './same-origin';
import { sendProblem } from './send-problem';
import type { Upstream, Upstreams } from './upstream';

const DOCS_PATH = '/api/docs';
/** How long requests in hand may take after closing began, in milliseconds. */
const DRAIN = 5_000;

/**
 * The one public door: finds out who is asking, then hands the request as it is to the service that answers. What a
 * caller may do is the service's own decision.
 */
export class Door {
  private readonly server: Server;
  private readonly unread = new UnreadRequests();
  private closing = false;

  constructor(
    private readonly upstreams: Upstreams,
    private readonly table: RoutingTable,
    private readonly sessions: Sessions,
    private readonly tokens: InternalTokens,
  ) {
    // Who leaves out `Host` is told so by us: Node's own answer has no body.
    const options = { keepAliveTimeout: 75_000, requireHostHeader: false };
    this.server = createServer(options, (request, response) => this.enter(request, response));
    this.server.on('clientError', (error, socket) => this.unread.refuse(error, socket));
    this.server.on('checkExpectation', (_request, response) => sendProblem(response, expectationFailed()));
  }

  /** @returns the port. @throws EADDRINUSE */
  listen(port: number, host: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, () => {
        const address: AddressInfo | string | null = this.server.address();
        resolve(address !== null && typeof address === 'object' ? address.port : port);
      });
    });
  }

  /** No new connections; resolves when the requests in hand are answered, or cut off after a while. */
  async close(): Promise<void> {
    if (!this.server.listening) return;
    this.closing = true;
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    const idle = setInterval(() => this.server.closeIdleConnections(), 20);
    const late = new AbortController();
    await Promise.race([closed, delay(DRAIN, undefined, { signal: late.signal }).catch(() => undefined)]);
    late.abort();
    clearInterval(idle);
    this.server.closeAllConnections();
    await closed;
  }

  private enter(request: IncomingMessage, response: ServerResponse): void {
    this.unread.answering(response);
    // Who is asking is ours to say.
    Reflect.deleteProperty(request.headers, PRINCIPAL_HEADER);
    // Known from here on: a service takes it over, into its log and into what it sends on.
    request.headers[CORRELATION_HEADER] = correlationIdOf(request);
    request.url = originForm(request.url ?? '/');
    if (this.closing) response.setHeader('connection', 'close');
    if (leadsToDocs(request)) {
      response.writeHead(302, { ...SECURITY_HEADERS, location: DOCS_PATH }).end();
      return;
    }
    try {
      if (request.headers.host === undefined && request.httpVersionMinor > 0) throw problems.badRequest();
      const upstream = this.upstreamOf(request);
      const credential = credentialOf(request.headers);
      if (comesFromElsewhere(request.method ?? 'GET', request.headers)) throw crossOrigin();
      if (credential === null) upstream.forward(request, response);
      else this.identify(credential, upstream, request, response);
    } catch (error) {
      refuse(response, error);
    }
  }

  private identify(by: Credential, upstream: Upstream, request: IncomingMessage, response: ServerResponse): void {
    const known = this.sessions.cached(by.token);
    if (known !== undefined) {
      this.forwardAs(known, upstream, request, response);
      return;
    }
    this.sessions.find(by.token).then(
      (found) => {
        if (found !== null) renewCookie(by, found.kind, request, response);
        this.forwardAs(found?.principal ?? null, upstream, request, response);
      },
      () => sendProblem(response, problems.unavailable()),
    );
  }

  private forwardAs(
    principal: Principal | null,
    to: Upstream,
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    if (principal !== null) request.headers[PRINCIPAL_HEADER] = this.tokens.sign(principal);
    to.forward(request, response);
  }

  private upstreamOf({ url = '/' }: IncomingMessage): Upstream {
    const query = url.indexOf('?');
    const name = this.table.serviceOf(query < 0 ? url : url.slice(0, query));
    const upstream = this.upstreams.get(name);
    if (upstream === undefined) throw problems.unavailable();
    return upstream;
  }
}

/** A proxy's client names the whole address, which every server must take (RFC 9112, 3.2.2). */
function originForm(url: string): string {
  if (url.startsWith('/')) return url;
  const path = /^https?:\/\/[^/?#]+(.*)$/i.exec(url)?.[1];
  if (path === undefined) return url;
  return path.startsWith('/') ? path : `/${path}`;
}

/** There is no page of our own at the printed address yet: whoever opens it sees the API. */
const leadsToDocs = ({ method, url = '/' }: IncomingMessage): boolean =>
  (method === 'GET' || method === 'HEAD') && /^\/(\?|$)/.test(url);

function refuse(response: ServerResponse, error: unknown): void {
  if (error instanceof ProblemError) sendProblem(response, error);
  else sendProblem(response, problems.badRequest());
}
