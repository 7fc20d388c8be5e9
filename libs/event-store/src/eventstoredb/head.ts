import { BACKWARDS, END } from '@eventstore/db-client';
import { START, type Position } from '../port';
import { collect } from './collect';
import { ATTEMPT, type Connection } from './connection';
import { toPosition } from './position';

/** Events of a page when looking back from the end of `$all`: the first is small, since ours is often among the newest. */
const FIRST_PAGE = 32;
const SECOND_PAGE = 512;
const LARGEST_PAGE = 4_096;

interface Place {
  commit: bigint;
  prepare: bigint;
}

/** Knows the newest event of our own log within `$all`, where others and the server itself write too. */
export class Head {
  #known: bigint | undefined;
  /** Up to here in `$all` there is no event of ours newer than the known one. */
  #lookedTo = -1n;
  /** Somebody is looking back from there: what lies before it need not be read by others meanwhile. */
  #looking: { from: bigint; done: Promise<void> } | undefined;

  constructor(
    private readonly connection: Connection,
    /** Whether a stream of the server belongs to this log. */
    private readonly isOurs: (streamId: string) => boolean,
  ) {}

  /** As far as this process has heard: never beyond the head, possibly behind it. */
  get known(): Position {
    return this.#known === undefined ? START : toPosition(this.#known);
  }

  heard(position: Position): void {
    if (position > this.known) this.#known = BigInt(position);
  }

  /** Asks the leader. Looks back no further than anybody has looked before, or is looking. */
  async ask(): Promise<Position> {
    const { end, next } = await this.#page(END, FIRST_PAGE);
    if (next !== undefined && next.commit > this.#lookedTo) await this.#lookBack(next);
    if (end !== undefined && end > this.#lookedTo) this.#lookedTo = end;
    return this.known;
  }

  async #lookBack(from: Place): Promise<void> {
    const other = this.#looking;
    const until = other?.from ?? this.#lookedTo;
    if (other !== undefined) {
      if (!(await this.#finds(from, until))) await other.done;
      return;
    }
    const done = this.#finds(from, until).then(() => undefined);
    this.#looking = { from: from.commit, done };
    try {
      await done;
    } finally {
      this.#looking = undefined;
    }
  }

  /** Whether there is one of ours between these two: then nobody needs to look further. */
  async #finds(from: Place, until: bigint): Promise<boolean> {
    let count = SECOND_PAGE;
    for (let place = from; place.commit > until; count = LARGEST_PAGE) {
      const { found, next } = await this.#page(place, count);
      if (found) return true;
      if (next === undefined) return false;
      place = next;
    }
    return false;
  }

  /** @returns where to go on; undefined where that is not needed: one of ours was found, or nothing lies before. */
  async #page(fromPosition: typeof END | Place, maxCount: number) {
    const events = await this.connection.read('reading $all', (client) =>
      collect(
        client.readAll({
          direction: BACKWARDS,
          fromPosition,
          maxCount,
          requiresLeader: true,
          credentials: this.connection.credentials,
        }),
        ATTEMPT,
      ),
    );
    const page = events.flatMap(({ event }) => (event === undefined ? [] : [event]));
    const newest = page.find(({ streamId }) => this.isOurs(streamId));
    if (newest !== undefined) this.heard(toPosition(newest.position.commit));
    const found = newest !== undefined;
    const next = found || events.length < maxCount ? undefined : page[page.length - 1]?.position;
    return { end: page[0]?.position.commit, found, next };
  }
}
