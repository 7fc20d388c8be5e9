import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { PROBLEM_JSON, ProblemError, problemBody, problems, SECURITY_HEADERS } from '@sanban/service-kit';

/** What could not be read as a request gets an answer all the same; the connection ends with it. */
export function refuseUnread(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable) return;
  const problem = problemOf(error.code);
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
