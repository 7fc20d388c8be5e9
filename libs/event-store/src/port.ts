import type { RecordedEvent } from './recorded-event';

/** JSON as the store keeps it: what goes in comes out, deeply equal. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue | undefined };
export type JsonObject = { [key: string]: JsonValue | undefined };

/** Who caused an event. Never a person's name: `user` is an account id. */
export interface Actor {
  user: string;
  /** `<region>/<agency>`, e.g. `530902/finance`; null for an enterprise or the system. */
  agency: string | null;
  role: string;
}

export interface EventMetadata {
  /** RFC 3339, by the service's clock (which tests and demos may move). */
  recordedAt: string;
  actor: Actor;
  /** Programme id under which the event was decided, e.g. `linxiang-2022`. */
  programme: string | null;
  /** The same for everything that one call from outside set off. */
  correlationId: string;
  /** The command (or integration event) that caused this one; a retry of a command finds its own events by it. */
  causationId: string;
  /** Hash of the command's body: the same causation with another body is a misuse, not a retry. */
  fingerprint?: string;
}

export interface NewEvent<Type extends string = string, Data = JsonObject> {
  /** UUIDv7. */
  id: string;
  type: Type;
  schemaVersion: number;
  data: Data;
  metadata: EventMetadata;
}

/** Opaque, serialisable; compares with `<` and `===` as a string in the order of the log. */
export type Position = string;

/** `none`: the stream must not exist; `exists`: it must; a number: its last revision. */
export type ExpectedRevision = 'none' | 'any' | 'exists' | number;

export interface AppendResult {
  /** Revision of the last event of this append (of the first such append, when it is a repetition). */
  revision: number;
  position: Position;
}

export interface EventFilter {
  /** A stream whose name starts with one of these passes. Absent: every stream passes. */
  streamPrefixes?: readonly string[];
  /** An event of one of these types passes. Absent: every type passes. */
  types?: readonly string[];
}

export interface EventStore {
  /**
   * All or nothing, durable when it resolves.
   * The same event ids again: the first result when the bodies agree, {@link EventIdConflict} otherwise.
   * An id may stand in one append only: some of these ids recorded already beside new ones is a conflict, not a retry.
   * @throws WrongExpectedRevision, EventIdConflict, InvalidEvent, StoreUnavailable
   */
  append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult>;

  /**
   * Events of one stream in order; an empty list where there are none. `from` is the first revision wanted.
   * @throws RangeError for a `from` or `limit` that is no whole number (no limit is Infinity); StoreUnavailable
   */
  readStream(stream: string, options?: { from?: number; limit?: number }): Promise<RecordedEvent[]>;

  /** The log in order, in batches, up to where it stands when the reading gets there; then it ends. */
  readAll(options?: { after?: Position; filter?: EventFilter; batchSize?: number }): AsyncIterable<RecordedEvent[]>;

  /**
   * As `readAll`, then live for ever: a batch as soon as something is committed. Back-pressure by the consumer's pace.
   * `position` is how far the log has been read, also where the filter passed nothing (events may be empty).
   * Ends when `signal` aborts; resumes by itself after a lost connection.
   */
  subscribe(options: {
    after?: Position;
    filter?: EventFilter;
    batchSize?: number;
    signal: AbortSignal;
  }): AsyncIterable<{ events: RecordedEvent[]; position: Position }>;

  /** Position of the newest event; `START` where there is none. */
  head(): Promise<Position>;
  close(): Promise<void>;
}

/** Before the first event. */
export const START: Position = '';

export class WrongExpectedRevision extends Error {
  constructor(
    readonly stream: string,
    readonly expected: ExpectedRevision,
    /** Last revision of the stream, null where it does not exist. */
    readonly actual: number | null,
  ) {
    super(`stream ${stream}: expected revision ${expected}, it is at ${actual ?? 'none'}`);
    this.name = 'WrongExpectedRevision';
  }
}

export class EventIdConflict extends Error {
  constructor(
    readonly stream: string,
    readonly eventId: string,
  ) {
    super(`event ${eventId} is already recorded with other content (append to ${stream})`);
    this.name = 'EventIdConflict';
  }
}

/** The store did not answer; whether the append was written is not known. Repeat it with the same ids. */
export class StoreUnavailable extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'StoreUnavailable';
  }
}

/** This append can be stored nowhere: what is wrong with it stands in the message, without the event's content. */
export class InvalidEvent extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvalidEvent';
  }
}
