import { CalendarError } from '@sanban/working-calendar';
import { Refused, Unreachable } from '../connection/api';
import { Failure } from './failure';

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
  throw error;
}
