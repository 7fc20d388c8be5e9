import {
  AccessDeniedError,
  excludeSystemEvents,
  START as BEGINNING,
  streamNameFilter,
  type AllStreamResolvedEvent,
  type AllStreamSubscription,
} from '@eventstore/db-client';
import type { Position } from '../port';
import type { RecordedEvent } from '../recorded-event';
import type { Connection } from './connection';
import { fromPosition, isInLog, toPosition } from './position';
import { fromServer } from './recorded';

/** An event of ours, or how far the server has looked without finding one. */
export interface Item {
  event: RecordedEvent | undefined;
  position: Position;
}

/** The server tells how far it has looked after about 32 times so many events of others. */
const CHECKPOINT_INTERVAL = 32;
/** A subscription that is not confirmed after so long is given up, in milliseconds. */
const CONFIRMATION = 10_000;

/** One subscription to `$all`, filtered by the server, until it is dropped for whatever reason. */
export class Feed {
  readonly items: Item[] = [];
  /** How many of the items are events. */
  events = 0;
  /** Why no more will come; what has come is still good. */
  failure: Error | undefined;
  confirmed = false;
  /** The last event; before the first one, where the reading began. */
  #last: Position;
  /** How far the server says that it has looked, while nothing confirms it. */
  #claimed: Position | undefined;
  #wake: () => void = () => undefined;
  readonly #subscription: AllStreamSubscription;
  readonly #confirmation: NodeJS.Timeout;

  constructor(
    connection: Connection,
    private readonly prefix: string,
    /** Of the names on the server: the service's streams. Empty: all but the server's own. */
    filterPrefix: string,
    after: Position,
    private readonly capacity: number,
  ) {
    this.#last = after;
    const onCheckpoint = {
      checkpointInterval: CHECKPOINT_INTERVAL,
      checkpointReached: (_: unknown, { commit }: { commit: bigint }) => this.#checkpoint(commit),
    };
    this.#subscription = connection.client.subscribeToAll({
      fromPosition: fromPosition(after) ?? BEGINNING,
      filter:
        filterPrefix === ''
          ? excludeSystemEvents(onCheckpoint)
          : streamNameFilter({ prefixes: [filterPrefix], ...onCheckpoint }),
      credentials: connection.credentials,
    });
    this.#confirmation = setTimeout(() => this.#fail(new Error('the subscription was not confirmed')), CONFIRMATION);
    this.#subscription.once('confirmation', () => {
      this.confirmed = true;
      clearTimeout(this.#confirmation);
      this.#wake();
    });
    this.#subscription.on('data', (resolved: AllStreamResolvedEvent) => this.#received(resolved));
    this.#subscription.on('error', (error: Error) => this.#fail(error));
    this.#subscription.once('end', () => this.#fail(new Error('the server ended the subscription')));
  }

  get deniedAccess(): boolean {
    return this.failure instanceof AccessDeniedError;
  }

  /** Resolves when something has come, no more will come, the signal aborts, or so many milliseconds are over. */
  async changed(signal: AbortSignal, within?: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const wake = () => {
        signal.removeEventListener('abort', wake);
        clearTimeout(timer);
        resolve();
      };
      const timer = within === undefined ? undefined : setTimeout(() => wake(), within);
      this.#wake = wake;
      signal.addEventListener('abort', wake);
      if (signal.aborted) wake();
    });
  }

  /** Removes the first items. */
  take(count: number): Item[] {
    const taken = this.items.splice(0, count);
    for (const { event } of taken) if (event !== undefined) this.events -= 1;
    if (this.items.length < this.capacity && this.#subscription.isPaused()) this.#subscription.resume();
    return taken;
  }

  close(): void {
    clearTimeout(this.#confirmation);
    this.#subscription.removeAllListeners('data');
    this.#subscription.unsubscribe().catch(() => undefined); // It had no connection to end.
  }

  #received({ event }: AllStreamResolvedEvent): void {
    // Nothing behind an event that could not be read.
    if (event === undefined || this.failure !== undefined) return;
    try {
      const recorded = fromServer(event, this.prefix);
      // Never back, whatever the server sends again.
      if (recorded.position <= this.#last) return;
      this.#last = recorded.position;
      this.#claimed = undefined;
      this.events += 1;
      this.#push({ event: recorded, position: recorded.position });
    } catch (error) {
      this.#fail(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /**
   * Servers have named places that they had not looked at: the end of the log, where the next event then stands, or none of the
   * log at all. So a checkpoint counts only once a later one has come, with no event of ours in between.
   */
  #checkpoint(commit: bigint): void {
    // The client tells it at once, also before events that came first and have not been read yet.
    if (this.failure !== undefined || !isInLog(commit) || this.#subscription.readableLength > 0) return;
    const position = toPosition(commit);
    if (position <= (this.#claimed ?? this.#last)) return;
    if (this.#claimed !== undefined) this.#push({ event: undefined, position: this.#claimed });
    this.#claimed = position;
  }

  #push(item: Item): void {
    this.items.push(item);
    if (this.items.length >= this.capacity) this.#subscription.pause();
    this.#wake();
  }

  #fail(error: Error): void {
    clearTimeout(this.#confirmation);
    this.failure ??= error;
    this.#wake();
  }
}
