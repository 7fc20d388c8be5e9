import { backOff } from '../back-off';
import { PoisonMessage, type Handler } from '../port';
import type { Semaphore } from '../semaphore';
import { describeError, isTransient } from '../transient';
import type { Delivery, Source } from './delivery';
import { Fenced, type Inbox } from './inbox';

export interface ProcessorOptions {
  inbox: Inbox;
  handler: Handler;
  /** Bounds how many transactions this service runs at once. */
  slots: Semaphore;
  /** How often one message alone may fail before it is taken as poison. */
  attempts: number;
  /** Why the batch in hand failed; null when it is done. */
  onError: (error: string | null) => void;
}

/**
 * Brings one partition's batches to their end, one at a time: repeats what can pass by itself for as long as it takes,
 * and finds the one message that cannot be handled by halving the batch that it lies in.
 */
export class PartitionProcessor {
  constructor(
    private readonly source: Source,
    /** Next offset to handle. */
    public position: number,
    private readonly options: ProcessorOptions,
  ) {}

  /**
   * Resolves when all of `deliveries` are handled or buried, or `signal` has aborted in between.
   * Those before the position were handled earlier and are left out.
   * @throws Fenced
   */
  async process(deliveries: readonly Delivery[], signal: AbortSignal): Promise<void> {
    let pending = deliveries.filter(({ offset }) => offset >= this.position);
    let size = pending.length;
    let repeats = 0;
    let failures = 0;
    const poison = new Map<string, string>();
    while (pending.length > 0 && !signal.aborted) {
      const part = pending.slice(0, size);
      const error = await this.attempt(part, poison);
      if (error === undefined) {
        pending = pending.slice(part.length);
        this.position = (part.at(-1)?.offset ?? this.position) + 1;
        size *= 2;
        repeats = 0;
        failures = 0;
        continue;
      }
      if (error instanceof Fenced) throw error;
      const [first] = part;
      if (isTransient(error) || (part.length === 1 && first !== undefined && poison.has(first.id))) {
        await backOff(repeats++, signal);
      } else if (error instanceof PoisonMessage && isNew(error.eventId, part, poison)) {
        poison.set(error.eventId, describeError(error));
      } else if (part.length > 1) {
        size = Math.ceil(part.length / 2);
      } else if (++failures < this.options.attempts) {
        await backOff(failures, signal);
      } else if (first !== undefined) {
        poison.set(first.id, describeError(error));
      }
    }
  }

  private async attempt(part: readonly Delivery[], poison: ReadonlyMap<string, string>): Promise<unknown> {
    const { slots, inbox, handler, onError } = this.options;
    try {
      await slots.run(() => inbox.handle(this.source, this.position, part, poison, handler));
      onError(null);
      return undefined;
    } catch (error) {
      onError(describeError(error));
      return error ?? new Error('the handler threw nothing');
    }
  }
}

const isNew = (eventId: string, part: readonly Delivery[], poison: ReadonlyMap<string, string>): boolean =>
  !poison.has(eventId) && part.some(({ id }) => id === eventId);
