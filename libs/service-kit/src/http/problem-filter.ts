import { Catch, HttpException, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { PROBLEM_BASE, type Problem } from '@sanban/contracts';
import { StoreUnavailable, WrongExpectedRevision } from '@sanban/event-store';
import { CalendarError } from '@sanban/working-calendar';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { describeError } from '../logging/describe-error';
import { LOGGER } from '../tokens';
import { BODY_LIMIT } from './limits';
import { ProblemError } from './problem-error';
import { problems } from './problems';
import { pathOf } from './request';

export const PROBLEM_JSON = 'application/problem+json; charset=utf-8';

/** Every error leaves as problem+json; what is not ours is logged and told without its inside. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  catch(exception: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    if (reply.sent) return;
    const error = toProblem(exception, request);
    const { status, code } = error.problem;
    const line = { correlationId: request.id, method: request.method, status, code };
    if (isAborted(request)) this.logger.debug(line, 'request aborted');
    else if (status >= 500) this.logger.error({ ...line, ...describeError(exception) }, 'request failed');
    else this.logger.debug(line, 'request refused');
    void reply
      .code(status)
      .headers({ ...error.headers, 'content-type': PROBLEM_JSON })
      .send(problemBody(error));
  }
}

export function problemBody({ problem }: ProblemError): string {
  const { code, errors, ...rest } = problem;
  const body: Problem = {
    type: PROBLEM_BASE + code,
    code,
    ...rest,
    ...(errors === undefined ? {} : { errors: [...errors] }),
  };
  return JSON.stringify(body);
}

function toProblem(exception: unknown, request: FastifyRequest): ProblemError {
  if (exception instanceof ProblemError) return exception;
  // Nobody reads it: this is the status of the log and of the metrics.
  if (isAborted(request)) return problems.badRequest();
  if (exception instanceof WrongExpectedRevision) return problems.staleRevision(exception.actual);
  if (exception instanceof CalendarError) return problems.calendar(exception);
  if (exception instanceof StoreUnavailable || isConnectionLoss(exception)) return problems.unavailable();
  if (UNSTORABLE.has(codeOf(exception))) return problems.unstorable();
  if (exception instanceof HttpException)
    return ofHttp(exception.getStatus(), request) ?? problems.internal(request.id);
  return problems.internal(request.id);
}

/** The caller has gone before all of the body was here: Node says ECONNRESET, as a database that is away does. */
const isAborted = ({ raw }: FastifyRequest): boolean => raw.destroyed && !raw.complete;

/** What Nest's router and Fastify's body reading throw. */
function ofHttp(status: number, request: FastifyRequest): ProblemError | undefined {
  switch (status) {
    case 400:
      return problems.badRequest();
    case 404:
      return problems.unknownRoute(request.method, pathOf(request));
    case 413:
      return problems.tooLarge(BODY_LIMIT);
    case 415:
      return problems.unsupportedMediaType();
    default:
      return undefined;
  }
}

/** A NUL or half a surrogate pair that no schema has refused: in a text, in JSON. */
const UNSTORABLE: ReadonlySet<string> = new Set(['22021', '22P05']);

/** Of PostgreSQL or of the operating system; empty where the error has none. */
const codeOf = (exception: unknown): string =>
  exception instanceof Error && 'code' in exception && typeof exception.code === 'string' ? exception.code : '';

/** PostgreSQL is going down, starting up or out of reach (SQLSTATE classes 08 and 57P). */
function isConnectionLoss(exception: unknown): boolean {
  if (!(exception instanceof Error)) return false;
  const code = codeOf(exception);
  return (
    /^(08|57P|53300)/.test(code) ||
    ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'].includes(code) ||
    /^(Connection terminated|timeout exceeded when trying to connect)/.test(exception.message)
  );
}
