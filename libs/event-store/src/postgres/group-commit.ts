import type { EncodedEvent } from '../encode';
import { EventIdConflict, WrongExpectedRevision, type AppendResult } from '../port';
import { appendGroup, type Append, type Verdict, type Written } from './append-group';
import type { Connection } from './connection';
import { isUnavailable, sqlState } from './failures';
import { insertRows } from './insert-rows';
import { KnownLog } from './known-log';
import { findRepetition } from './repetition';
import type { Row } from './row';

interface Waiting extends Append {
  resolve(result: AppendResult): void;
  reject(error: unknown): void;
}

/** More in one transaction gains nothing and makes all wait for the largest. */
const MAX_EVENTS = 2_000;
const MAX_CHARACTERS = 4 * 1024 * 1024;

const UNIQUE_VIOLATION = '23505';

/**
 * Appends that wait while a group is being written go out together as the next group: the more load, the larger the group.
 * A group takes one append a stream, so that the verdict of one cannot hang on that of another.
 */
export class GroupCommit {
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;

  readonly #known = new KnownLog();

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
      this.#running ??= this.#run();
    });
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  async #run(): Promise<void> {
    do {
      // After all promises that are ready: what they ask for, e.g. upon the answers of the last group, goes out together.
      await new Promise<void>((resolve) => process.nextTick(resolve));
      await this.#write(this.#takeGroup());
    } while (this.#waiting.length > 0);
    this.#running = undefined;
  }

  #takeGroup(): Waiting[] {
    const group: Waiting[] = [];
    const later: Waiting[] = [];
    const streams = new Set<string>();
    let events = 0;
    let characters = 0;
    for (const append of this.#waiting) {
      const fits = group.length === 0 || (events < MAX_EVENTS && characters < MAX_CHARACTERS);
      if (!fits || streams.has(append.stream)) {
        later.push(append);
      } else {
        group.push(append);
        events += append.events.length;
        for (const event of append.events) characters += event.data.length + event.metadata.length;
      }
      streams.add(append.stream);
    }
    this.#waiting = later;
    return group;
  }

  /** Never rejects: every append of the group gets its own answer. */
  async #write(group: Waiting[], repeatable = true): Promise<void> {
    try {
      const outcome =
        (await this.#insert(group)) ?? (await this.connection.use((client) => appendGroup(client, group)));
      this.#known.learn(group, outcome);
      if (outcome.head > outcome.before) this.written(outcome.head, () => rowsOf(group, outcome));
      await this.#answer(group, outcome.verdicts);
    } catch (error) {
      this.#known.forget();
      if (isUnavailable(error)) group.forEach((append) => append.reject(error));
      else if (repeatable && sqlState(error) === UNIQUE_VIOLATION) await this.#writeAgain(group);
      // Whatever is wrong with one must not fail the others.
      else if (group.length > 1) for (const append of group) await this.#write([append]);
      else group.forEach((append) => append.reject(error));
    }
  }

  /** The short way, for a process that writes alone. Undefined where it does not lead to the end: then nothing is written. */
  async #insert(group: Waiting[]): Promise<Written | undefined> {
    const placed = this.alone() ? this.#known.place(group) : undefined;
    if (placed === undefined) return undefined;
    try {
      await this.connection.use((client) => insertRows(client, rowsOf(group, placed)));
      return placed;
    } catch (error) {
      if (isUnavailable(error)) throw error;
      this.#known.forget();
      return undefined;
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
  async #writeAgain(group: Waiting[]): Promise<void> {
    for (const append of group) {
      const ids = new Set(append.events.map(({ id }) => id));
      if (ids.size < append.events.length) append.reject(new EventIdConflict(append.stream, twice(append.events)));
      else if ((await this.#settleRepetition(append)) === 'new') await this.#write([append], false);
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

/** What the accepted appends are in the log, without asking it. */
function rowsOf(group: readonly Append[], { before, verdicts }: Written): Row[] {
  const rows: Row[] = [];
  group.forEach(({ stream, events }, nth) => {
    const verdict = verdicts[nth];
    if (verdict === undefined || !('revision' in verdict)) return;
    events.forEach(({ id, type, schemaVersion, data, metadata }, step) => {
      const revision = verdict.revision - events.length + 1 + step;
      const position = before + rows.length + 1;
      rows.push([String(position), id, stream, String(revision), type, String(schemaVersion), data, metadata]);
    });
  });
  return rows;
}
