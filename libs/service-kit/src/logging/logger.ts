import type { LoggerService } from '@nestjs/common';
import type { ServiceName } from '@sanban/contracts';
import { destination, pino, stdTimeFunctions, type Logger } from 'pino';
import type { ServiceConfig } from '../config';
import { describeError } from './describe-error';

/** One JSON line each, on standard error: time, level, service, correlation id where there is one, message. Nothing personal. */
export const openLogger = (service: ServiceName, level: ServiceConfig['logLevel']): Logger =>
  pino(
    {
      level,
      base: { service },
      messageKey: 'message',
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination({ dest: 2, sync: true }),
  );

/** Nest's own messages, among ours. */
export class NestLog implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown): void {
    this.logger.debug(textOf(message));
  }

  debug(message: unknown): void {
    this.logger.debug(textOf(message));
  }

  verbose(message: unknown): void {
    this.logger.debug(textOf(message));
  }

  warn(message: unknown): void {
    this.logger.warn(textOf(message));
  }

  error(message: unknown): void {
    if (message instanceof Error) this.logger.error(describeError(message), 'error');
    else this.logger.error(textOf(message));
  }

  fatal(message: unknown): void {
    this.error(message);
  }
}

const textOf = (message: unknown): string => (typeof message === 'string' ? message : 'message of the framework');
