import type { EncodedEvent } from '../encode';
import { EventIdConflict, WrongExpectedRevision, type AppendResult } from '../port';
import { appendGroup, type Append, type Verdict, type Written } from './append-group';
import type { Connection } from './connection';
import { isUnavailable, sqlState } from './failures';
import { rowsOf, takeGroup, type Waiting } from './group';
import { insertRows } from './insert-rows';
import { KnownLog, type Placed } from './known-log';
import { Pace } from './pace';
import { findRepetition } from './repetition';
import type { Row } from './row';

const UNIQUE_VIOLATION = '23505';
/** A group that goes out behind another one has at least so many appends. */
const WORTHWHILE = 16;

/** Told when a group goes out and when its answer comes. */
interface Timed {
  sent(): void;
  answered(): void;
}

/**
 * Appends that wait while a group is being written go out together as the next group: the more load, the larger the group.
 * A second group may be sent before the first is answered, on the same connection, so it is written after it.
 */
export class GroupCommit {
  #waiting: Waiting[] = [];
  #scheduled = false;
  /** Groups on their way, their appends, and how many of the groups ask the log where they stand. */
  #sent = 0;
  #underWay = 0;
  #asking = 0;
  /** When the last answer came, and the same while what waits has been asked for by those who had that answer. */
  #answeredAt = 0;
  #busySince: number | undefined;
  #whenIdle: (() => void)[] = [];
  readonly #known = new KnownLog();
  readonly #pace = new Pace();

  /**
   * @param alone whether no other process is known to write to this log.
   * @param written is told of each committed group, before its appends resolve.
   */
  constructor(
    private readonly connection: Connection,
    private readonly alone: () => boolean,
    private readonly written: (head: number, rows: () => Row[]) => void,
  ) {}

