import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ServiceName } from '@sanban/contracts';
import type { InternalTokens } from '@sanban/identity';
import { PRINCIPAL_HEADER } from '@sanban/identity';
import { BODY_LIMIT, ProblemError, problems, SECURITY_HEADERS } from '@sanban/service-kit';
import { Pool } from 'undici';
import { sendProblem } from './send-problem';
import type { Question, Upstream } from './upstream';

/** Of this connection only (RFC 9110, 7.6.1); `host` and the length are the client's to set anew. */
const HOP_BY_HOP = new Set([
  'connection',
  'expect',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** A service in a process of its own. Bodies stream both ways; a service that does not answer is a 503. */
export class HttpUpstream implements Upstream {
  private readonly pool: Pool;

  constructor(
    readonly name: ServiceName,
    address: string,
    private readonly tokens: InternalTokens,
  ) {
    this.pool = new Pool(address, { connections: 64, keepAliveTimeout: 30_000, headersTimeout: 30_000 });
  }

  forward(request: IncomingMessage, response: ServerResponse): void {
    this.pass(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else sendProblem(response, error instanceof ProblemError ? error : problems.unavailable());
    });
  }

  async ask({ method, path, body, principal }: Question): Promise<{ status: number; body: unknown }> {
    try {
      const answer = await this.pool.request({
        method,
        path,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(principal === undefined ? {} : { [PRINCIPAL_HEADER]: this.tokens.sign(principal) }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: answer.statusCode, body: await answer.body.json() };
    } catch {
      throw problems.unavailable();
    }
  }

  close(): Promise<void> {
    return this.pool.close();
  }

  private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const length = request.headers['content-length'];
    // Not left to the service: it answers while we still write, and that the writing failed is all that we would hear.
    if (Number(length ?? 0) > BODY_LIMIT) throw tooLarge();
    const bodyless = length === undefined && request.headers['transfer-encoding'] === undefined;
    const abort = new AbortController();
    response.once('close', () => abort.abort());
    const answer = await this.pool.request({
      method: request.method ?? 'GET',
      path: request.url ?? '/',
      headers: endToEnd(request.headers),
      body: bodyless ? null : length === undefined ? Readable.from(limited(request)) : request,
      signal: abort.signal,
    });
    response.writeHead(answer.statusCode, { ...SECURITY_HEADERS, ...endToEnd(answer.headers) });
    await pipeline(answer.body, response);
  }
}

/** The rest of the body is not read: the connection ends with the answer. */
const tooLarge = () => new ProblemError(problems.tooLarge(BODY_LIMIT).problem, { connection: 'close' });

/** A body that does not say how long it is. */
async function* limited(request: IncomingMessage): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_LIMIT) throw tooLarge();
    yield chunk;
  }
}

function endToEnd(headers: IncomingHttpHeaders): Record<string, string | string[]> {
  const named = new Set((headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase()));
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]): [string, string | string[]][] =>
      value === undefined || HOP_BY_HOP.has(name) || named.has(name) ? [] : [[name, value]],
    ),
  );
}
