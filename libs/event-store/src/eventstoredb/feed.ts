import {
  AccessDeniedError,
  excludeSystemEvents,
  START as BEGINNING,
  streamNameFilter,
  type AllStreamResolvedEvent,
  type AllStreamSubscription,
} from '@eventstore/db-client';
import { START, type Position } from '../port';
import type { RecordedEvent } from '../recorded-event';
import type { Connection } from './connection';
import { fromPosition, toPosition } from './position';
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
  #last: Position;
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
      checkpointReached: (_: unknown, { commit }: { commit: bigint }) => this.#push(undefined, toPosition(commit)),
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
    if (event === undefined) return;
    try {
      this.#push(fromServer(event, this.prefix), toPosition(event.position.commit));
    } catch (error) {
      this.#fail(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #push(event: RecordedEvent | undefined, position: Position): void {
    // Never back, whatever the server sends again; and nothing behind an event that could not be read.
    if (this.failure !== undefined || (this.#last !== START && position <= this.#last)) return;
    this.#last = position;
    this.items.push({ event, position });
    if (event !== undefined) this.events += 1;
    if (this.items.length >= this.capacity) this.#subscription.pause();
    this.#wake();
  }

  #fail(error: Error): void {
    clearTimeout(this.#confirmation);
    this.failure ??= error;
    this.#wake();
  }
}
