import type { ServiceName } from '@sanban/contracts';
import type { Logger } from 'pino';
import { describeError } from '../logging/describe-error';
import { openLogger } from '../logging/logger';

/** What a process does until it is told to stop. */
export interface Running {
  /** Where it answers. */
  address: string;
  /** Finishes what is in hand. */
  close(): Promise<void>;
}

/** How long an orderly stop may take, ms: afterwards the process ends without it; nothing that was acknowledged depends on it. */
const STOP_WITHIN_MS = 20_000;

/**
 * The life of one service as a process: it starts or says in one line why not (exit 1), runs, and stops in order on SIGTERM,
 * SIGINT, or when the supervisor that has started it with an IPC channel is gone.
 */
export async function runProcess(name: ServiceName, start: () => Promise<Running>): Promise<void> {
  const logger = openLogger(name, 'info');
  process.on('uncaughtException', (error) => end(logger, error));
  const starting = start();
  const stop = once((reason: string) => void stopInOrder(starting, reason, logger));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop(signal));
  process.on('disconnect', () => stop('supervisor gone'));
  try {
    const { address } = await starting;
    logger.info({ address, startedInMs: Math.round(process.uptime() * 1000) }, 'up');
  } catch (error) {
    end(logger, error, 'did not start');
  }
}

async function stopInOrder(starting: Promise<Running>, reason: string, logger: Logger): Promise<void> {
  logger.info({ reason }, 'stopping');
  setTimeout(() => {
    logger.error({ withinMs: STOP_WITHIN_MS }, 'an orderly stop takes too long: ending without it');
    process.exit(1);
  }, STOP_WITHIN_MS).unref();
  try {
    await (await starting).close();
    logger.info('stopped');
    process.exit(0);
  } catch (error) {
    end(logger, error, 'did not stop in order');
  }
}

function end(logger: Logger, error: unknown, message = 'unexpected error: ending'): never {
  logger.fatal(describeError(error), message);
  process.exit(1);
}

function once<Argument>(act: (argument: Argument) => void): (argument: Argument) => void {
  let done = false;
  return (argument) => {
    if (done) return;
    done = true;
    act(argument);
  };
}
