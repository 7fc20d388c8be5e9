import { backOff } from '../back-off';
import { PoisonMessage, type Concerns, type Handler, type ReceivedEvent } from '../port';
import type { Semaphore } from '../semaphore';
import { describeError, isTransient } from '../transient';
import { refused, type Delivery, type Source } from './delivery';
import { Fenced, type Inbox } from './inbox';
import { knownByContent } from './repetition';

export interface ProcessorOptions {
  inbox: Inbox;
  handler: Handler;
  concerns: Concerns;
  foreign: boolean;
  /** Bounds how many transactions this service runs at once. */
  slots: Semaphore;
  /** How often one message alone may fail before it is taken as poison. */
  attempts: number;
  /** Why the batch in hand failed; null when it is done. */
  onError: (error: string | null) => void;
}

/** When nothing more comes for so long, it is noted what was passed over. */
export const NOTE_MS = 500;
/** So many messages are passed over at most before that is noted: a restart has to look at them again. */
const UNNOTED = 1_000;

/**
 * Brings one partition's batches to their end, one at a time: repeats what can pass by itself for as long as it takes,
 * and finds the one message that cannot be handled by halving the batch that it lies in.
 */
export class PartitionProcessor {
  /** Next offset to handle. */
  position: number;

  constructor(
    private readonly source: Source,
    /** Where the group stands in the database: behind the position by what does not concern it. */
    private noted: number,
    private readonly options: ProcessorOptions,
  ) {
    this.position = noted;
  }

  /** Whether something was passed over that the database does not know of. */
  get ahead(): boolean {
    return this.position > this.noted;
  }

  /** Lets the database know how far this is. @throws Fenced */
  async note(): Promise<void> {
    if (!this.ahead) return;
    const { position } = this;
    await this.options.inbox.pass(this.source, this.noted, position);
    this.noted = position;
  }

  /**
   * Resolves when all of `deliveries` are handled or buried, or `signal` has aborted in between.
   * Those before the position were handled earlier and are left out.
   * @throws Fenced
   */
  async process(deliveries: readonly Delivery[], signal: AbortSignal): Promise<void> {
    const { concerns, foreign, attempts } = this.options;
    const fresh = deliveries.filter(({ offset }) => offset >= this.position);
    let pending = fresh.filter(({ event }) => event === null || mayConcern(concerns, event));
    if (foreign) pending = pending.map(knownByContent);
    let size = pending.length;
    let repeats = 0;
    let failures = 0;
    const poison = new Map<string, string>();
    while (pending.length > 0 && !signal.aborted) {
      const part = pending.slice(0, size);
      const error = await this.attempt(part, poison);
      if (error === undefined) {
        pending = pending.slice(part.length);
        this.position = this.noted = (part.at(-1)?.offset ?? this.position) + 1;
        size *= 2;
        repeats = 0;
        failures = 0;
        continue;
      }
      if (error instanceof Fenced) throw error;
      const [first] = part;
      const culprit = error instanceof PoisonMessage ? culpritOf(error, part, poison) : undefined;
      if (isTransient(error) || first === undefined) {
        await backOff(repeats++, signal);
      } else if (part.length === 1 && poison.has(first.id)) {
        pending = [this.bare(first, error), ...pending.slice(1)];
        await backOff(repeats++, signal);
      } else if (culprit !== undefined) {
        poison.set(culprit, describeError(error));
      } else if (part.length > 1) {
        size = Math.ceil(part.length / 2);
      } else if (++failures < attempts) {
        await backOff(failures, signal);
      } else {
        poison.set(first.id, describeError(error));
      }
    }
    if (pending.length > 0) return;
    this.position = Math.max(this.position, (fresh.at(-1)?.offset ?? -1) + 1);
    if (this.position - this.noted >= UNNOTED) await this.note();
  }

  /** For a message of which not even a dead letter can be written: the partition goes on without what it holds. */
  private bare({ offset, key }: Delivery, error: unknown): Delivery {
    const fault = `what it holds cannot be kept: ${describeError(error)}`;
    return refused({ ...this.source, offset }, key, 'left out', fault);
  }

  private async attempt(part: readonly Delivery[], poison: ReadonlyMap<string, string>): Promise<unknown> {
    const { slots, inbox, handler, onError } = this.options;
    try {
      await slots.run(() => inbox.handle(this.source, this.noted, part, poison, handler));
      onError(null);
      return undefined;
    } catch (error) {
      onError(describeError(error));
      return error ?? new Error('the handler threw nothing');
    }
  }
}

function mayConcern(concerns: Concerns, event: ReceivedEvent): boolean {
  try {
    return concerns(event);
  } catch {
    return true;
  }
}

/** Undefined where the event's id does not tell: it is not in `part`, was blamed already, or several messages there have it. */
function culpritOf({ eventId }: PoisonMessage, part: readonly Delivery[], poison: ReadonlyMap<string, string>) {
  const [id, ...others] = new Set(part.filter(({ event }) => event?.id === eventId).map((delivery) => delivery.id));
  return id === undefined || others.length > 0 || poison.has(id) ? undefined : id;
}