  append(stream: string, expected: Append['expected'], events: readonly EncodedEvent[]): Promise<AppendResult> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ stream, expected, events, resolve, reject });
      this.#schedule();
    });
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    while (this.#waiting.length > 0 || this.#sent > 0) {
      await new Promise<void>((resolve) => this.#whenIdle.push(resolve));
    }
  }

  /** After all promises that are ready: what they ask for, e.g. upon the answers of the last group, goes out together. */
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    process.nextTick(() => {
      this.#scheduled = false;
      this.#send();
    });
  }

  #send(): void {
    const count = this.#waiting.length;
    const overlapping = this.#pace.overlapping(count + this.#underWay);
    if (this.#sent === 0 && count > 0) {
      if (!overlapping || count < 2 * WORTHWHILE || !this.#sendPlaced(count / 2)) {
        const { group, later } = takeGroup(this.#waiting, count);
        this.#waiting = later;
        this.#start(group, this.#place(group));
      }
    }
    if (this.#sent === 1 && overlapping && this.#waiting.length >= WORTHWHILE) this.#sendPlaced(count);
    this.#busySince = undefined;
  }

  /** Sends at most so many, if it can be told where they will stand. */
  #sendPlaced(limit: number): boolean {
    const { group, later } = takeGroup(this.#waiting, limit);
    const placed = this.#place(group);
    if (placed === undefined) return false;
    this.#waiting = later;
    this.#start(group, placed);
    return true;
  }

  /** Where the group will stand, if that can be told without asking; later groups then stand behind it. */
  #place(group: Waiting[]): Placed | undefined {
    const placed = this.alone() && this.#asking === 0 ? this.#known.place(group) : undefined;
    if (placed !== undefined) this.#known.learn(group, placed);
    return placed;
  }

  #start(group: Waiting[], placed: Placed | undefined): void {
    this.#sent += 1;
    this.#underWay += group.length;
    void this.#write(group, placed, this.#timed(group.length)).finally(() => {
      this.#sent -= 1;
      this.#underWay -= group.length;
      if (this.#waiting.length === 0 && this.#sent === 0) for (const idle of this.#whenIdle.splice(0)) idle();
      this.#schedule();
    });
  }

  #timed(appends: number): Timed {
    const busySince = this.#busySince;
    let sentAt = 0;
    return {
      sent: () => (sentAt = performance.now()),
      answered: () => {
        const now = performance.now();
        const writing = now - Math.max(sentAt, this.#answeredAt);
        this.#answeredAt = now;
        this.#busySince = this.#waiting.length === 0 ? now : undefined;
        this.#pace.measured({ appends, preparing: sentAt - (busySince ?? sentAt), writing });
      },
    };
  }

  /** Never rejects: every append of the group gets its own answer. */
  async #write(group: Waiting[], placed?: Placed, timed?: Timed): Promise<void> {
    try {
      const inserted = placed !== undefined && (await this.#insert(group, placed, timed));
      const outcome = inserted ? placed : await this.#ask(group, timed);
      timed?.answered();
      if (outcome.head > outcome.before) this.written(outcome.head, () => rowsOf(group, outcome));
      await this.#answer(group, outcome.verdicts);
    } catch (error) {
      this.#known.forget();
      if (isUnavailable(error)) group.forEach((append) => append.reject(error));
      else if (sqlState(error) === UNIQUE_VIOLATION) await this.#writeAgain(group, error);
      // Whatever is wrong with one must not fail the others.
      else if (group.length > 1) for (const append of group) await this.#write([append]);
      else group.forEach((append) => append.reject(error));
    }
  }

  /** The short way, for a process that writes alone. False where it does not lead to the end: then nothing is written. */
  async #insert(group: Waiting[], placed: Placed, timed?: Timed): Promise<boolean> {
    try {
      const inserting = this.connection.use((client) => {
        const answer = insertRows(client, rowsOf(group, placed), placed.beforeId);
        timed?.sent();
        return answer;
      });
      if (await inserting) return true;
    } catch (error) {
      if (isUnavailable(error)) throw error;
    }
    this.#known.forget();
    return false;
  }

  async #ask(group: Waiting[], timed?: Timed): Promise<Written> {
    this.#asking += 1;
    try {
      const outcome = await this.connection.use((client) => {
        const answer = appendGroup(client, group);
        timed?.sent();
        return answer;
      });
      this.#known.learn(group, outcome);
      return outcome;
    } finally {
      this.#asking -= 1;
    }
  }

  async #answer(group: Waiting[], verdicts: Verdict[]): Promise<void> {
    const refused: { append: Waiting; actual: number | null }[] = [];
    group.forEach((append, nth) => {
      const verdict = verdicts[nth];
      if (verdict === undefined) append.reject(new Error(`no verdict on an append to ${append.stream}`));
      else if ('revision' in verdict) append.resolve(verdict);
      else refused.push({ append, actual: verdict.actual });
    });
    for (const { append, actual } of refused) {
      if ((await this.#settleRepetition(append)) === 'new') {
        append.reject(new WrongExpectedRevision(append.stream, append.expected, actual));
      }
    }
  }

  /** An id of the group is recorded already, or stands in it twice: nothing was written. */
  async #writeAgain(group: Waiting[], error: unknown): Promise<void> {
    for (const append of group) {
      const ids = new Set(append.events.map(({ id }) => id));
      if (ids.size < append.events.length) append.reject(new EventIdConflict(append.stream, twice(append.events)));
      else if ((await this.#settleRepetition(append)) === 'new') {
        if (group.length > 1) await this.#write([append]);
        else append.reject(error);
      }
    }
  }

  async #settleRepetition(append: Waiting): Promise<'settled' | 'new'> {
    try {
      const result = await this.connection.use((client) => findRepetition(client, append));
      if (result === undefined) return 'new';
      append.resolve(result);
    } catch (error) {
      append.reject(error);
    }
    return 'settled';
  }
}

const twice = (events: readonly EncodedEvent[]): string =>
  events.find(({ id }, nth) => events.findIndex((other) => other.id === id) < nth)?.id ?? '';
