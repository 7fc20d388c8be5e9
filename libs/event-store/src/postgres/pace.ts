/** Weight of the newest measurement. */
const WEIGHT = 0.2;

/**
 * Whether it pays to send a group while another is on its way. It does while this process takes longer to prepare a group than
 * the disk to make one durable: then the database need not wait for us. On a slow disk it does not, since two smaller
 * groups cost two writes.
 */
export class Pace {
  /** Averages in milliseconds. */
  #preparing = 0;
  #answering = 0;

  /** @param preparing from the last answer to sending this group; undefined where nothing was waiting then. */
  measured(preparing: number | undefined, answering: number): void {
    if (preparing === undefined) return;
    this.#preparing += WEIGHT * (preparing - this.#preparing);
    this.#answering += WEIGHT * (answering - this.#answering);
  }

  get overlapping(): boolean {
    return this.#preparing * 2 > this.#answering;
  }
}
