import { setTimeout as delay } from 'node:timers/promises';
import { escapeIdentifier } from 'pg';
import { encodeAppend } from '../encode';
import {
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
import { Connection } from './connection';
import { GroupCommit } from './group-commit';
import { fromPosition, toPosition } from './position';
import { fromRow, passes, type Row } from './row';
import { SESSION } from './session';
import { headOf, scan, STREAM, type Scan } from './scan';
import { Tail } from './tail';
import { Wake } from './wake';

export interface PostgresEventStoreOptions {
  /** `postgres://…` of a PostgreSQL 15 or newer. */
  connectionString: string;
  /** Where `createLog` made the tables. Absent: the first schema of the connection's own search path. */
  schema?: string;
  upcasters?: readonly Upcaster[];
}

const BATCH = 1_000;
/** Between two tries to go on with a subscription, in milliseconds. */
const RETRY_PAUSE = 250;
/** Opens the log that {@link createLog} created. @throws StoreUnavailable when the database does not answer. */
export async function openPostgresEventStore(options: PostgresEventStoreOptions): Promise<EventStore> {
  const store = new PostgresEventStore(options);
  try {
    await store.open();
  } catch (error) {
    await store.close();
    throw error;
  }
  return store;
}

/** Connections: one that writes, one that listens, one for streams and one for the log, each made again when it is lost. */
class PostgresEventStore implements EventStore {
  readonly #writing: Connection;
  readonly #streams: Connection;
  readonly #scanning: Connection;
  readonly #wake: Wake;
  readonly #tail = new Tail();
  readonly #writer: GroupCommit;
  readonly #upcast: (event: RecordedEvent) => RecordedEvent;
  #followers = 0;
  #closed = false;

  constructor({ connectionString, schema, upcasters = [] }: PostgresEventStoreOptions) {
    const path = schema === undefined ? [] : [`SET search_path = ${escapeIdentifier(schema)}, public`];
    const connection = (name: string) => ({
      connectionString,
      name: `event store: ${name}`,
      setup: [...path, ...SESSION],
    });
    this.#writing = new Connection(connection('append'));
    this.#streams = new Connection(connection('streams'));
    this.#scanning = new Connection(connection('log'));
    this.#wake = new Wake(connection('listen'));
    this.#writer = new GroupCommit(
      this.#writing,
      () => this.#wake.alone,
      (head, rows) => this.#wrote(head, rows),
    );
    this.#upcast = upcasting(upcasters);
  }

  async open(): Promise<void> {
    await this.#wake.open();
  }

  async append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    const encoded = encodeAppend(stream, expected, events);
    if (this.#closed) throw new StoreUnavailable('the event store is closed');
    return this.#writer.append(stream, expected, encoded);
  }

  async readStream(stream: string, options?: Partial<Revisions>): Promise<RecordedEvent[]> {
    const revisions = revisionsOf(options);
    if (revisions === undefined) return [];
    const values = [stream, revisions.from, revisions.limit];
    const { rows } = await this.#streams.use((client) => client.query<Row>({ ...STREAM, values, rowMode: 'array' }));
    return rows.map((row) => this.#event(row));
  }

  async *readAll({ after = START, filter = {}, batchSize = BATCH }: Parameters<EventStore['readAll']>[0] = {}) {
    let position = fromPosition(after);
    const scan = () => this.#scan(position, filter, batchSize);
    let next: Promise<Scan> | undefined;
    for (;;) {
      const read = await (next ?? scan());
      if (read.position === position) return;
      position = read.position;
      // Where there is more, the database reads on while the consumer has this batch.
      next = read.rows.length === batchSize ? ahead(scan()) : undefined;
      if (read.rows.length > 0) yield read.rows.map((row) => this.#event(row));
    }
  }

  async *subscribe({ after = START, filter = {}, batchSize = BATCH, signal }: Parameters<EventStore['subscribe']>[0]) {
    let position = fromPosition(after);
    const scan = () => this.#tryScan(position, filter, batchSize);
    let next: Promise<Scan | undefined> | undefined;
    this.#followers += 1;
    try {
      for (;;) {
        await this.#wake.beyond(position, signal);
        if (signal.aborted || this.#closed) return;
        const recent = next === undefined ? this.#fromTail(position, filter, batchSize) : undefined;
        const read = recent ?? (await (next ?? scan()));
        next = undefined;
        if (read === undefined) {
          await delay(RETRY_PAUSE, undefined, { signal }).catch(() => undefined);
        } else if (read.position > position) {
          position = read.position;
          if (recent === undefined && read.rows.length === batchSize) next = ahead(scan());
          yield { events: read.rows.map((row) => this.#event(row)), position: toPosition(position) };
        }
      }
    } finally {
      this.#followers -= 1;
    }
  }

  async head(): Promise<Position> {
    return toPosition(await this.#streams.use(headOf));
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#writer.idle();
    await Promise.all([this.#writing, this.#streams, this.#scanning, this.#wake].map((part) => part.close()));
  }

  #event(row: Row): RecordedEvent {
    return this.#upcast(fromRow(row));
  }

  #wrote(head: number, rows: () => Row[]): void {
    if (this.#followers > 0) this.#tail.push(rows());
    this.#wake.wrote(head);
  }

  #scan(after: number, filter: EventFilter, limit: number): Promise<Scan> {
    return this.#scanning.use((client) => scan(client, after, filter, limit));
  }

  async #tryScan(after: number, filter: EventFilter, limit: number): Promise<Scan | undefined> {
    try {
      return await this.#scan(after, filter, limit);
    } catch (error) {
      if (error instanceof StoreUnavailable) return undefined;
      throw error;
    }
  }

  #fromTail(after: number, filter: EventFilter, limit: number): Scan | undefined {
    const rows = this.#tail.after(after, limit);
    const last = rows?.[rows.length - 1];
    if (rows === undefined || last === undefined) return undefined;
    return { rows: rows.filter((row) => passes(row, filter)), position: Number(last[0]) };
  }
}

/** A consumer may stop before it asks for what was read ahead: that it failed is then nobody's concern. */
function ahead<T>(reading: Promise<T>): Promise<T> {
  reading.catch(() => undefined);
  return reading;
}
