import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ServiceName } from '@sanban/contracts';
import { InternalTokens, PRINCIPAL_HEADER } from '@sanban/identity';
import { ProblemError, problems } from '@sanban/service-kit';
import { HttpUpstream } from '../door/http-upstream';
import { sendProblem } from '../door/send-problem';

/** A service of its own process, as far as the door can tell: says what reached it. */
export interface Echo {
  upstream: HttpUpstream;
  ready: boolean;
  refusesClock: boolean;
  /** Breaks every connection. */
  away: boolean;
  offsetMillis: number;
  /** From now on it answers only after {@link release}; resolves when something waits. */
  hold(): Promise<void>;
  release(): void;
  close(): Promise<void>;
}

export async function startEcho(name: ServiceName, secret: string): Promise<Echo> {
  const tokens = new InternalTokens(secret);
  let held: { reached: () => void; released: Promise<void> } | undefined;
  let release: () => void = () => undefined;

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const text = await textOf(request);
    held?.reached();
    await held?.released;
    if (echo.away) {
      request.socket.destroy();
      return;
    }
    if (request.url === '/internal/clock') {
      clock(request, response, text);
      return;
    }
    if (request.url === '/health/ready') {
      send(response, echo.ready ? 200 : 503, { status: echo.ready ? 'ok' : 'error' });
      return;
    }
    const token = request.headers[PRINCIPAL_HEADER];
    send(response, 200, {
      method: request.method,
      url: request.url,
      headers: request.headers,
      body: text === '' ? null : (JSON.parse(text) as unknown),
      principal: typeof token === 'string' ? tokens.verify(token) : null,
    });
  };
  const clock = (request: IncomingMessage, response: ServerResponse, text: string) => {
    if (request.method === 'PUT' && echo.refusesClock) {
      sendProblem(response, new ProblemError({ status: 409, code: 'clock-backwards', title: 't', titleZh: 't' }));
      return;
    }
    if (request.method === 'PUT') echo.offsetMillis = (JSON.parse(text) as { offsetMillis: number }).offsetMillis;
    send(response, 200, {
      now: new Date(Date.now() + echo.offsetMillis).toISOString(),
      offsetMillis: echo.offsetMillis,
    });
  };

  const server = createServer((request, response) => {
    answer(request, response).catch(() => sendProblem(response, problems.badRequest()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const echo: Echo = {
    upstream: new HttpUpstream(name, `http://127.0.0.1:${port}`, tokens),
    ready: true,
    refusesClock: false,
    away: false,
    offsetMillis: 0,
    hold: () =>
      new Promise((reached) => {
        held = { reached, released: new Promise((resolve) => (release = resolve)) };
      }),
    release: () => {
      held = undefined;
      release();
    },
    close: async () => {
      await echo.upstream.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return echo;
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('utf8');
}
