import type { Row } from './row';

const MAX_ROWS = 4_096;
const MAX_CHARACTERS = 4 * 1024 * 1024;

/**
 * The newest rows of the log that this process wrote, so that its own subscribers need not ask the database for them.
 * Positions are dense: a hole tells that another process wrote, and the tail begins anew behind it.
 */
export class Tail {
  #rows: Row[] = [];
  #characters = 0;
  /** Position before the first row. */
  #before = 0;

  /** @param rows in order, without holes among themselves. */
  push(rows: readonly Row[]): void {
    const [first] = rows;
    if (first === undefined) return;
    if (Number(first[0]) !== this.#before + this.#rows.length + 1) {
      this.#rows = [];
      this.#characters = 0;
      this.#before = Number(first[0]) - 1;
    }
    for (const row of rows) {
      this.#rows.push(row);
      this.#characters += size(row);
    }
    if (this.#rows.length > MAX_ROWS || this.#characters > MAX_CHARACTERS) this.#drop();
  }

  /** Rows after `position`, at least one and at most `limit`; undefined when the tail does not hold the next one. */
  after(position: number, limit: number): Row[] | undefined {
    const from = position - this.#before;
    return from < 0 || from >= this.#rows.length ? undefined : this.#rows.slice(from, from + limit);
  }

  /** Half at a time, so that not every group moves the whole list. */
  #drop(): void {
    let count = 0;
    while (this.#rows.length - count > MAX_ROWS / 2 || this.#characters > MAX_CHARACTERS / 2) {
      const row = this.#rows[count];
      if (row === undefined) break;
      this.#characters -= size(row);
      count += 1;
    }
    this.#rows.splice(0, count);
    this.#before += count;
  }
}

const size = (row: Row): number => row[6].length + row[7].length;
