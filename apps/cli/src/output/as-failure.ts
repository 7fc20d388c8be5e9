import { CalendarError } from '@sanban/working-calendar';
import { NotThePlatform, Refused, Unreachable } from '../connection/api';
import { Failure } from './failure';
import { oneLine } from './lines';

/** Every foreseeable error as a sentence for the user; anything else is a fault of ours and passes with its stack. */
export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof CalendarError) return new Failure(error.code, error.messageZh, error.message);
  if (error instanceof Refused) {
    const { code, detail, detailZh, title, titleZh } = error.problem;
    return new Failure(code, detailZh ?? titleZh ?? title, detail ?? title, error.problem);
  }
  if (error instanceof Unreachable) {
    return new Failure(
      'not-running',
      `连接不上平台（${error.url}）。请先执行 npm start，或用 --url 指明地址。`,
      `The platform does not answer (${error.message}): run npm start first, or name its address with --url.`,
    );
  }
  if (error instanceof NotThePlatform) return notThePlatform(error);
  throw error;
}

function notThePlatform({ url, status, location }: NotThePlatform): Failure {
  if (location !== undefined) {
    const elsewhere = oneLine(location);
    return new Failure(
      'not-the-platform',
      `${url} 没有应答，而是转往 ${elsewhere}（HTTP ${status}）。请用 --url 给出平台本身的地址。`,
      `${url} only points to ${elsewhere} (HTTP ${status}): give the platform's own address with --url.`,
    );
  }
  return new Failure(
    'not-the-platform',
    `${url} 的应答（HTTP ${status}）不是本平台的：可能是别的程序、中间的代理或另一版本的平台。请核对 --url。`,
    `What ${url} answers (HTTP ${status}) is not of this platform: another program, a proxy, or another version. Check --url.`,
  );
}
