import { BACKWARDS, END } from '@eventstore/db-client';
import { START, type Position } from '../port';
import { collect } from './collect';
import { ATTEMPT, type Connection } from './connection';
import { toPosition } from './position';

/** Events a page when looking back from the end of `$all`: the first is small, since ours is often among the newest. */
const PAGES = [32, 512, 4_096];

/** Knows the newest event of our own log within `$all`, where others and the server itself write too. */
export class Head {
  #known: bigint | undefined;
  /** Up to here in `$all` there is no event of ours newer than the known one. */
  #lookedTo = -1n;

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

  /** Asks the leader. Looks back no further than it has looked before. */
  async ask(): Promise<Position> {
    let from: typeof END | { commit: bigint; prepare: bigint } = END;
    let end: bigint | undefined;
    for (let nth = 0; ; nth += 1) {
      const count = PAGES[Math.min(nth, PAGES.length - 1)] ?? 0;
      const page = await this.#page(from, count);
      end ??= page[0]?.commit;
      const newest = page.find(({ ours }) => ours);
      if (newest !== undefined) this.heard(toPosition(newest.commit));
      const oldest = page[page.length - 1];
      if (newest !== undefined || oldest === undefined || page.length < count || oldest.commit <= this.#lookedTo) break;
      from = { commit: oldest.commit, prepare: oldest.prepare };
    }
    if (end !== undefined && end > this.#lookedTo) this.#lookedTo = end;
    return this.known;
  }

  async #page(fromPosition: typeof END | { commit: bigint; prepare: bigint }, maxCount: number) {
    const events = await this.connection.settle('reading $all', (client) =>
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
    return events.flatMap(({ event }) =>
      event === undefined ? [] : [{ ...event.position, ours: this.isOurs(event.streamId) }],
    );
  }
}
