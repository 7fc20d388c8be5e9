import * as http from 'node:http';
import * as https from 'node:https';
import type { LookupFunction } from 'node:net';
import { askedWait } from './schedule';
import type { Target } from './target';

/** What came of one try. */
export interface Outcome {
  /** Null where there was no answer. */
  status: number | null;
  /** Why it did not arrive; null where it did (2xx). */
  error: string | null;
  milliseconds: number;
  /** The first {@link KEPT} bytes of the answer's body. */
  answer: string;
  /** Seconds that the receiver asked to be left alone (`Retry-After`); 0 where it did not. */
  askedWait: number;
}

/** Of an answer's body: enough to see what was wrong, too little to fill a disk. */
export const KEPT = 1_024;

/** One POST: to the target's very address, no redirect followed, all of it within the time. Never throws. */
export function post(
  target: Target,
  headers: Readonly<Record<string, string>>,
  body: string,
  timeoutMs: number,
): Promise<Outcome> {
  const began = performance.now();
  return new Promise((resolve) => {
    const done = (outcome: Omit<Outcome, 'milliseconds'>) =>
      resolve({ ...outcome, milliseconds: Math.round(performance.now() - began) });
    const { request: open } = target.url.protocol === 'https:' ? https : http;
    const request = open(target.url, {
      method: 'POST',
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      // No connection is shared: a kept one might lead to an address that was looked up earlier.
      agent: false,
      lookup: pinned(target),
      signal: AbortSignal.timeout(timeoutMs),
    });
    let answered = false;
    request.on('response', (response) => {
      answered = true;
      void read(response).then((answer) => {
        request.destroy();
        const status = response.statusCode ?? 0;
        const error = status >= 200 && status < 300 ? null : `HTTP ${status}`;
        done({ status, error, answer, askedWait: askedWait(response.headers['retry-after'], Date.now()) });
      });
    });
    request.on('error', (error) => {
      // After the status there is only the rest of the body to lose.
      if (!answered) done({ status: null, error: describe(error, timeoutMs), answer: '', askedWait: 0 });
    });
    request.end(body);
  });
}

/** Whatever name is asked for: the address that has been checked. */
function pinned({ address, family }: Target): LookupFunction {
  return (_name, options, callback) => {
    if (options.all) callback(null, [{ address, family }]);
    else callback(null, address, family);
  };
}

/** The beginning of the body; what is cut off or never ends counts for what has come. */
async function read(response: http.IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of response) {
      if (!Buffer.isBuffer(part)) continue;
      parts.push(part);
      size += part.length;
      if (size >= KEPT) break;
    }
  } catch {
    // The status has come; the rest does not matter.
  }
  return Buffer.concat(parts).subarray(0, KEPT).toString('utf8').replaceAll('\0', '');
}

function describe(error: Error, timeoutMs: number): string {
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return `no answer within ${timeoutMs} ms`;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message.slice(0, 200);
}
