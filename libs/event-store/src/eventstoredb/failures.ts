import {
  AccessDeniedError,
  InvalidArgumentError,
  MaxAppendSizeExceededError,
  StreamDeletedError,
  StreamNotFoundError,
  UnsupportedError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { InvalidEvent, StoreUnavailable } from '../port';

/** The credentials do not suffice. Waiting does not help; somebody must give a right or mend the configuration. */
export class StoreAccessDenied extends StoreUnavailable {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'StoreAccessDenied';
  }
}

/** What this process was told does not suffice to ask the server: an address, an account or a file is missing or wrong. */
export class StoreMisconfigured extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'StoreMisconfigured';
  }
}

/** The events of one append together are more than the server takes (1 MiB unless it is told otherwise). */
export class AppendTooLarge extends InvalidEvent {
  constructor(
    readonly stream: string,
    /** In bytes. */
    readonly limit: number,
  ) {
    super(
      `the append to ${stream} is larger than the ${limit} bytes that this event store takes: keep files elsewhere`,
    );
    this.name = 'AppendTooLarge';
  }
}

/**
 * Answers that will be the same however often it is asked. By class: on an insecure server every error's name is "Error".
 * A function, as a process that keeps its events in PostgreSQL never loads the client (.swcrc, `lazy`).
 */
const final = () => [
  AccessDeniedError,
  InvalidArgumentError,
  MaxAppendSizeExceededError,
  StreamDeletedError,
  StreamNotFoundError,
  UnsupportedError,
  WrongExpectedVersionError,
];

/**
 * Whether asking again may help. Everything that is not a verdict is: no answer, an answer too late, a server that is
 * starting, stopping or changing its leader, in whatever class the client puts it (appends to nobody: a plain `Error`).
 */
export const isTransient = (error: unknown): boolean =>
  !(error instanceof StoreUnavailable || error instanceof TypeError || error instanceof RangeError) &&
  !final().some((kind) => error instanceof kind);

export const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));
