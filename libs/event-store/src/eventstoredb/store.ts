import { setTimeout as delay } from 'node:timers/promises';
import { encodeAppend } from '../encode';
import {
  EventIdConflict,
  InvalidEvent,
  START,
  StoreUnavailable,
  type AppendResult,
  type EventFilter,
  type EventStore,
  type ExpectedRevision,
  type NewEvent,
  type Position,
} from '../port';
import type { RecordedEvent } from '../recorded-event';
import { revisionsOf, type Revisions } from '../revisions';
import { upcasting, type Upcaster } from '../upcast';
import { parseAddress, type Address, type Credentials } from './address';
import { Appender } from './appender';
import { Connection } from './connection';
import { readCredentials } from './credentials';
import { describe, StoreMisconfigured } from './failures';
import { Follower } from './follower';
import { Head } from './head';
import { IdOwners } from './id-owners';
import { KnownIds } from './known-ids';
import { inspect } from './start-up';
import { StreamMetadata } from './stream-metadata';
import { Streams } from './streams';

export interface EventStoreDbOptions {
  /** `esdb://[user:password@]host:port[,…][?tls=…]`; `kurrentdb://` is the same. */
  connectionString: string;
  /** Stands before every stream's name on the server, so that several installations can share one. */
  prefix?: string | undefined;
  /** The log is that of one service, streams `<service>.…`; absent: of all under the prefix. */
  service?: string;
  /** Lines `user:password` or `service user:password`; instead of credentials in the address. */
  credentialsFile?: string | undefined;
  /** PEM of the authority that signed the server's certificate. */
  caFile?: string | undefined;
  upcasters?: readonly Upcaster[];
  /** Nothing will be appended: the account needs no right to write, and the start writes nothing to see whether it has. */
  onlyToRead?: boolean;
  /** How long a call is repeated while the server does not answer, in milliseconds. */
  patience?: number;
}

export interface EventStoreDb extends EventStore {
  /** One line for people: which server, its version, as whom, and that it can be written. */
  readonly found: string;
}

const BATCH = 1_000;
/** Longer than an election and a node's orderly stop. */
const PATIENCE = 30_000;
/** Appends under way when the store closes are waited for so long, in milliseconds: a process that stops has 20 s for all. */
const LAST_APPENDS = 10_000;

/**
 * Opens the log of one service (or installation) on EventStoreDB 22.10 or newer, or KurrentDB.
 * @throws StoreUnavailable with one clear sentence when the server does not answer, denies access or cannot be written;
 * StoreMisconfigured when it cannot even be asked
 */
