import type { EventMetadata, JsonObject, NewEvent, Position } from './port';

/** All but the metadata. */
export interface Recorded<Type extends string, Data> extends Omit<NewEvent<Type, Data>, 'metadata'> {
  /** `<service>.<aggregate>-<id>`, e.g. `coordination.request-0190…`. */
  stream: string;
  /** 0 for the first event of a stream, then dense. */
  revision: number;
  position: Position;
}

/** What a store hands out. No plain object, so that the compiler refuses to spread it: a copy would lack the metadata. */
export class RecordedEvent<Type extends string = string, Data = JsonObject> implements Recorded<Type, Data> {
  readonly id: string;
  readonly type: Type;
  readonly schemaVersion: number;
  readonly data: Data;
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
  #metadata: EventMetadata | string;

  /** @param metadata or their JSON, which is then read when it is asked for: projections never do. */
  constructor(recorded: Recorded<Type, Data>, metadata: EventMetadata | string) {
    this.id = recorded.id;
    this.type = recorded.type;
    this.schemaVersion = recorded.schemaVersion;
    this.data = recorded.data;
    this.stream = recorded.stream;
    this.revision = recorded.revision;
    this.position = recorded.position;
    this.#metadata = metadata;
  }

  get metadata(): EventMetadata {
    if (typeof this.#metadata === 'string') this.#metadata = JSON.parse(this.#metadata) as EventMetadata;
    return this.#metadata;
  }

  /** The same event with its data brought to another schema version. */
  raised<Other>(schemaVersion: number, data: Other): RecordedEvent<Type, Other> {
    const { id, type, stream, revision, position } = this;
    return new RecordedEvent({ id, type, schemaVersion, data, stream, revision, position }, this.#metadata);
  }

  /** The same event where its data cannot be read: whoever asks for them gets the error, others need not care. */
  unreadable(error: Error): RecordedEvent<Type, Data> {
    const get = (): never => {
      throw error;
    };
    return Object.defineProperty(this.raised(this.schemaVersion, this.data), 'data', { get, enumerable: true });
  }
}
