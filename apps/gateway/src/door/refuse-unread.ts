import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { PROBLEM_JSON, ProblemError, problemBody, problems, SECURITY_HEADERS } from '@sanban/service-kit';

/** What could not be read as a request gets an answer all the same; the connection ends with it. */
export class UnreadRequests {
  /** The answer begun last on each connection: those before it are given before it. */
  private readonly latest = new WeakMap<Duplex, ServerResponse>();
  private readonly refused = new WeakSet<Duplex>();

  /** Every answer is named here as its request comes in. */
  answering(response: ServerResponse): void {
    this.latest.set(response.req.socket, response);
  }

  refuse(error: NodeJS.ErrnoException, socket: Duplex): void {
    // Whatever follows cannot be read either.
    if (this.refused.has(socket)) return;
    this.refused.add(socket);
    const answer = () => refuse(error.code, socket);
    const before = this.latest.get(socket);
    // A request that was read whole is carried out: what it is told must be what was done.
    const isUnderWay = before?.req.complete === true && !before.writableFinished && !before.destroyed;
    if (isUnderWay) before.once('close', answer);
    else answer();
  }
}

function refuse(code: string | undefined, socket: Duplex): void {
  if (!socket.writable) return;
  const problem = problemOf(code);
  const { status } = problem.problem;
  const body = problemBody(problem);
  const headers = {
    ...SECURITY_HEADERS,
    'content-type': PROBLEM_JSON,
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines}\r\n${body}`);
}

function problemOf(code: string | undefined): ProblemError {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return headersTooLarge();
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return tooSlow();
    default:
      return problems.badRequest();
  }
}

const headersTooLarge = () =>
  new ProblemError({
    status: 431,
    code: 'headers-too-large',
    title: 'Address and headers are too large',
    titleZh: '地址和请求头过大',
    detail: 'Address and headers together may have at most 16 KiB.',
    detailZh: '地址和请求头合计不得超过 16 KiB。',
  });

const tooSlow = () =>
  new ProblemError({
    status: 408,
    code: 'request-timeout',
    title: 'The request did not arrive in time',
    titleZh: '请求未在规定时间内传完',
    detail: 'The connection was open for too long without the whole request. Nothing was done; send it again.',
    detailZh: '连接等待过久，请求仍未传完，未作任何处理，请重新发送。',
  });

/** `Expect` with anything but `100-continue` (RFC 9110, 10.1.1). */
export const expectationFailed = () =>
  new ProblemError({
    status: 417,
    code: 'expectation-failed',
    title: 'The header Expect asks for something unknown',
    titleZh: '请求头 Expect 的要求无法满足',
    detail: 'Only `Expect: 100-continue` is understood. Leave the header out.',
    detailZh: '仅支持 Expect: 100-continue，请去掉该请求头。',
  });