export async function openEventStoreDb(options: EventStoreDbOptions): Promise<EventStoreDb> {
  const address = parseAddress(options.connectionString, options.caFile);
  const { credentialsFile, service, onlyToRead = false, patience = PATIENCE } = options;
  const credentials = credentialsFile === undefined ? address.credentials : readCredentials(credentialsFile, service);
  if (address.tls && credentials === undefined) {
    throw new StoreMisconfigured(
      `the event store at ${address.hosts} is secured by TLS: it needs a user and a password`,
    );
  }
  const connection = connect(address, credentials, patience);
  try {
    const prefix = options.prefix ?? '';
    const streams = `${prefix}${service === undefined ? '' : `${service}.`}`;
    const found = await inspect(connection, streams, onlyToRead);
    return new OpenedStore(connection, prefix, service, found, upcasting(options.upcasters ?? []), patience);
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** Makes the client, which reads the authority's file; it does not ask the server yet. */
function connect(address: Address, credentials: Credentials | undefined, patience: number): Connection {
  try {
    return new Connection(address, credentials, patience);
  } catch (error) {
    throw new StoreMisconfigured(`the event store at ${address.hosts} cannot be asked: ${describe(error)}`, {
      cause: error,
    });
  }
}

class OpenedStore implements EventStoreDb {
  readonly #streams: Streams;
  readonly #known = new KnownIds();
  readonly #owners = new IdOwners();
  readonly #appender: Appender;
  readonly #head: Head;
  readonly #follower: Follower;
  readonly #own: string;
  #closed = false;

  constructor(
    private readonly connection: Connection,
    prefix: string,
    service: string | undefined,
    readonly found: string,
    private readonly upcast: (event: RecordedEvent) => RecordedEvent,
    private readonly patience: number,
  ) {
    this.#own = service === undefined ? '' : `${service}.`;
    const names = `${prefix}${this.#own}`;
    this.#streams = new Streams(connection, prefix);
    const metadata = new StreamMetadata(connection, this.#streams.nameOf, connection.address.tls);
    this.#appender = new Appender(connection, this.#streams, this.#known, metadata);
    this.#head = new Head(connection, (name) => name.startsWith(names) && !name.startsWith('$'));
    this.#follower = new Follower(connection, prefix, names);
  }

  async append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    const encoded = encodeAppend(stream, expected, events);
    if (!stream.startsWith(this.#own) || stream.startsWith('$')) {
      throw new InvalidEvent(`the stream ${stream} is not one of this log: its name begins with “${this.#own}”`);
    }
    const ids = new Set<string>();
    for (const { id } of encoded) {
      if (ids.has(id)) throw new EventIdConflict(stream, id);
      ids.add(id);
    }
    this.#assertOpen();
    const claim = this.#owners.claim(stream, ids);
    if ('taken' in claim) throw new EventIdConflict(stream, claim.taken);
    try {
      const result = await this.#appender.append(stream, expected, encoded);
      this.#head.heard(result.position);
      return result;
    } catch (error) {
      // Without an answer it may have been written: then the ids stay this stream's.
      if (!(error instanceof StoreUnavailable)) claim.release();
      throw error;
    }
  }

  async readStream(stream: string, options?: Partial<Revisions>): Promise<RecordedEvent[]> {
    this.#assertOpen();
    const revisions = revisionsOf(options);
    if (revisions === undefined) return [];
    const events = await this.#streams.read(stream, revisions.from, revisions.limit);
    this.#known.learn(stream, events, revisions.from);
    return events.map(this.upcast);
  }

  async *readAll({
    after = START,
    filter = {},
    batchSize = BATCH,
  }: { after?: Position; filter?: EventFilter; batchSize?: number } = {}): AsyncIterable<RecordedEvent[]> {
    this.#assertOpen();
    let until = await this.#head.ask();
    if (until <= after) return;
    let waiting: RecordedEvent[] = [];
    const { signal, known, patience } = { signal: this.connection.closed, known: () => until, patience: this.patience };
    for await (const items of this.#follower.follow({ after, batchSize, signal, known, patience })) {
      waiting.push(...this.#passing(items, filter));
      while (waiting.length >= batchSize) {
        yield waiting.slice(0, batchSize);
        waiting = waiting.slice(batchSize);
      }
      const position = items[items.length - 1]?.position ?? after;
      if (position >= until) until = await this.#head.ask();
      if (position >= until) break;
    }
    if (waiting.length > 0) yield waiting;
  }

  async *subscribe({
    after = START,
    filter = {},
    batchSize = BATCH,
    signal,
  }: {
    after?: Position;
    filter?: EventFilter;
    batchSize?: number;
    signal: AbortSignal;
  }): AsyncIterable<{ events: RecordedEvent[]; position: Position }> {
    const either = AbortSignal.any([signal, this.connection.closed]);
    if (either.aborted) return;
    // Only to know what a batch is worth waiting for. In a large log of others the answer takes long: it follows meanwhile.
    void this.#head.ask().catch(() => undefined);
    const known = () => this.#head.known;
    for await (const items of this.#follower.follow({ after, batchSize, signal: either, known })) {
      const position = items[items.length - 1]?.position ?? after;
      this.#heard(items);
      yield { events: this.#passing(items, filter), position };
    }
  }

  async head(): Promise<Position> {
    this.#assertOpen();
    return this.#head.ask();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await Promise.race([this.#appender.idle(), delay(LAST_APPENDS, undefined, { ref: false })]);
    await this.connection.close();
  }

  #assertOpen(): void {
    if (this.#closed) throw new StoreUnavailable('the event store is closed');
  }

  #heard(items: readonly { event: RecordedEvent | undefined; position: Position }[]): void {
    const newest = items.findLast(({ event }) => event !== undefined);
    if (newest !== undefined) this.#head.heard(newest.position);
  }

  #passing(
    items: readonly { event: RecordedEvent | undefined }[],
    { streamPrefixes, types }: EventFilter,
  ): RecordedEvent[] {
    return items.flatMap(({ event }) => {
      if (event === undefined) return [];
      const passes =
        (types === undefined || types.includes(event.type)) &&
        (streamPrefixes === undefined || streamPrefixes.some((prefix) => event.stream.startsWith(prefix)));
      return passes ? [this.upcast(event)] : [];
    });
  }
}
