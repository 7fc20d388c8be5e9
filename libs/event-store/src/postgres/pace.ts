/** Weight of the newest measurement. */
const WEIGHT = 0.2;

/** What one group took, in milliseconds. */
export interface Trip {
  appends: number;
  /**
   * From the answer that its callers had waited for to its sending: what they and we do while the database has nothing to do. 0
   * where it had not waited for an answer of ours: other work came between, as it does in a server.
   */
  preparing: number;
  /** From there, or from the answer to the group before it, to its own answer. */
  writing: number;
}

/**
 * Whether it pays to send appends as two groups, one behind the other, instead of one. Two take a commit more; in return the
 * database writes one while this process prepares the other. So it pays where a commit is shorter than the preparing of
 * all. How much of the writing is the commit's (fsync and the way there) cannot be seen: appends themselves are written in less
 * time than they are prepared, so a group that takes less than twice the preparing has a short commit. Where that is wrong it
 * is nearly even either way.
 */
export class Pace {
  /** Averages in milliseconds, of an append and of a group. */
  #preparing = 0;
  #writing = 0;

  measured({ appends, preparing, writing }: Trip): void {
    this.#preparing += WEIGHT * (preparing / appends - this.#preparing);
    this.#writing += WEIGHT * (writing - this.#writing);
  }

  /** @param appends all that wait or are on their way. */
  overlapping(appends: number): boolean {
    return this.#writing < 2 * this.#preparing * appends;
  }
}
