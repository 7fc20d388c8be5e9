import { isDeepStrictEqual } from 'node:util';
import {
  MaxAppendSizeExceededError,
  NO_STREAM,
  StreamDeletedError,
  WrongExpectedVersionError,
  type EventData,
} from '@eventstore/db-client';
import type { EncodedEvent } from '../encode';
import {
  EventIdConflict,
  InvalidEvent,
  WrongExpectedRevision,
  type AppendResult,
  type ExpectedRevision,
} from '../port';
import type { RecordedEvent } from '../recorded-event';
import { ATTEMPT, type Connection } from './connection';
import { AppendTooLarge } from './failures';
import type { KnownIds } from './known-ids';
import { toPosition } from './position';
import { toServer } from './recorded';
import type { StreamMetadata } from './stream-metadata';
import type { Streams } from './streams';

/** The revision of a stream that does not exist. */
const NONE = -1;

/**
 * Appends with exact expected revisions only, so that the same ids may be sent again until there is an answer: behind its exact
 * expectation the server recognises them for ever. `any` and `exists` are looked up first, and again after a lost race.
 */
export class Appender {
  /** The appends to one stream run one after the other, in the order in which they were asked for. */
  readonly #queues = new Map<string, Promise<unknown>>();

  constructor(
    private readonly connection: Connection,
    private readonly streams: Streams,
    private readonly known: KnownIds,
    private readonly metadata: StreamMetadata,
  ) {}

  append(stream: string, expected: ExpectedRevision, events: readonly EncodedEvent[]): Promise<AppendResult> {
    const before = this.#queues.get(stream) ?? Promise.resolve();
    const asked = Date.now();
    const appending = before.then(() => this.connection.together(asked, () => this.#append(stream, expected, events)));
    const settled = appending.then(
      () => undefined,
      () => undefined,
    );
    this.#queues.set(stream, settled);
    void settled.then(() => this.#queues.get(stream) === settled && this.#queues.delete(stream));
    return appending;
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    while (this.#queues.size > 0) await Promise.all(this.#queues.values());
  }

  async #append(stream: string, expected: ExpectedRevision, events: readonly EncodedEvent[]): Promise<AppendResult> {
    for (;;) {
      const known = await this.#idsUpTo(stream, expected);
      if (events.some(({ id }) => known.ids.has(id))) {
        const repeated = await this.#repetition(stream, events, 0);
        if (repeated !== undefined) return repeated;
      }
      const before = exact(expected, known.size);
      if (expected === 'exists' && before === NONE) throw new WrongExpectedRevision(stream, expected, null);
      try {
        return await this.#write(stream, before, events);
      } catch (error) {
        if (!(error instanceof WrongExpectedVersionError)) throw error;
        // Sent again, they may have been written before; or somebody else was quicker. Up to there it is known not to have them.
        const repeated = await this.#repetition(stream, events, before + 1);
        if (repeated !== undefined) return repeated;
        if (expected !== 'any' && expected !== 'exists') throw wrongExpected(stream, expected, error);
      }
    }
  }

  /** What is known of the stream, read as far as it has to be for this expectation. */
  async #idsUpTo(stream: string, expected: ExpectedRevision) {
    const known = this.known.get(stream) ?? { ids: new Set<string>(), size: 0 };
    if (expected === 'none') return known;
    const missing = typeof expected === 'number' ? expected >= known.size : known.size === 0;
    if (!missing) return known;
    const limit = typeof expected === 'number' ? expected + 1 - known.size : undefined;
    return this.known.learn(stream, await this.streams.read(stream, known.size, limit), known.size);
  }

  async #write(stream: string, before: number, events: readonly EncodedEvent[]): Promise<AppendResult> {
    if (before === NONE) await this.metadata.protect(stream);
    const { revision, position } = await this.#send(stream, before, events.map(toServer));
    // Success says only that these ids stand there: the bodies may be those of an earlier append.
    const first = revision - events.length + 1;
    const recorded = await this.streams.read(stream, first, events.length);
    this.known.learn(stream, recorded, first);
    assertSame(stream, events, recorded);
    return { revision, position };
  }

  async #send(stream: string, before: number, data: EventData[]): Promise<AppendResult> {
    const name = this.streams.nameOf(stream);
    const expectedRevision = before === NONE ? NO_STREAM : BigInt(before);
    try {
      const { nextExpectedRevision, position } = await this.connection.settle(`appending to ${stream}`, (client) =>
        client.appendToStream(name, data, {
          expectedRevision,
          deadline: ATTEMPT,
          credentials: this.connection.credentials,
        }),
      );
      if (position === undefined) throw new Error(`the server gave no position for an append to ${stream}`);
      return { revision: Number(nextExpectedRevision), position: toPosition(position.commit) };
    } catch (error) {
      if (error instanceof MaxAppendSizeExceededError) throw new AppendTooLarge(stream, error.maxAppendSize);
      if (error instanceof StreamDeletedError) {
        throw new InvalidEvent(
          `the stream ${stream} was deleted on the server for good: nothing can be appended to it`,
        );
      }
      throw error;
    }
  }

  /**
   * Whether ids of this append are recorded in the stream already, from this revision on.
   * @returns the first result when it is the same append again, undefined when none of its ids is known.
   * @throws EventIdConflict when an id has another body, or stands beside ids that are new.
   */
  async #repetition(stream: string, events: readonly EncodedEvent[], from: number): Promise<AppendResult | undefined> {
    const there = await this.streams.read(stream, from);
    this.known.learn(stream, there, from);
    const ids = new Set(events.map(({ id }) => id));
    const start = there.findIndex(({ id }) => ids.has(id));
    const [first] = there.slice(start, start + 1);
    if (start < 0 || first === undefined) return undefined;
    const recorded = there.slice(start, start + events.length);
    assertSame(stream, events, recorded);
    // The same ids with the expectation that they had: the server answers as it did the first time.
    return this.#send(stream, first.revision - 1, events.map(toServer));
  }
}

function exact(expected: ExpectedRevision, size: number): number {
  if (typeof expected === 'number') return expected;
  return expected === 'none' ? NONE : size - 1;
}

function wrongExpected(stream: string, expected: ExpectedRevision, { actualVersion }: WrongExpectedVersionError) {
  const actual = typeof actualVersion === 'bigint' ? Number(actualVersion) : null;
  return new WrongExpectedRevision(stream, expected, actual);
}

/** The order of keys is no difference. Metadata is not compared: a retry may carry a later time. */
function assertSame(stream: string, events: readonly EncodedEvent[], recorded: readonly RecordedEvent[]): void {
  const there = new Set(recorded.map(({ id }) => id));
  events.forEach((event, step) => {
    const found = recorded[step];
    const same =
      found !== undefined &&
      found.id === event.id &&
      found.type === event.type &&
      found.schemaVersion === event.schemaVersion &&
      (JSON.stringify(found.data) === event.data || isDeepStrictEqual(found.data, JSON.parse(event.data)));
    if (!same) throw new EventIdConflict(stream, there.has(event.id) ? event.id : (recorded[0]?.id ?? event.id));
  });
}
