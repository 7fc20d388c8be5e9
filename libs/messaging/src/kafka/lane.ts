import { backOff } from '../back-off';
import { BusUnavailable } from '../port';
import { describeError } from '../transient';
import { isFinal } from './errors';
import type { Outgoing } from './message';

/** One message that waits, and whom to tell. */
export interface Entry {
  message: Outgoing;
  /** `performance.now()` at which its sender gives up. */
  until: number;
  done(): void;
  failed(error: BusUnavailable): void;
}

/** Of one batch: far below a broker's limit of 1 MiB, large enough for 40,000 messages a second. */
const BATCH_MESSAGES = 1_000;
const BATCH_BYTES = 512 * 1024;

export interface LaneOptions {
  /** One attempt; throws when it is not certain that the messages are written. */
  send: (messages: readonly Outgoing[]) => Promise<void>;
  /** Why the batch in hand is being repeated; null when it is written. */
  onError: (error: string | null) => void;
  /** Aborts when the bus closes: what is left then fails. */
  signal: AbortSignal;
}

/** One partition's way to the brokers: one batch in flight, and that very batch again until it is written. */
export class Lane {
  private waiting: Entry[] = [];
  private flushing: Promise<void> | undefined;

  constructor(private readonly options: LaneOptions) {}

  push(entries: readonly Entry[]): void {
    for (const entry of entries) this.waiting.push(entry);
    this.flushing ??= this.flush();
  }

  private async flush(): Promise<void> {
    // The calls of one tick share the first batch, too.
    await Promise.resolve();
    while (this.waiting.length > 0) await this.deliver(this.nextBatch());
    this.flushing = undefined;
  }

  private async deliver(batch: readonly Entry[]): Promise<void> {
    const { send, onError, signal } = this.options;
    const messages = batch.map(({ message }) => message);
    const until = batch.reduce((earliest, entry) => Math.min(earliest, entry.until), Infinity);
    for (let attempt = 0; ; attempt += 1) {
      try {
        await send(messages);
        onError(null);
        for (const entry of batch) entry.done();
        return;
      } catch (error) {
        onError(describeError(error));
        if (isFinal(error) || signal.aborted || performance.now() > until) {
          this.giveUp(batch, error);
          return;
        }
        await backOff(Math.min(attempt, 4), signal);
      }
    }
  }

  /**
   * All that waits here fails with it: a later message of a key must not be written before an earlier one that its sender will
   * publish again.
   */
  private giveUp(batch: readonly Entry[], error: unknown): void {
    const failed = [...batch, ...this.waiting];
    this.waiting = [];
    const unavailable = new BusUnavailable(`publishing failed: ${describeError(error)}`, { cause: error });
    for (const entry of failed) entry.failed(unavailable);
  }

  private nextBatch(): Entry[] {
    let bytes = 0;
    let count = 0;
    for (const { message } of this.waiting) {
      if (count > 0 && (count === BATCH_MESSAGES || bytes + message.bytes > BATCH_BYTES)) break;
      bytes += message.bytes;
      count += 1;
    }
    return this.waiting.splice(0, count);
  }
}
