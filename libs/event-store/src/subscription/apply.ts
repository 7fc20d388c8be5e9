import { setTimeout as delay } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import type { Position } from '../port';
import type { RecordedEvent } from '../recorded-event';
import { isEventsFault } from './blame';
import { moveCheckpoint, Overtaken, skipTo, type SubscriptionId } from './checkpoint';
import { parkBehind, parkedStreams, parkFailed } from './parking';
import { inTransaction, inTransactionWith } from './transaction';

/** What it does through `tx` is committed together with the checkpoint. In the order of the log, at least one event. */
export type SubscriptionHandler = (events: RecordedEvent[], tx: PoolClient) => Promise<void>;

/** An event failed for good: it and its stream's later ones are parked. */
export type OnParked = (event: RecordedEvent, error: unknown) => void;

/** Before an event that fails alone is parked, it is tried again after these pauses, in milliseconds. */
const PAUSES = [50, 250];

/** Applies batches from one position on: effect and checkpoint in one transaction. */
export class Applier {
  constructor(
    private readonly pool: Pool,
    private readonly id: SubscriptionId,
    private readonly handle: SubscriptionHandler,
    private readonly onParked: OnParked,
    /** Where the checkpoint stands in the database. */
    private position: Position,
  ) {}

  /**
   * Applies the events and moves the checkpoint to `until`. Events at fault are found by halving and parked.
   * @throws Overtaken, and any error that is not an event's fault: then the checkpoint tells how far it got.
   */
  async apply(events: RecordedEvent[], until: Position): Promise<void> {
    try {
      await this.#together(events, until);
    } catch (error) {
      if (error instanceof Overtaken || !isEventsFault(error)) throw error;
      const [first, second] = events;
      if (first === undefined) throw error;
      if (second === undefined) return this.#alone(first, until);
      const half = Math.ceil(events.length / 2);
      const front = events.slice(0, half);
      await this.apply(front, front[front.length - 1]?.position ?? until);
      await this.apply(events.slice(half), until);
    }
  }

  async #together(events: RecordedEvent[], until: Position): Promise<void> {
    const move = (tx: PoolClient) => moveCheckpoint(tx, this.id, this.position, until);
    await inTransactionWith(this.pool, move, async (tx, parked) => {
      const streams = parked === 0 ? [] : events.map(({ stream }) => stream);
      const stopped = streams.length === 0 ? new Set<string>() : await parkedStreams(tx, this.id, streams);
      const free = events.filter(({ stream }) => !stopped.has(stream));
      if (free.length < events.length) {
        const behind = events.filter(({ stream }) => stopped.has(stream));
        await parkBehind(tx, this.id, behind);
      }
      if (free.length > 0) await this.handle(free, tx);
    });
    this.position = until;
  }

  async #alone(event: RecordedEvent, until: Position): Promise<void> {
    let last: unknown;
    for (const pause of PAUSES) {
      await delay(pause);
      try {
        await this.#together([event], until);
        return;
      } catch (error) {
        if (error instanceof Overtaken || !isEventsFault(error)) throw error;
        last = error;
      }
    }
    await inTransaction(this.pool, async (tx) => {
      await moveCheckpoint(tx, this.id, this.position, until);
      await parkFailed(tx, this.id, event, last);
    });
    this.position = until;
    this.onParked(event, last);
  }

  /** Nothing concerned the subscription up to there: worth remembering now and then, so that a restart need not look again. */
  async skip(until: Position): Promise<void> {
    await skipTo(this.pool, this.id, this.position, until);
    this.position = until;
  }
}
