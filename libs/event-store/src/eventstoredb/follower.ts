import { setTimeout as delay } from 'node:timers/promises';
import { StoreUnavailable, type Position } from '../port';
import type { Connection } from './connection';
import { describe } from './failures';
import { Feed, type Item } from './feed';

const FIRST_PAUSE = 50;
const LONGEST_PAUSE = 2_000;
/** What is known to come is waited for so long at most once something is there, in milliseconds. */
const LINGER = 100;

export interface FollowOptions {
  after: Position;
  batchSize: number;
  signal: AbortSignal;
  /** Where the log is known to go: up to there a batch is worth waiting for. */
  known: () => Position;
  /** Without any answer for so long it gives up, in milliseconds; absent: never. */
  patience?: number;
}

/**
 * Our own events of `$all` in order, each once: after every drop (a crash, an orderly stop, another leader, a consumer that was
 * too slow) it subscribes anew behind the last one that it has received. The client never does.
 */
export class Follower {
  constructor(
    private readonly connection: Connection,
    private readonly prefix: string,
    private readonly filterPrefix: string,
  ) {}

  /** Batches of at most `batchSize` items, at least one each. Ends when the signal aborts. */
  async *follow({ after, batchSize, signal, known, patience }: FollowOptions): AsyncGenerator<Item[]> {
    const open = (from: Position) =>
      new Feed(this.connection, this.prefix, this.filterPrefix, from, Math.max(2 * batchSize, 64));
    let position = after;
    let feed = open(position);
    let pause = FIRST_PAUSE;
    let heard = Date.now();
    try {
      while (!signal.aborted) {
        if (feed.items.length > 0) {
          await this.#fill(feed, batchSize, known(), signal);
          const batch = feed.take(sizeOf(feed.items, batchSize));
          position = batch[batch.length - 1]?.position ?? position;
          heard = Date.now();
          pause = FIRST_PAUSE;
          yield batch;
        } else if (feed.failure === undefined) {
          await feed.changed(signal);
        } else {
          if (feed.deniedAccess) throw this.connection.denied('subscribing to $all', feed.failure);
          if (feed.failure.message.endsWith('was not written by Sanban')) throw feed.failure;
          if (patience !== undefined && Date.now() - heard > patience) {
            throw new StoreUnavailable(`${this.connection.address.hosts} did not answer: ${describe(feed.failure)}`, {
              cause: feed.failure,
            });
          }
          if (feed.confirmed) pause = FIRST_PAUSE;
          feed.close();
          await delay(pause, undefined, { signal }).catch(() => undefined);
          pause = Math.min(pause * 2, LONGEST_PAUSE);
          feed = open(position);
        }
      }
    } finally {
      feed.close();
    }
  }

  /** Waits while more is known to come, so that catching up goes in full batches. */
  async #fill(feed: Feed, count: number, until: Position, signal: AbortSignal): Promise<void> {
    const end = performance.now() + LINGER;
    while (
      feed.events < count &&
      feed.failure === undefined &&
      !signal.aborted &&
      performance.now() < end &&
      (feed.items[feed.items.length - 1]?.position ?? '') < until
    ) {
      await feed.changed(signal, end - performance.now());
    }
  }
}

/**
 * How many items make a batch of at most so many events. It ends with an event where there is one: how far the server looked
 * behind that comes with the next.
 */
function sizeOf(items: readonly Item[], batchSize: number): number {
  let events = 0;
  let size = 0;
  for (const [index, { event }] of items.entries()) {
    if (event === undefined) continue;
    events += 1;
    size = index + 1;
    if (events === batchSize) break;
  }
  return events === 0 ? items.length : size;
}
